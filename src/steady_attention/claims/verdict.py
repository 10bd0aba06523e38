"""Verdicts on a claim, from the findings of its terms; and the verdict of the printed numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from steady_attention.claims.curves import parts
from steady_attention.claims.intervals import Finding, point
from steady_attention.claims.terms import TIE, Part
from steady_attention.printed.cells import Cell


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
    domain is not checkable, nor is one against a constant in a unit that is not said; a claim on every cell
    that fails on a part fails.
    """
    checkable = claim.get("test") and claim.get("unit") != "not said"
    chosen = parts(claim["test"], cells) if checkable else []
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
