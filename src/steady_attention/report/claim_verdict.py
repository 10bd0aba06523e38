"""Verdicts on a claim: of the printed numbers, and of ours by a paired bootstrap over seeds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from steady_attention.report.claim_cells import Cell
from steady_attention.report.claim_curves import parts
from steady_attention.report.claim_language import Part, Term, Values

DRAWS = 2000
LEVEL = 0.95
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


def point(term: Term) -> Finding:
    """The margin of one draw: the mean over the seeds of each cell, its interval of no width."""
    value = float(term.margin(lambda cell: np.array([mean(cell)]))[0])
    return Finding(term, value, value, value)


def mean(cell: Cell) -> float:
    """The mean over the seeds of a cell."""
    return float(np.mean(list(cell.numbers.values())))


def common_seeds(cells: Iterable[Cell]) -> list[int]:
    """The seeds that every cell has: the pairs of the bootstrap."""
    return sorted(set.intersection(*(set(cell.numbers) for cell in cells)))


def resampled(seeds: list[int]) -> Values:
    """Values (1 + DRAWS,) of a cell: its mean over the seeds, then over samples of the seeds.

    Paired by seed: a draw takes the same seeds in every cell. Deterministic: the generator starts at 0.
    """
    picks = np.random.default_rng(0).integers(len(seeds), size=(DRAWS, len(seeds)))  # (DRAWS, seeds)
    picks = np.concatenate([np.arange(len(seeds))[None], picks])
    kept: dict[Cell, np.ndarray] = {}

    def values(cell: Cell) -> np.ndarray:
        if cell not in kept:
            kept[cell] = np.array([cell.numbers[seed] for seed in seeds])[picks].mean(axis=1)
        return kept[cell]

    return values


def bootstrap(chosen: list[Part], seeds: list[int]) -> list[list[Finding]]:
    """For every part and term the margin of the means and its percentile interval over the draws."""
    values, tails = resampled(seeds), (50 * (1 - LEVEL), 50 * (1 + LEVEL))

    def finding(term: Term) -> Finding:
        margins = term.margin(values)  # (1 + DRAWS,)
        low, high = np.percentile(margins[1:], tails)
        return Finding(term, float(margins[0]), float(low), float(high))

    return [[finding(term) for term in part.terms] for part in chosen]
