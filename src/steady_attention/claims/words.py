"""What decided a verdict, in plain words: the values compared, the margin, its interval, the seeds."""

import math
from collections.abc import Iterable

import numpy as np

from steady_attention.claims.intervals import (
    AGREEING_SEEDS,
    MINIMUM_SEEDS,
    MOST_SEEDS,
    Finding,
    by_seed,
    comparable,
)
from steady_attention.claims.reach import TIE
from steady_attention.claims.scores import Score
from steady_attention.claims.terms import Part
from steady_attention.claims.twins import identical

AXES = (  # in the order in which words name them
    *("method", "dataset", "metric", "encoder", "attention", "polarity", "regime"),
    *("delta", "words", "k", "iteration", "epoch", "ablation", "selection", "unlabeled", "epsilon", "texts"),
)
SPELT = ("ablation", "texts")  # axes whose values say nothing without the axis


def plain(value: float) -> str:
    """A value of a score, with four digits."""
    return f"{value + 0.0:.4g}"


def signed(value: float) -> str:
    """A margin with its sign and three digits; no zero below zero."""
    return f"{value + 0.0:+.3g}"


def counted(number: int, noun: str) -> str:
    """1 seed, 3 seeds."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def listed(scores: Iterable[Score], axes: Iterable[str]) -> list[str]:
    """Where the scores stand on these axes, in words: `sst`, `delta 0.01`; one that none has is left out."""
    parts = []
    for axis in axes:
        values = dict.fromkeys(value for score in scores if (value := getattr(score, axis)) is not None)
        if values:
            text = "/".join(f"{value:g}" if isinstance(value, float) else str(value) for value in values)
            spelt = isinstance(next(iter(values)), float) or axis in SPELT
            parts.append(f"{axis} {text}" if spelt else text)
    return parts


def labels(finding: Finding) -> list[str]:
    """Every score of a finding by what tells it from the others, with mean and standard deviation."""
    scores = finding.term.scores
    telling = [
        axis for axis in AXES if axis == "method" or len({getattr(score, axis) for score in scores}) > 1
    ]
    return [f"{' '.join(listed([score], telling))} ({spread(score, finding.seeds)})" for score in scores]


def spread(score: Score, seeds: tuple[int, ...]) -> str:
    """Mean and standard deviation over the seeds; over all that the score has where none is shared."""
    values = by_seed(score, seeds or score.numbers)
    return plain(values.mean()) + (f" ± {values.std(ddof=1):.2g}" if len(values) > 1 else "")


def compared(finding: Finding) -> str:
    """What was wanted of which values, where, over how many seeds, and the margin with its interval."""
    scores = finding.term.scores
    shared = [axis for axis in AXES[1:] if len({getattr(score, axis) for score in scores}) == 1]
    where, seeds = ", ".join(listed(scores, shared)), counted(len(finding.seeds), "seed")
    wanted = finding.term.text.format(*labels(finding))
    at = f" on {where}" if where else ""
    name, value, low, high = "margin", finding.margin, finding.low, finding.high
    if finding.difference:
        name, (value, low, high) = "difference", finding.difference
    numbers = f"{name} {signed(value)}"
    if identical(finding.term):
        return f"wanted {wanted}{at}: {numbers}, the same runs by mathematics"
    if math.isfinite(low) or math.isfinite(high):
        numbers += f" [{signed(low)}, {signed(high)}]"
    return f"wanted {wanted}{at}: {numbers}, {seeds}"


def openness(finding: Finding) -> str:
    """Why a finding is on no side."""
    if not comparable(finding.term, finding.seeds):
        return "its distances are between seeds that not all of its scores have"
    if not (math.isfinite(finding.low) or math.isfinite(finding.high)):
        if np.ptp(finding.term.margin(lambda score: by_seed(score, finding.seeds))) > TIE:
            return "no look has all of its seeds, or one is not defined"
        if len(finding.seeds) >= AGREEING_SEEDS:
            return "the two agree to the last digit at every seed, and are not the same weights"
        return f"its seeds agree to the last digit, and fewer than {AGREEING_SEEDS} may do so by chance"
    if finding.difference:
        return "its interval lies partly inside the bound"
    return "its interval reaches to both sides"


def seeds_needed(needed: float) -> str:
    """How many seeds would decide what is undecided."""
    if math.isnan(needed):
        return "How many seeds would decide it is not known"
    count = f"more than {MOST_SEEDS:,}" if math.isinf(needed) else f"about {needed:,.0f}"
    return f"By the spread seen, {count} seeds would decide it (optimistic)"


def few(scores: Iterable[Score]) -> str:
    """Which scores have too few seeds to count, by encoder and data set; empty for none."""
    datasets_of: dict[str, dict[str, None]] = {}
    for score in scores:
        datasets_of.setdefault(score.encoder or "runs", {})[score.dataset or ""] = None
    places = (f"{encoder} on {', '.join(datasets)}" for encoder, datasets in datasets_of.items())
    return f"left out, of fewer than {MINIMUM_SEEDS} seeds: {'; '.join(places)}" if datasets_of else ""


def tallied(part: Part, favour: int, against: int) -> str:
    """How many comparisons are for, against and open, and how many the claim needs."""
    total = len(part.terms)
    need = "" if part.need == "all" else f", {part.wanted} of {part.total} needed"
    left = total - favour - against
    return f"{counted(total, 'comparison')}: {favour} for, {against} against, {left} open{need}"
