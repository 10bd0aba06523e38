"""Intervals of margins: Student t over seeds that are paired, together of one level, whatever the margin."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from steady_attention.claims.reach import TIE
from steady_attention.claims.scores import Score
from steady_attention.claims.terms import Part, Term

LEVEL = 0.95  # of all intervals of a claim together
MINIMUM_SEEDS = 3
AGREEING_SEEDS = 5  # from so many on, seeds that agree to the last digit are taken to have no spread
PAIRS_OF_SEEDS = ("jsd_seeds", "tvd_seeds")  # a seed's value: its mean distance from the other seeds


@dataclass(frozen=True)
class Finding:
    """A term with its margin and the interval of the margin.

    seeds: those that all its scores have. difference: value, low and high of the one contrast behind a margin
    that is not linear, if it is one.
    """

    term: Term
    margin: float
    low: float
    high: float
    seeds: tuple[int, ...] = ()
    difference: tuple[float, float, float] | None = None


def by_seed(score: Score, seeds: Iterable[int]) -> np.ndarray:
    """The values (n,) of a score, one a seed."""
    return np.array([score.numbers[seed] for seed in seeds])


def point(term: Term, seeds: Iterable[int] = ()) -> Finding:
    """The margin of the means over the seeds (none: all that a score has), its interval of no width."""
    seeds = tuple(seeds)

    def mean(score: Score) -> np.ndarray:
        return by_seed(score, seeds or score.numbers).mean(keepdims=True)

    value = float(term.margin(mean)[0])
    return Finding(term, value, value, value, seeds)


def common_seeds(scores: Iterable[Score]) -> list[int]:
    """The seeds that every score has: those over which the margins are taken."""
    return sorted(set.intersection(*(set(score.numbers) for score in scores)))


def half_widths(contrasts: np.ndarray, count: int) -> np.ndarray:
    """Half the two-sided Student t intervals of the means of contrasts (C, n), n seeds each: (C,).

    count: the terms of the claim. Each interval has the level 1 - (1 - LEVEL) / (count * C) (Bonferroni), so
    that those of all terms have LEVEL together. It is infinite below MINIMUM_SEEDS, and where fewer than
    AGREEING_SEEDS agree: scores come in steps (a text more, a text less), and few seeds agree by chance.
    """
    size, n = contrasts.shape
    if n < MINIMUM_SEEDS:
        return np.full(size, math.inf)
    from scipy.special import stdtrit  # what judges no claim does not wait for it

    quantile = stdtrit(n - 1, 1 - (1 - LEVEL) / (2 * count * size))
    agreeing = 0.0 if n >= AGREEING_SEEDS else math.inf
    spread = contrasts.std(axis=1, ddof=1)
    return np.where(np.ptp(contrasts, axis=1) <= TIE, agreeing, quantile * spread / math.sqrt(n))


def widening(term: Term, n: int) -> float:
    """By how much an interval over n seeds is wider than Student's: 1, but for distances between seeds.

    The mean over seeds of a distance from the other seeds is a mean over pairs, which share seeds: its spread
    is not that of independent values. The jackknife's standard error is 2 (n - 1) / (n - 2) times as large
    (Efron & Stein 1981: in the mean never too small).
    """
    paired = any(score.metric in PAIRS_OF_SEEDS for score in term.scores)
    return 2 * (n - 1) / (n - 2) if paired else 1.0


def comparable(term: Term, seeds: list[int]) -> bool:
    """Whether the seeds that a term's scores share give an interval: enough, and in no pair with others."""
    pairs = [score for score in term.scores if score.metric in PAIRS_OF_SEEDS]
    return len(seeds) >= MINIMUM_SEEDS and all(len(score.numbers) == len(seeds) for score in pairs)


def finding(term: Term, count: int) -> Finding:
    """The margin of the means over the seeds that a term's scores share, and its interval.

    Linear in the values (a difference, a gain, a bound, a step, a ratio s - c * o): the t interval of the
    margins seed by seed, in which what the seeds share cancels. Else: the reach of the margin (reach.py)
    while the contrasts behind it are in such intervals, which share the term's level.
    """
    seeds = common_seeds(term.scores)
    margin = point(term, seeds).margin
    if not comparable(term, seeds):
        return Finding(term, margin, -math.inf, math.inf, tuple(seeds))

    def values(score: Score) -> np.ndarray:
        return by_seed(score, seeds)

    contrasts = term.bounds.contrasts(values) if term.bounds else term.margin(values)[None]  # (C, n)
    half = half_widths(contrasts, count) * widening(term, len(seeds))
    low, high = contrasts.mean(axis=1) - half, contrasts.mean(axis=1) + half
    if term.bounds is None:
        return Finding(term, margin, low.item(), high.item(), tuple(seeds))
    least, most = term.bounds.reach(low, high)
    one = (contrasts.mean().item(), low.item(), high.item()) if len(low) == 1 else None
    return Finding(term, margin, min(least, margin), max(most, margin), tuple(seeds), one)


def intervals(chosen: Iterable[Part]) -> list[list[Finding]]:
    """For every part and term its finding; the level is shared by all terms of all parts."""
    chosen = list(chosen)
    count = sum(len(part.terms) for part in chosen)
    return [[finding(term, count) for term in part.terms] for part in chosen]
