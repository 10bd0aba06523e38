"""The nearest rows to queries by inner product of unit vectors: exact in streamed blocks, or by Annoy.

Annoy is what Attention VAT used (section 4.3.4); the exact search needs no index and is the better choice
below about a million sentences.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
import torch
from annoy import AnnoyIndex

from steady_attention.unlabeled.representations import BLOCK, BagOfWords, Representation
from steady_attention.unlabeled.sentences import Sentences

QUERIES = 512  # queries whose similarities to a block are held at a time
SEED = 1  # of Annoy's random splits
Stream = Iterable[tuple[int, np.ndarray]]  # blocks: the place of the first row, and the rows (n, D)


class Found(NamedTuple):
    """For each query the places of its neighbours, nearest first, int64 (Q, k), -1 where there is no
    further one, and their similarities, float32 (Q, k), -inf there.
    """

    places: np.ndarray
    similarities: np.ndarray


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


Search = Exact | Annoy


def nearest_of(places: np.ndarray, similarities: np.ndarray, k: int) -> Found:
    """The k most similar of each row, nearest first; equal ones in the order of their places."""
    order = np.lexsort((places, -similarities), axis=1)[:, :k]
    return Found(*(np.take_along_axis(values, order, axis=1) for values in (places, similarities)))


GROUP = 8_192  # queries whose candidates are held at a time
SAMPLE = 200  # queries whose neighbours are compared with the true ones
TOLERANCE = 1e-6  # of a cosine in float32: a neighbour as near as the last true one is one


def reranked(
    search: Search, bag: BagOfWords, sentences: Sentences, queries: Sentences, k: int, candidates: int
) -> Found:
    """The k nearest of at least `candidates` found in the hashed vectors, by the true cosine of the terms."""
    parts = []
    for _, group in queries.blocks(GROUP):
        found = search.nearest(bag.vectors(group), min(max(candidates, k), len(sentences)))
        terms = bag.exact(group)
        rows = [_true(bag, sentences, places, terms[i]) for i, places in enumerate(found.places)]
        parts.append(nearest_of(found.places, np.stack(rows), k))
    places, similarities = (np.concatenate(values) for values in zip(*parts, strict=True))
    return Found(*(_padded(values, k, fill) for values, fill in ((places, -1), (similarities, -np.inf))))


def _padded(values: np.ndarray, k: int, fill: float) -> np.ndarray:
    """(Q, k), filled up where there are fewer columns."""
    missing = ((0, 0), (0, k - values.shape[1]))
    return np.pad(values, missing, constant_values=fill)


def _true(bag: BagOfWords, sentences: Sentences, places: np.ndarray, query: sp.csr_matrix) -> np.ndarray:
    """The cosines (c) of the sentences at these places, -inf where the place is -1."""
    cosines = np.full(len(places), -np.inf, np.float32)
    there = places >= 0
    cosines[there] = bag.exact(sentences.take(places[there])) @ query.toarray().ravel()
    return cosines


def sample(count: int) -> np.ndarray:
    """The places of at most SAMPLE queries, spread evenly, int64."""
    return np.unique(np.linspace(0, count - 1, min(SAMPLE, count)).astype(np.int64))


def recall(
    representation: Representation, sentences: Sentences, queries: Sentences, places: np.ndarray
) -> float:
    """The share of the queries' true neighbours that `places` (Q, k) holds, against a search of everything.

    A sentence counts when its true similarity reaches that of the k-th nearest, so that equally near ones
    may stand for each other.
    """
    true = representation.exact(queries)
    k = min(places.shape[1], len(sentences))
    best = np.full((len(queries), k), -np.inf, np.float32)
    for _, part in sentences.blocks(BLOCK):
        similarities = _product(representation.exact(part), true)
        best = np.partition(np.concatenate([best, similarities], axis=1), -k, axis=1)[:, -k:]
    least, hits = best.min(axis=1) - TOLERANCE, 0
    for number, found in enumerate(places[:, :k]):
        rows = representation.exact(sentences.take(found[found >= 0]))
        hits += int((_product(rows, true[number : number + 1]) >= least[number]).sum())
    return hits / (len(queries) * k)


def _product(rows: np.ndarray | sp.csr_matrix, queries: np.ndarray | sp.csr_matrix) -> np.ndarray:
    """The similarities (Q, n) of dense or sparse rows (n, D) to queries (Q, D)."""
    dense = queries.toarray() if sp.issparse(queries) else queries
    return np.asarray(rows @ dense.T).T
