"""Which sentences and models the page's heat maps show: few, on which methods visibly differ."""

from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from statistics import mean
from typing import Any

from steady_attention.results.controls import CONTROLS
from steady_attention.results.twins import TWINS

Examples = Sequence[Mapping[str, Any]]  # of one model: id, words, attention
MOST = 40  # words of a text that is read at a glance
LONG = 400  # more are a page of their own
TOGETHER = 600  # words of a place's texts, or its maps are most of the page's bytes; our choice


def telling(examples: Mapping[str, Examples], perturbed: Collection[str], limit: int) -> list[int]:
    """The places of at most `limit` texts, short ones first, long ones last, then those on which the
    attention of the methods is farthest from that of the first model. Of the first half the perturbed
    readings are kept, where there are so many. Together they have at most TOGETHER words, or are one text.

    examples: by the model's name; a control is no method. perturbed: ids of texts.
    """
    first, *others = examples.items()
    methods = [every for model, every in others if model.partition(",")[0] not in CONTROLS]

    def order(place: int) -> tuple[bool, bool, float]:
        one = first[1][place]
        apart = [distance(one["attention"], every[place]["attention"]) for every in methods]
        words = len(one["words"])
        return words <= MOST, words <= LONG, mean(apart or [0.0])

    places = sorted(range(len(first[1])), key=order, reverse=True)
    kept = [place for place in places if first[1][place]["id"] in perturbed][: -(-limit // 2)]
    found = [*kept, *(place for place in places if place not in kept)][:limit]
    whole = accumulate(len(first[1][place]["words"]) for place in found)
    return found[: max(1, sum(words <= TOGETHER for words in whole))]


def distance(one: Sequence[float], other: Sequence[float]) -> float:
    """The total variation of two attentions over the same words: 0 for equal ones, 1 for disjoint ones."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / 2


def once(readings: Mapping[str, Any]) -> dict[str, str]:
    """The models to be shown by the name that they get. Twins with equal readings are one: `a = b`.

    readings: what is shown of each model, by `method` or `method, 2,000 unlabeled texts`.
    """
    names = {model: model for model in readings}
    for model in readings:
        method, comma, rest = model.partition(",")
        twin = f"{TWINS.get(method, '')}{comma}{rest}"
        if twin in readings and readings[twin] == readings[model]:
            names[twin] = f"{TWINS[method]} = {method}{comma}{rest}"
            del names[model]
    return {name: model for model, name in names.items()}
