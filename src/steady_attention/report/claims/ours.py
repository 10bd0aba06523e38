"""The verdict on our scores: a claim's domain, its intervals over paired seeds, the evidence in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from steady_attention.report.claims.cells import Cell
from steady_attention.report.claims.curves import parts
from steady_attention.report.claims.lacks import lacks, needs
from steady_attention.report.claims.language import Part
from steady_attention.report.claims.scores import domain
from steady_attention.report.claims.verdict import (
    MINIMUM_SEEDS,
    Finding,
    common_seeds,
    intervals,
    joined,
    outcome,
    surely,
)


@dataclass(frozen=True)
class Ours:
    """The verdict on our scores (holds, fails, undecided, not run) and what it rests on, in words."""

    verdict: str
    evidence: str


def decisive(part: Part, findings: list[Finding], verdict: str) -> str:
    """The margin that decides a part, with its interval: the smallest one if all terms must hold."""
    ranked = sorted(findings, key=lambda f: f.high if verdict == "fails" else f.low, reverse=True)
    found = ranked[min(part.wanted, len(ranked)) - 1]
    rank = "smallest margin" if part.need == "all" else f"margin {ranked.index(found) + 1} from the best"
    favour, against = surely(findings)
    return (
        f"{rank} {found.margin:+.3g} [{found.low:+.3g}, {found.high:+.3g}] ({found.term.text}); "
        f"of {len(ranked)} margins {favour} in favour, {against} against"
    )


def scale(chosen: list[Part], seeds: list[int], claim: Mapping, counterparts: Mapping[str, str]) -> str:
    """How much stands behind a verdict: cells, seeds, and the corpora that stand for data sets."""
    used = [cell for part in chosen for term in part.terms for cell in term.cells]
    count, text = len({id(cell.numbers) for cell in used}), ""
    for corpus in dict.fromkeys(counterparts.values()):
        names = [name for name in claim["over"]["datasets"] if counterparts.get(name) == corpus != name]
        if any(cell.dataset in names for cell in used):
            text += f"; on {corpus}, the counterpart of {', '.join(names)}"
    return f"{count} cells, {len(seeds)} seeds{text}"


def of_scores(claim: Mapping, cells: list[Cell], tables: list[Cell], counterparts: Mapping[str, str]) -> Ours:
    """The verdict on a claim by intervals over paired seeds. cells: ours (`own`); tables: its printed ones.

    Fewer than three seeds decide nothing; a claim that holds on a part of its domain is undecided.
    """
    if not claim.get("test"):
        return Ours("not run", f"no test of scores is declared; needs {claim.get('needs', claim['formal'])}")
    inside = domain(claim, cells, tables, counterparts)
    chosen = parts(claim["test"], inside)
    used = [cell for part in chosen for term in part.terms for cell in term.cells]
    missing = lacks(needs(claim, parts(claim["test"], tables)), used, inside)
    if not used:
        return Ours("not run", missing or "no two of its cells can be compared")
    seeds = common_seeds(used)
    behind = "; ".join(text for text in (scale(chosen, seeds, claim, counterparts), missing) if text)
    if len(seeds) < MINIMUM_SEEDS:
        return Ours("undecided", f"fewer than {MINIMUM_SEEDS} seeds that all its cells have; {behind}")
    partial = bool(missing) or not all(part.terms for part in chosen)
    verdict, shown = judged([part for part in chosen if part.terms], seeds, partial)
    return Ours(verdict, f"{shown}; {behind}")


def judged(chosen: list[Part], seeds: list[int], partial: bool) -> tuple[str, str]:
    """The verdict on the parts of a test and the margins that decide it.

    On a part of the domain only a claim on every cell can fail, and none holds.
    """
    found, outcomes = intervals(chosen, seeds), []
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
