"""The strategies `ann_bow` and `ann_average_embedding`: the pool's sentences nearest to the labeled texts.

Source: Attention VAT, section 4.3.4, which selects as many sentences as the random strategy does, near the
labeled texts, N_ANN = 10. It leaves the order open. Here: every labeled text's nearest sentence first, then
every one's second nearest, and so on; of equal rank the more similar first, then the earlier in the pool;
each sentence stands where it comes up first. The first n are the selection of size n. Where the neighbours of
all labeled texts together are too few, the neighbourhood is doubled until they suffice. (Ranks do not depend
on how many are asked for, so `neighbours` is where the search begins, and what the recall is measured at.)
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np

from steady_attention.store.errors import UserError
from steady_attention.unlabeled import neighbours
from steady_attention.unlabeled.neighbours import Annoy, Exact, Found, Search
from steady_attention.unlabeled.representations import BagOfWords, Representation, blocks
from steady_attention.unlabeled.sentences import Sentences

MOST = 30_000_000  # neighbours of all labeled texts together that are held: less than 2 GiB with their order


@dataclass(frozen=True)
class Settings:
    """How neighbours are sought."""

    neighbours: int  # of each labeled text, at first
    backend: Literal["exact", "annoy"]
    trees: int  # of Annoy's forest
    search_k: int  # rows that Annoy inspects for a query
    candidates: int = 0  # of the hashed vectors, to be ordered by the true cosine; only for a bag of words


def select(
    representation: Representation,
    sentences: Sentences,
    queries: Sentences,
    amount: int,
    settings: Settings,
    work: Path,
    report: Callable[[str], None],
) -> tuple[np.ndarray, dict]:
    """The places of the first `amount` sentences, int64, and the measured recall.

    All sentences and queries must have a representation. Raises UserError where the neighbours needed for
    `amount` are more than can be held.
    """
    assert amount <= len(sentences), f"{amount} of {len(sentences)} sentences"
    search = _search(representation, sentences, settings, work)
    k = settings.neighbours
    while True:
        while k * len(queries) < amount:
            k *= 2
        k = min(k, max(len(sentences), settings.neighbours))
        _check(k, len(queries), amount)
        report(f"{k} neighbours of each of {len(queries)} texts")
        found = nearest(search, representation, sentences, queries, k, settings)
        order = ranked(found)
        if len(order) >= amount:
            return order[:amount], _recall(representation, sentences, queries, found, settings)
        assert k < len(sentences), f"{len(order)} of {len(sentences)} sentences found among all"
        k *= 2


def nearest(
    search: Search,
    representation: Representation,
    sentences: Sentences,
    queries: Sentences,
    k: int,
    settings: Settings,
) -> Found:
    """The k nearest sentences of each query by the representation's true similarity, as far as found."""
    if isinstance(representation, BagOfWords):
        return neighbours.reranked(search, representation, sentences, queries, k, settings.candidates)
    return search.nearest(representation.vectors(queries), k)


def ranked(found: Found) -> np.ndarray:
    """Places by their best rank for any query, then by similarity, then by place; each once, int64."""
    ranks = np.broadcast_to(np.arange(found.places.shape[1]), found.places.shape)
    there = found.places >= 0
    places, similarities = found.places[there], found.similarities[there]
    order = np.lexsort((places, -similarities, ranks[there]))
    _, first = np.unique(places[order], return_index=True)
    return places[order][np.sort(first)]


def _search(representation: Representation, sentences: Sentences, settings: Settings, work: Path) -> Search:
    stream = partial(blocks, representation, sentences)
    if settings.backend == "annoy":
        return Annoy(stream(), work / "forest.ann", settings.trees, settings.search_k)
    return Exact(stream)


def _check(k: int, queries: int, amount: int) -> None:
    if k * queries > MOST:
        raise UserError(
            f"unlabeled.nearest_amount: {amount} sentences would need {k} neighbours of each of "
            f"{queries} labeled texts, {k * queries} in all, more than the {MOST} that are held; "
            "ask for fewer sentences"
        )


def _recall(
    representation: Representation, sentences: Sentences, queries: Sentences, found: Found, settings: Settings
) -> dict:
    """The recall among the first `neighbours` on a sample of the queries, and the sample's size."""
    places = neighbours.sample(len(queries))
    first = found.places[places, : settings.neighbours]
    share = neighbours.recall(representation, sentences, queries.take(places), first)
    return {f"recall_at_{settings.neighbours}": round(share, 4), "queries": len(places)}
