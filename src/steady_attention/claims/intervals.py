"""Intervals of margins: Student t over seeds that are paired, each end with the error rate that its verdict
allows, whatever the margin.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from steady_attention.claims.reach import TIE
from steady_attention.claims.scores import Score
from steady_attention.claims.terms import Part, Term
from steady_attention.claims.twins import alike, identical

ERROR = 0.05  # how often a claim that is not so may be said to hold; and one that is so, to fail
MINIMUM_SEEDS = 3
AGREEING_SEEDS = 5  # from so many on, seeds that agree to the last digit are taken to have no spread
PAIRS_OF_SEEDS = (  # a seed's value: a mean over its distances from the other seeds
    *("jsd_seeds", "tvd_seeds", "jsd_seeds_median", "jsd_seeds_p95"),
)
MOST_SEEDS = 10_000  # more are not looked for


@dataclass(frozen=True)
class Errors:
    """Error rates of a term's ends, one-sided: low decides in favour, high against."""

    low: float
    high: float


@dataclass(frozen=True)
class Finding:
    """A term with its margin and the interval of the margin, which may reach farther on one side.

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


def errors(chosen: Sequence[Part]) -> list[Errors]:
    """The error rates of the terms of each part, so that each verdict on the claim errs in ERROR at most.

    A part says that at least w of its m terms are so. It holds at the level e if w terms are in favour at
    e / (m - w + 1) each. That is a partial conjunction, whatever the terms share (Benjamini & Heller 2008,
    Theorem 1). With w = m each is tested at e (the intersection-union test, Berger 1982), with w = 1 at
    e / m (Bonferroni). It fails if m - w + 1 terms are against: the same with w' = m - w + 1, so at e / w.
    All parts must hold, so each is tested at ERROR. One that fails is enough, so they share it by their w.
    """
    shared = sum(part.wanted for part in chosen)
    return [Errors(ERROR / max(part.total - part.wanted + 1, 1), ERROR / max(shared, 1)) for part in chosen]


def half_widths(contrasts: np.ndarray, error: float, n: int | None = None) -> np.ndarray:
    """How far the means of contrasts (C, seeds) can be from the true ones on one side, at this error rate,
    by Student's t: (C,). n: as if with so many seeds of the same spread.

    It is infinite below MINIMUM_SEEDS, and where fewer than AGREEING_SEEDS agree: scores come in steps (a
    text more, a text less), and few seeds agree by chance.
    """
    n = n or contrasts.shape[1]
    if min(n, contrasts.shape[1]) < MINIMUM_SEEDS:
        return np.full(len(contrasts), math.inf)
    from scipy.special import stdtrit  # what judges no claim does not wait for it

    agreeing = 0.0 if n >= AGREEING_SEEDS else math.inf
    spread = contrasts.std(axis=1, ddof=1)
    quantile = stdtrit(n - 1, 1 - error)
    return np.where(np.ptp(contrasts, axis=1) <= TIE, agreeing, quantile * spread / math.sqrt(n))


def widening(term: Term, n: int) -> float:
    """By how much an interval over n seeds is wider than Student's: 1, but for distances between seeds.

    The mean over seeds of a distance from the other seeds is a mean over pairs, which share seeds: its spread
    is not that of independent values. The jackknife's standard error is 2 (n - 1) / (n - 2) times as large
    (Efron & Stein 1981: in the mean never too small).
    """
    paired = any(score.metric in PAIRS_OF_SEEDS for score in term.scores)
    return jackknife(n) if paired else 1.0


def jackknife(n: int) -> float:
    """How much wider the interval of a mean over pairs of n seeds is than that of n independent values; n is
    3 at least.
    """
    return 2 * (n - 1) / (n - 2)


def comparable(term: Term, seeds: Sequence[int]) -> bool:
    """Whether the seeds that a term's scores share give an interval: enough, and in no pair with others."""
    pairs = [score for score in term.scores if score.metric in PAIRS_OF_SEEDS]
    return len(seeds) >= MINIMUM_SEEDS and all(len(score.numbers) == len(seeds) for score in pairs)


@dataclass(frozen=True)
class Measured:
    """What a term's scores give over the seeds that they share: the margin of their means, and the contrasts
    (C, seeds) behind it; None where these seeds give no interval.
    """

    term: Term
    seeds: tuple[int, ...]
    margin: float
    contrasts: np.ndarray | None


def measured(term: Term, below: int | None = None) -> Measured:
    """What a term's scores give over their common seeds. below: only the seeds under that number.

    A margin that is linear in the values (a difference, a gain, a bound, a step, a ratio s - c * o) is its
    own contrast, seed by seed, so that what the seeds share cancels.
    """
    seeds = [seed for seed in common_seeds(term.scores) if below is None or seed < below]
    margin = point(term, seeds).margin
    if not comparable(term, seeds):
        return Measured(term, tuple(seeds), margin, None)

    def values(score: Score) -> np.ndarray:
        return by_seed(score, seeds)

    contrasts = term.bounds.contrasts(values) if term.bounds else term.margin(values)[None]
    return Measured(term, tuple(seeds), margin, contrasts)


