"""Why bags of words are not sought by Annoy: recall and time of its forests over several dense forms of them.

A recall here is the most that re-ranking could give: all that Annoy has looked at are candidates.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from annoy import AnnoyIndex
from sklearn.utils.extmath import randomized_svd

from benchmarks import neighbour_texts
from benchmarks.training_step import positive, processor
from steady_attention.unlabeled.neighbours import SEED, Exact
from steady_attention.unlabeled.representations import BLOCK, BagOfWords
from steady_attention.unlabeled.sentences import encoded

WIDTH, FIRST = 256, 50_000  # of a projection; sentences from which the singular vectors are taken
K, TREES, SEARCH_K, RERANK = 10, 10, (10_000, 100_000, 400_000), 1000  # the first search_k is params.yaml's
HEADER = (
    "| vectors | search | recall@10, at most | candidates a query | ms a query | seconds to build |",
    "| --- | --- | --- | --- | --- | --- |",
)
Forms = Iterator[tuple[str, np.ndarray, np.ndarray]]


def forms(bag: BagOfWords, rows: sp.csr_matrix, queries: sp.csr_matrix) -> Forms:
    """Name, sentences and queries, dense at length 1: hashed, by a sparse random projection, by an SVD."""
    random = np.random.default_rng(0)
    sparse = sp.random(bag.rows, WIDTH, 0.05, "csr", random_state=random)
    sparse.data = np.sign(sparse.data - 0.5)
    first = rows[random.permutation(rows.shape[0])[:FIRST]]
    _, _, singular = randomized_svd(first, WIDTH, n_iter=2, random_state=0)
    named = {"hashed": bag.hashing, "projected": sparse, "singular": singular.T}
    for name, matrix in named.items():
        yield f"{name}, {matrix.shape[1]:,}", _dense(rows, matrix), _dense(queries, matrix)


def _dense(rows: sp.csr_matrix, matrix: sp.csr_matrix | np.ndarray) -> np.ndarray:
    found = rows @ matrix.astype(np.float32)
    found = np.asarray(found.todense() if sp.issparse(found) else found)
    return np.ascontiguousarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9))


def recall(similarities: np.ndarray, found: list[np.ndarray]) -> float:
    """The share of every query's K nearest, by the true similarities (Q, n), among what was found for it."""
    least = np.partition(similarities, -K, axis=1)[:, -K] - 1e-6
    hits = (
        min(K, (row[places] >= low).sum())
        for row, places, low in zip(similarities, found, least, strict=True)
    )
    return sum(hits) / (K * len(found))


def measured(sentences: int, count: int) -> Iterator[str]:
    """The lines of the table."""
    ids = {word: number for number, word in enumerate(neighbour_texts.words(), start=2)}
    pool, asked = (encoded(neighbour_texts.texts(n, seed), ids) for n, seed in ((sentences, 1), (count, 2)))
    bag = BagOfWords(len(ids) + 2, 1024)
    rows, queries = bag.exact(pool), bag.exact(asked)
    true = np.asarray((rows @ queries.toarray().T).T)
    for name, dense, dense_queries in forms(bag, rows, queries):
        if name.startswith("hashed"):
            exact = Exact(
                lambda dense=dense: ((n, dense[n : n + BLOCK]) for n in range(0, len(dense), BLOCK))
            )
            began = time.perf_counter()
            found = exact.nearest(dense_queries, RERANK).places
            yield _row(name, "exact", true, list(found), time.perf_counter() - began, 0)
        yield from _by_annoy(name, dense, dense_queries, true)


def _by_annoy(name: str, rows: np.ndarray, queries: np.ndarray, true: np.ndarray) -> Iterator[str]:
    began = time.perf_counter()
    index = AnnoyIndex(rows.shape[1], "angular")
    index.set_seed(SEED)
    for number, row in enumerate(rows):
        index.add_item(number, row)
    index.build(TREES, n_jobs=1)
    built = time.perf_counter() - began
    for search_k in SEARCH_K:
        began = time.perf_counter()
        found = [np.array(index.get_nns_by_vector(query, len(rows), search_k)) for query in queries]
        yield _row(name, f"annoy, search_k {search_k:,}", true, found, time.perf_counter() - began, built)


def _row(name: str, how: str, true: np.ndarray, found: list[np.ndarray], seconds: float, built: float) -> str:
    candidates = np.mean([len(places) for places in found])
    cells = f"{recall(true, found):.3f} | {candidates:,.0f} | {1000 * seconds / len(found):.0f} | {built:.0f}"
    return f"| {name} | {how} | {cells} |"


def main(arguments: argparse.Namespace) -> int:
    """Measure and print."""
    rows = []
    for row in measured(arguments.sentences, arguments.queries):
        print(row, file=sys.stderr, flush=True)
        rows.append(row)
    head = (
        f"{arguments.sentences:,} generated sentences, {arguments.queries:,} queries, one thread, "
        f"{processor()}; the recall is of the {K} nearest by the true cosine.\n"
        f"The exact search gives {RERANK:,} candidates, a forest of {TREES} trees all that it has looked at."
    )
    text = "\n".join(["# Bags of words by Annoy", "", head, "", *HEADER, *rows, ""])
    print(text, end="")
    if arguments.write:
        Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser("python -m benchmarks.neighbours_annoy", description=__doc__)
    found.add_argument("--sentences", type=positive, default=200_000, metavar="N", help="of the pool")
    found.add_argument("--queries", type=positive, default=200, metavar="N", help="(default: %(default)s)")
    found.add_argument("--write", action="store_true", help="also write benchmarks/neighbours_annoy.md")
    return found


if __name__ == "__main__":
    sys.exit(main(parser().parse_args()))
