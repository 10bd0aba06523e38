"""The verdict on our scores: a claim's domain, its intervals over paired seeds, the evidence in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from steady_attention.claims import words
from steady_attention.claims.curves import parts
from steady_attention.claims.domain import domain
from steady_attention.claims.intervals import Finding, intervals
from steady_attention.claims.lacks import lacks, needs
from steady_attention.claims.terms import Part
from steady_attention.claims.verdict import joined, outcome, surely
from steady_attention.printed.cells import Cell


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
    used = [cell for part in chosen for term in part.terms for cell in term.cells]
    count, text = len({id(cell.numbers) for cell in used}), ""
    for corpus in dict.fromkeys(counterparts.values()):
        names = [name for name in claim["over"]["datasets"] if counterparts.get(name) == corpus != name]
        if any(cell.dataset in names for cell in used):
            text += f"; {corpus} stands for {', '.join(names)}"
    return f"From {words.counted(count, 'score')}{text}"


def of_scores(claim: Mapping, cells: list[Cell], tables: list[Cell], counterparts: Mapping[str, str]) -> Ours:
    """The verdict on a claim by intervals over paired seeds. cells: ours (`own`); tables: its printed ones.

    A comparison with fewer than three seeds decides nothing; a claim that holds on a part of its domain is
    undecided.
    """
    if not claim.get("test"):
        needed = claim.get("needs", claim["formal"])
        return Ours("no test", f"words alone; needs {needed}")
    inside = domain(claim, cells, tables, counterparts)
    chosen = parts(claim["test"], inside)
    used = [cell for part in chosen for term in part.terms for cell in term.cells]
    missing = lacks(needs(claim, parts(claim["test"], tables)), used, inside)
    if not used:
        return Ours("not run", missing or "no two of its scores can be compared")
    partial = bool(missing) or not all(part.terms for part in chosen)
    verdict, shown = judged([part for part in chosen if part.terms], partial)
    behind = [text for text in (scale(chosen, claim, counterparts), missing) if text]
    return Ours(verdict, f"{shown}. {'; '.join(behind)}")


def judged(chosen: list[Part], partial: bool) -> tuple[str, str]:
    """The verdict on the parts of a test and the comparisons that decide it.

    On a part of the domain only a claim on every cell can fail, and none holds.
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
