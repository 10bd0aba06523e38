"""Verdicts on a claim: of the printed numbers, and of ours by t intervals over paired seeds."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import stats

from steady_attention.report.claims.cells import Cell
from steady_attention.report.claims.curves import parts
from steady_attention.report.claims.language import Part, Term

LEVEL = 0.95  # of all intervals of a claim together
MINIMUM_SEEDS = 3
TIE = 1e-12  # below every difference of two printed numbers that differ; above the rounding of their floats


@dataclass(frozen=True)
class Finding:
    """A term with its margin and the interval of the margin."""

    term: Term
    margin: float
    low: float
    high: float


def surely(findings: list[Finding]) -> tuple[int, int]:
    """How many margins are in favour, and how many against, over their whole interval.

    Zero is in favour of an inclusive condition and on neither side of a strict one.
    """
    favour = sum(found.low > TIE or (found.term.inclusive and found.low >= -TIE) for found in findings)
    return favour, sum(found.high < -TIE for found in findings)


def outcome(part: Part, findings: list[Finding]) -> str:
    """holds if enough margins are surely in favour, fails if too many are surely against, else undecided."""
    favour, against = surely(findings)
    if favour >= part.wanted:
        return "holds"
    return "fails" if against > len(findings) - part.wanted else "undecided"


def joined(outcomes: Iterable[str]) -> str:
    """The outcome of parts that must all hold."""
    outcomes = list(outcomes)
    return "fails" if "fails" in outcomes else "undecided" if "undecided" in outcomes else "holds"


@dataclass(frozen=True)
class Printed:
    """The verdict on the printed numbers.

    strict: only ties stand against the claim. missing: data sets of the domain without a printed comparison.
    """

    verdict: str
    strict: bool = False
    margin: float | None = None
    comparisons: int = 0
    missing: tuple[str, ...] = ()


def of_print(claim: Mapping, cells: list[Cell]) -> Printed:
    """The verdict of the printed cells of a claim's tables (`of_tables`).

    A tie contradicts no claim on every cell, and supports no count. A claim that holds on a part of its
    domain is not checkable; a claim on every cell that fails on a part fails.
    """
    chosen = parts(claim["test"], cells) if claim.get("test") else []
    terms = [term for part in chosen for term in part.terms]
    if not terms or not all(part.terms for part in chosen):
        return Printed("not checkable", missing=tuple(claim["over"]["datasets"]))
    found = [[point(term) for term in part.terms] for part in chosen]
    exact = [outcome(part, findings) for part, findings in zip(chosen, found, strict=True)]
    ties = [part.need == "all" and text == "undecided" for part, text in zip(chosen, exact, strict=True)]
    lenient = ["holds" if tie else "fails" if text == "undecided" else text
               for tie, text in zip(ties, exact, strict=True)]  # fmt: skip
    verdict = joined(lenient)
    seen = {cell.dataset for term in terms for cell in term.cells}
    missing = tuple(name for name in claim["over"]["datasets"] if name not in seen)
    conclusive = ("all", "fails") in [(part.need, text) for part, text in zip(chosen, lenient, strict=True)]
    margin = min(one.margin for findings in found for one in findings)
    strict = any(ties) and verdict == "holds"
    verdict = "not checkable" if missing and not conclusive else verdict
    return Printed(verdict, strict, margin, len(terms), missing)


def by_seed(cell: Cell, seeds: Iterable[int]) -> np.ndarray:
    """The values (n,) of a cell, one a seed."""
    return np.array([cell.numbers[seed] for seed in seeds])


def point(term: Term, seeds: list[int] | None = None) -> Finding:
    """The margin of the means over the seeds (None: all that a cell has), its interval of no width."""

    def mean(cell: Cell) -> np.ndarray:
        return by_seed(cell, cell.numbers if seeds is None else seeds).mean(keepdims=True)

    value = float(term.margin(mean)[0])
    return Finding(term, value, value, value)


def common_seeds(cells: Iterable[Cell]) -> list[int]:
    """The seeds that every cell has: those over which the margins are taken."""
    return sorted(set.intersection(*(set(cell.numbers) for cell in cells)))


def half_width(margins: np.ndarray, count: int) -> float:
    """Half the two-sided Student t interval of the mean of margins (n,), one a seed.

    count: the terms of the claim. Each has the level 1 - (1 - LEVEL) / count (Bonferroni), so that all of
    them have LEVEL together. Below MINIMUM_SEEDS it is infinite; from there on seeds that agree give 0.
    """
    n = len(margins)
    if n < MINIMUM_SEEDS:
        return math.inf
    if np.ptp(margins) <= TIE:
        return 0.0
    quantile = stats.t.ppf(1 - (1 - LEVEL) / (2 * count), n - 1)
    return float(quantile * margins.std(ddof=1) / math.sqrt(n))


def intervals(chosen: list[Part], seeds: list[int]) -> list[list[Finding]]:
    """For every part and term the margin of the means over the seeds, and its interval about it.

    The width is that of the margins seed by seed: each of one seed's values alone, the same seed in every
    cell, so that what the seeds share cancels. Where a margin is linear in the values (a difference, a gain,
    a bound, a step, a ratio s - c * o) their mean is the centre. Where it is not (a distance in `within`, the
    settling of a curve, a rank correlation) a seed's margin is the distance, settling or correlation within
    that seed: it gives the spread alone, and the centre stays that of the mean values. LEVEL is not assured
    there: the mean of such margins is not the margin of the means.
    """
    count = sum(len(part.terms) for part in chosen)

    def finding(term: Term) -> Finding:
        margin = point(term, seeds).margin
        half = half_width(term.margin(lambda cell: by_seed(cell, seeds)), count)
        return Finding(term, margin, margin - half, margin + half)

    return [[finding(term) for term in part.terms] for part in chosen]
