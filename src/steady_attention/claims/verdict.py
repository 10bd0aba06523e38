"""Verdicts on a claim: on the printed numbers; and on ours, by intervals over paired seeds, with the evidence
in words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from steady_attention.claims import words
from steady_attention.claims.curves import parts
from steady_attention.claims.domain import domain, lacks, needs
from steady_attention.claims.intervals import Finding, intervals, point
from steady_attention.claims.reach import TIE
from steady_attention.claims.scores import Score
from steady_attention.claims.terms import Part


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


def of_print(claim: Mapping, scores: list[Score]) -> Printed:
    """The verdict of the printed scores of a claim's tables (`of_tables`).

    A tie contradicts no claim on every score, and supports no count. A claim that holds on a part of its
    domain is not checkable, nor is one against a constant in a unit that is not said; a claim on every score
    that fails on a part fails.
    """
    checkable = claim.get("test") and claim.get("unit") != "not said"
    chosen = parts(claim["test"], scores) if checkable else []
    terms = [term for part in chosen for term in part.terms]
    if not terms or not all(part.terms for part in chosen):
        return Printed("not checkable", missing=tuple(claim["over"]["datasets"]))
    found = [[point(term) for term in part.terms] for part in chosen]
    exact = [outcome(part, findings) for part, findings in zip(chosen, found, strict=True)]
    ties = [part.need == "all" and text == "undecided" for part, text in zip(chosen, exact, strict=True)]
    lenient = [
        "holds" if tie else text.replace("undecided", "fails") for tie, text in zip(ties, exact, strict=True)
    ]
    verdict = joined(lenient)
    seen = {score.dataset for term in terms for score in term.scores}
    missing = tuple(name for name in claim["over"]["datasets"] if name not in seen)
    conclusive = ("all", "fails") in [(part.need, text) for part, text in zip(chosen, lenient, strict=True)]
    margin = min(one.margin for findings in found for one in findings)
    strict = any(ties) and verdict == "holds"
    verdict = "not checkable" if missing and not conclusive else verdict
    return Printed(verdict, strict, margin, len(terms), missing)


@dataclass(frozen=True)
class Ours:
    """The verdict on our scores (holds, fails, undecided, not run or no test) and what it rests on."""

    verdict: str
    evidence: str


def decisive(part: Part, findings: list[Finding], verdict: str) -> str:
    """The comparison that decides a part, in words: the weakest if all must hold, else the last needed."""
    ranked = sorted(findings, key=lambda f: (f.high if verdict == "fails" else f.low, f.margin), reverse=True)
    wanted = min(part.wanted, len(ranked))
    found = ranked[wanted - 1]
    favour, against = surely(findings)
    text, tally = words.compared(found), words.tallied(part, favour, against)
    if verdict == "undecided":
        alone, others = surely([found])
        side = "it is in favour, but a part was not run" if alone else "it is against" if others else ""
        text += "; " + (side or words.openness(found))
    if len(findings) > 1:
        rank = "weakest" if part.need == "all" else f"number {wanted} of {len(findings)} in order"
        text = f"{'most against' if verdict == 'fails' and part.need == 'all' else rank}: {text}"
    return f"{text}. {tally}"


def scale(chosen: list[Part], claim: Mapping, counterparts: Mapping[str, str]) -> str:
    """How much stands behind a verdict: scores, seeds, and the corpora that stand for data sets."""
    used = [score for part in chosen for term in part.terms for score in term.scores]
    count, text = len({id(score.numbers) for score in used}), ""
    for corpus in dict.fromkeys(counterparts.values()):
        names = [name for name in claim["over"]["datasets"] if counterparts.get(name) == corpus != name]
        if any(score.dataset in names for score in used):
            text += f"; {corpus} stands for {', '.join(names)}"
    return f"From {words.counted(count, 'score')}{text}"


def of_scores(
    claim: Mapping, scores: list[Score], tables: list[Score], counterparts: Mapping[str, str]
) -> Ours:
    """The verdict on a claim by intervals over paired seeds. scores: ours (`own`); tables: its printed ones.

    A comparison with fewer than three seeds decides nothing; a claim that holds on a part of its domain is
    undecided.
    """
    if not claim.get("test"):
        needed = claim.get("needs", claim["formal"])
        return Ours("no test", f"words alone; needs {needed}")
    inside = domain(claim, scores, tables, counterparts)
    chosen = parts(claim["test"], inside)
    used = [score for part in chosen for term in part.terms for score in term.scores]
    missing = lacks(needs(claim, parts(claim["test"], tables)), used, inside)
    if not used:
        return Ours("not run", missing or "no two of its scores can be compared")
    partial = bool(missing) or not all(part.terms for part in chosen)
    verdict, shown = judged([part for part in chosen if part.terms], partial)
    behind = [text for text in (scale(chosen, claim, counterparts), missing) if text]
    return Ours(verdict, f"{shown}. {'; '.join(behind)}")


def judged(chosen: list[Part], partial: bool) -> tuple[str, str]:
    """The verdict on the parts of a test and the comparisons that decide it.

    On a part of the domain only a claim on every score can fail, and none holds.
    """
    found, outcomes = intervals(chosen), []
    for part, findings in zip(chosen, found, strict=True):
        text = outcome(part, findings)
        conclusive = text == "fails" and part.need == "all"
        outcomes.append(text if conclusive or not partial else "undecided")
    verdict = joined(outcomes)
    deciding = [
        decisive(part, findings, verdict)
        for part, findings, text in zip(chosen, found, outcomes, strict=True)
        if text == verdict
    ]
    return verdict, "; ".join(deciding)
