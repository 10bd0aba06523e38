"""Task: select unlabeled sentences of a pool for a labeled dataset, encoded with its vocabulary.

Source: Attention VAT, section 4.3.4 (selection strategies). The sentences lie in the order of their
selection, so the first n of them are the selection of size n.
"""

import json
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from steady_attention.store.errors import UserError
from steady_attention.store.files import write_plain_json
from steady_attention.unlabeled import nearest, sentences
from steady_attention.unlabeled.representations import (
    AverageEmbedding,
    Representation,
    bag_of_words,
    represented,
)
from steady_attention.unlabeled.sentences import (
    BOUNDARIES,
    UNKNOWN,
    Labeled,
    Pool,
    Sentences,
    encoded,
    pool_for,
)

STRATEGIES = ("random", "ann_bow", "ann_average_embedding")
NOT_BY_ANNOY = "ann_bow"  # for a recall of 0.95 Annoy would inspect more of a pool than it leaves out
Report = Callable[[str], None]


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Report) -> None:
    """Write tokens.npy (int32, flat), offsets.npy (int64, n + 1) and statistics.json into `work`.

    arguments {"strategy", "seed", "amount"}, for the others than `random` also {"subpool", "neighbours",
    "backend", "trees", "search_k"} and for ann_bow {"weighting", "hashing", "rerank"}; inputs "labeled" and
    "pool", preprocessed, and for ann_average_embedding "vectors". Raises UserError for an unknown strategy,
    ann_bow with the backend annoy, an amount below 1 or beyond what the pool holds, a negative seed, and an
    input that does not fit.
    """
    strategy, amount = arguments["strategy"], arguments["amount"]
    _check(strategy, arguments.get("backend"), arguments["seed"], amount)
    torch.set_num_threads(1)
    dataset = sentences.read_labeled(inputs["labeled"])
    pool = pool_for(inputs["pool"], dataset)
    counts = pool.counts()
    _enough(amount, counts["available"], pool, counts)
    report(f"{strategy}: {amount} of {counts['available']} sentences")
    if strategy == "random":
        chosen = pool.sentences(drawn("random", counts["available"], arguments["seed"])[:amount], dataset.ids)
        measured = {}
    else:
        chosen, measured = _nearest(work, inputs, arguments, dataset, pool, counts, report)
    chosen = chosen.known() if dataset.drops else chosen
    _write(work, chosen, (2, 3) if dataset.boundaries else ())
    left_out = {kind: counts[kind] for kind in ("empty", "labeled")}
    statistics = {"pool": sum(counts.values()), "left_out": left_out, "available": counts["available"]}
    statistics = arguments | statistics | measured | _counts(chosen)
    write_plain_json(work / "statistics.json", statistics, sort_keys=True)


def drawn(purpose: str, count: int, seed: int) -> np.ndarray:
    """A random permutation of `count` places, int64; the same for equal purposes and seeds."""
    return np.random.default_rng([zlib.crc32(f"unlabeled/{purpose}".encode()), seed]).permutation(count)


def _nearest(
    work: Path,
    inputs: dict[str, Path],
    arguments: dict,
    dataset: Labeled,
    pool: Pool,
    counts: dict[str, int],
    report: Report,
) -> tuple[Sentences, dict]:
    """The selected sentences and what was left out and measured on the way."""
    places = drawn("subpool", counts["available"], arguments["seed"])[: arguments["subpool"]]
    searched = pool.sentences(np.sort(places), dataset.ids)
    queries = encoded(dataset.queries, dataset.ids)
    if arguments["strategy"] == "ann_bow":
        bag = arguments["hashing"], arguments["weighting"]
        representation: Representation = bag_of_words(dataset.rows, *bag, searched)
    else:
        representation = AverageEmbedding(_table(inputs["vectors"], dataset))
    kept, texts = represented(representation, searched), represented(representation, queries)
    bare = {"sentences": len(searched) - len(kept), "labeled": len(queries) - len(texts)}
    statistics = {"searched": len(searched), "without_representation": bare}
    if not len(texts):
        raise UserError(f"{inputs['labeled']}: none of {len(queries)} training texts has a representation")
    _enough(arguments["amount"], len(kept), pool, counts | statistics)
    searched = searched.take(kept)
    settings = {key: arguments[key] for key in ("neighbours", "backend", "trees", "search_k")}
    settings["candidates"] = arguments.get("rerank", 0)
    how = nearest.Settings(**settings)
    asked = arguments["amount"]
    order, measured = nearest.select(representation, searched, queries.take(texts), asked, how, work, report)
    return searched.take(order), statistics | measured


def _check(strategy: str, backend: str | None, seed: int, amount: int) -> None:
    if strategy not in STRATEGIES:
        known = ", ".join(STRATEGIES)
        raise UserError(f"unlabeled.strategies: unknown strategy {strategy!r}; expected one of: {known}")
    if strategy == NOT_BY_ANNOY and backend == "annoy":
        raise UserError(
            "unlabeled.backend: annoy misses most of the nearest bags of words (benchmarks/neighbours.md: "
            "recall 0.41 among 200,000); expected exact, or unlabeled.strategies without ann_bow"
        )
    if seed < 0:
        raise UserError(f"unlabeled.seed: expected an integer from 0 on, found {seed}")
    if amount < 1:
        raise UserError(f"unlabeled.amount: expected at least 1 sentence, found {amount}")


def _enough(amount: int, available: int, pool: Pool, counts: dict) -> None:
    if amount > available:
        raise UserError(
            f"the section `unlabeled` asks for {amount} sentences, but {pool.path} has only {available} "
            f"usable ones ({json.dumps(counts)}); ask for fewer"
        )


def _table(folder: Path, dataset: Labeled) -> np.ndarray:
    """The vectors (V, D) of the labeled vocabulary's words, zeros where there is none."""
    words, vectors = list(sentences.lines(folder / "words.txt")), np.load(folder / "vectors.npy")
    table = np.zeros((dataset.rows, vectors.shape[1]), np.float32)
    for word, vector in zip(words, vectors, strict=True):
        if word in dataset.ids:
            table[dataset.ids[word]] = vector
    return table


def _write(work: Path, chosen: Sentences, edge: tuple[int, ...]) -> None:
    """The arrays; `edge` are the ids of the boundary words, if any: BOUNDARIES in their order."""
    tokens, offsets = chosen.tokens, chosen.offsets
    if edge:
        assert len(edge) == len(BOUNDARIES)
        ends = np.stack([offsets[:-1], offsets[1:]], axis=1).ravel()
        tokens = np.insert(tokens, ends, np.tile(edge, len(chosen)))
        offsets = offsets + 2 * np.arange(len(offsets))
    np.save(work / "tokens.npy", tokens.astype(np.int32))
    np.save(work / "offsets.npy", offsets.astype(np.int64))


def _counts(chosen: Sentences) -> dict:
    """Words (boundaries not counted), their mean a sentence, and how many are outside the vocabulary."""
    mean = round(len(chosen.tokens) / len(chosen), 4)
    outside = int((chosen.tokens == UNKNOWN).sum())
    return {"tokens": len(chosen.tokens), "mean_length": mean, "out_of_vocabulary": outside}