def finding(given: Measured, allowed: Errors, n: int | None = None) -> Finding:
    """The interval of a term's margin; n: as if there were so many seeds of the same mean and spread.

    Linear: the t interval. Else: the reach of the margin (reach.py) while the contrasts behind it are in
    intervals that share the error rate of an end (`Bounds`).
    """
    term, bounds, seeds = given.term, given.term.bounds, given.seeds
    if identical(term):
        return Finding(term, given.margin, given.margin, given.margin, seeds)
    if given.contrasts is None or tied(given):
        return Finding(term, given.margin, -math.inf, math.inf, seeds)
    n, centre = n or len(seeds), given.contrasts.mean(axis=1)
    sharing = (bounds.sharing_low, bounds.sharing_high) if bounds else (1, 1)
    sharing = [2 * len(centre) if share is None else share for share in sharing]
    rates = (allowed.low / sharing[0], allowed.high / sharing[1])
    favour, against = (half_widths(given.contrasts, rate, n) * widening(term, n) for rate in rates)
    if bounds is None:
        return Finding(term, given.margin, (centre - favour).item(), (centre + against).item(), seeds)
    least, _ = bounds.reach(centre - favour, centre + favour)
    _, most = bounds.reach(centre - against, centre + against)
    half = against if most < -TIE else favour
    one = (centre.item(), (centre - half).item(), (centre + half).item()) if len(centre) == 1 else None
    return Finding(term, given.margin, min(least, given.margin), max(most, given.margin), seeds, one)


def tied(given: Measured) -> bool:
    """Whether the two sides have one number at every seed and are not the same weights: a score comes in
    steps (F1) and in few digits, so that how near they are is not known.
    """
    if given.contrasts is None or given.term.bounds or abs(given.margin) > TIE:
        return False
    return bool(np.ptp(given.contrasts) <= TIE) and not alike(given.term, given.seeds)


def unknown(term: Term) -> Finding:
    """The finding of a term that has no interval: its margin can be any."""
    margin = point(term, common_seeds(term.scores)).margin
    return Finding(term, margin, -math.inf, math.inf, tuple(common_seeds(term.scores)))


def favourable(finding: Finding) -> bool:
    """Whether the margin is in favour over its whole interval; 0 is so of an inclusive condition."""
    return finding.low > TIE or (finding.term.inclusive and finding.low >= -TIE)


def adverse(finding: Finding) -> bool:
    """Whether the margin is against over its whole interval; 0 is so of a strict condition, as 0 is in favour
    of an inclusive one: what is equal is not better, by mathematics or as its weights are the same at every
    one of AGREEING_SEEDS.
    """
    equal = len(finding.seeds) >= AGREEING_SEEDS or identical(finding.term)
    return finding.high < (TIE if equal and not finding.term.inclusive else -TIE)


def fewest_seeds(given: Measured, allowed: Errors, side: str) -> float:
    """The smallest number of seeds with which a term would be `favourable` or `adverse` (side), if mean and
    spread stayed as they are: optimistic, since a true margin is as often smaller. Infinite above MOST_SEEDS.
    """
    decided = {"favourable": favourable, "adverse": adverse}[side]
    if not decided(finding(given, allowed, MOST_SEEDS)):
        return math.inf
    few, many = MINIMUM_SEEDS - 1, MOST_SEEDS
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if decided(finding(given, allowed, middle)) else (middle, many)
    return many


def needed_seeds(chosen: Sequence[Part]) -> float:
    """The smallest number of seeds that would decide the claim, in favour or against, as `fewest_seeds`; NaN
    where the seeds at hand give no interval, and where it lacks comparisons and not seeds.
    """
    given = [[measured(term) for term in part.terms] for part in chosen]
    if any(one.contrasts is None for of_part in given for one in of_part):
        return math.nan
    hold, fail = [], []
    for part, of_part, allowed in zip(chosen, given, errors(chosen), strict=True):
        favour, against = (
            sorted(fewest_seeds(one, allowed, side) for one in of_part) for side in ("favourable", "adverse")
        )
        hold.append(_at(favour, part.wanted - 1))
        fail.append(_at(against, part.total - part.wanted))
    needed = min(max(hold), min(fail))
    lacking = any(len(part.terms) < part.total for part in chosen)
    return math.nan if lacking and math.isinf(needed) else needed


def _at(ordered: Sequence[float], place: int) -> float:
    """Infinite where so many terms cannot be compared."""
    return ordered[place] if place < len(ordered) else math.inf
