"""Neighbours by the true similarity among candidates of a cheap search, and how many of them are missed."""

import numpy as np
import scipy.sparse as sp

from steady_attention.unlabeled.neighbours import Found, Search, nearest_of
from steady_attention.unlabeled.representations import BLOCK, BagOfWords, Representation
from steady_attention.unlabeled.sentences import Sentences

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
