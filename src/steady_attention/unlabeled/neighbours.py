"""The nearest rows to queries by inner product of unit vectors: exact in streamed blocks, or by Annoy.

Annoy is what Attention VAT used (section 4.3.4); the exact search needs no index and is the better choice
below about a million sentences.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import torch
from annoy import AnnoyIndex

QUERIES = 512  # queries whose similarities to a block are held at a time
SEED = 1  # of Annoy's random splits
Stream = Iterable[tuple[int, np.ndarray]]  # blocks: the place of the first row, and the rows (n, D)


class Found(NamedTuple):
    """For each query the places of its neighbours, nearest first, int64 (Q, k), -1 where there is no
    further one, and their similarities, float32 (Q, k), -inf there.
    """

    places: np.ndarray
    similarities: np.ndarray


class Search(Protocol):
    """A way to find neighbours."""

    def nearest(self, queries: np.ndarray, k: int) -> Found:
        """The k nearest rows of each query (Q, D)."""


class Exact:
    """Every row against every query; `stream` gives the blocks (place of the first row, rows) anew."""

    def __init__(self, stream: Callable[[], Stream]):
        self.stream = stream

    def nearest(self, queries: np.ndarray, k: int) -> Found:
        """Memory: one block, QUERIES similarities for each of its rows, and the result."""
        places = np.full((len(queries), k), -1, np.int64)
        similarities = np.full((len(queries), k), -np.inf, np.float32)
        for first, rows in self.stream():
            columns = torch.from_numpy(rows).T
            for start in range(0, len(queries), QUERIES):
                at = slice(start, start + QUERIES)
                values = torch.from_numpy(queries[at]) @ columns
                values, numbers = values.topk(min(k, len(rows)), dim=1, sorted=False)
                values = torch.cat([torch.from_numpy(similarities[at]), values], dim=1)
                numbers = torch.cat([torch.from_numpy(places[at]), numbers + first], dim=1)
                best, kept = values.topk(k, dim=1, sorted=False)
                similarities[at], places[at] = best.numpy(), numbers.gather(1, kept).numpy()
        return nearest_of(places, similarities, k)


class Annoy:
    """A forest of `trees`, built in a file that is removed then; a query inspects at least `search_k` rows.

    search_k rules the recall, the number of trees hardly does. Equal rows, seed and one thread give equal
    forests. The rows must have numbers 0, 1, ... in the order of the stream.
    """

    def __init__(self, stream: Stream, path: Path, trees: int, search_k: int):
        self.trees, self.search_k, self.index, self.size = trees, search_k, None, 0
        for first, rows in stream:
            if self.index is None:
                self.index = AnnoyIndex(rows.shape[1], "angular")
                self.index.set_seed(SEED)
                self.index.on_disk_build(str(path))
            for number, row in enumerate(rows, first):
                self.index.add_item(number, row)
            self.size = first + len(rows)
        if self.index is not None:
            self.index.build(trees, n_jobs=1)
            path.unlink()  # stays mapped as long as the index lives

    def nearest(self, queries: np.ndarray, k: int) -> Found:
        """search_k grows with k where k times the trees, Annoy's own default, is more."""
        places = np.full((len(queries), k), -1, np.int64)
        similarities = np.full((len(queries), k), -np.inf, np.float32)
        if self.index is None:
            return Found(places, similarities)
        inspected = max(self.search_k, k * self.trees)
        for number, query in enumerate(queries):
            found, distances = self.index.get_nns_by_vector(query, k, inspected, include_distances=True)
            places[number, : len(found)] = found
            similarities[number, : len(found)] = 1 - np.square(distances, dtype=np.float64) / 2
        return nearest_of(places, similarities, k)


def nearest_of(places: np.ndarray, similarities: np.ndarray, k: int) -> Found:
    """The k most similar of each row, nearest first; equal ones in the order of their places."""
    order = np.lexsort((places, -similarities), axis=1)[:, :k]
    return Found(*(np.take_along_axis(values, order, axis=1) for values in (places, similarities)))
