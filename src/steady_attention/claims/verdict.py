"""Verdicts on a claim: on the printed numbers; and on ours, by intervals over paired seeds, with the evidence
in words and in numbers.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from steady_attention.claims import looks as of_looks
from steady_attention.claims import words
from steady_attention.claims.curves import parts
from steady_attention.claims.domain import domain, lacking, needs
from steady_attention.claims.intervals import (
    MINIMUM_SEEDS,
    Finding,
    adverse,
    common_seeds,
    favourable,
    needed_seeds,
    point,
)
from steady_attention.claims.reach import TIE
from steady_attention.claims.scores import Score
from steady_attention.claims.terms import Part
from steady_attention.claims.twins import once, said
from steady_attention.settings.looks import Look

RESOLVED = 50  # seeds; a claim that needs more is below what can be resolved here
DECIDED = ("holds", "fails", "holds where run", "fails where run")
VERDICTS = (*DECIDED, "undecided", "below resolution", "not run", "no test")  # on our numbers
UNIT = "unit"  # a reason of printed/doubts.yaml
PRINTED = ("holds", "fails", "not checkable")  # on the paper's


def surely(findings: list[Finding]) -> tuple[int, int]:
    """How many margins are in favour, and how many against, over their whole interval."""
    return sum(map(favourable, findings)), sum(map(adverse, findings))


def outcome(part: Part, findings: list[Finding]) -> str:
    """holds if enough margins are surely in favour, fails if too many are surely against, else undecided."""
    favour, against = surely(findings)
    if favour >= part.wanted:
        return "holds"
    return "fails" if against > part.total - part.wanted else "undecided"


def joined(outcomes: Iterable[str]) -> str:
    """The outcome of parts that must all hold."""
    outcomes = list(outcomes)
    return "fails" if "fails" in outcomes else "undecided" if "undecided" in outcomes else "holds"


@dataclass(frozen=True)
class Printed:
    """The verdict on the printed numbers.

    strict: only ties stand against the claim. missing: data sets of the domain without a printed comparison.
    numbers: how many are compared; doubted: how many of them the tables mark with †.
    """

    verdict: str
    strict: bool = False
    margin: float | None = None
    comparisons: int = 0
    numbers: int = 0
    doubted: int = 0
    missing: tuple[str, ...] = ()


def of_print(claim: Mapping, scores: list[Score]) -> Printed:
    """The verdict of the printed scores of a claim's tables (`of_tables`).

    A tie contradicts no claim on every score, and supports no count. A claim that holds on a part of its
    domain is not checkable. Nor is one against a constant in a unit that is not said (UNIT, as the tables
    mark it). A claim on every score that fails on a part fails.
    """
    chosen = parts(claim["test"], scores) if claim.get("test") else []
    terms = [term for part in chosen for term in part.terms]
    unknown = any(term.constant and UNIT in score.doubts for term in terms for score in term.scores)
    if not terms or unknown or not all(part.terms for part in chosen):
        return Printed("not checkable", missing=tuple(claim["over"]["datasets"]))
    findings_of = [[point(term) for term in part.terms] for part in chosen]
    exact = [outcome(part, findings) for part, findings in zip(chosen, findings_of, strict=True)]
    ties = [part.need == "all" and text == "undecided" for part, text in zip(chosen, exact, strict=True)]
    lenient = [
        "holds" if tie else text.replace("undecided", "fails") for tie, text in zip(ties, exact, strict=True)
    ]
    verdict = joined(lenient)
    seen = {score.dataset for term in terms for score in term.scores}
    missing = tuple(name for name in claim["over"]["datasets"] if name not in seen)
    conclusive = ("all", "fails") in [(part.need, text) for part, text in zip(chosen, lenient, strict=True)]
    margin = min(one.margin for findings in findings_of for one in findings)
    strict = any(ties) and verdict == "holds"
    verdict = "not checkable" if missing and not conclusive else verdict
    numbers = {score for term in terms for score in term.scores}
    doubted = sum(bool(score.doubts) for score in numbers)
    return Printed(verdict, strict, margin, len(terms), len(numbers), doubted, missing)


@dataclass(frozen=True)
class Ours:
    """The verdict on our scores (VERDICTS) and what it rests on.

    finding: the comparison that decides. needed: the seeds that would decide an open claim; NaN of a decided
    one, or where that is not known. wanted: of how many scores the claim speaks; used: how many there are.
    """

    verdict: str
    evidence: str
    finding: Finding | None = None
    needed: float = math.nan
    used: int = 0
    wanted: int = 0


def strength(finding: Finding, verdict: str) -> tuple[int, float, float]:
    """How much a comparison speaks for a claim. What is surely in favour comes before what is open, and that
    before what is surely against. Then the margin counts in halves of its interval, on the side that the
    verdict is about, so that points stand beside correlations; then as it is.
    """
    margin, side = finding.margin, int(favourable(finding)) - int(adverse(finding))
    half = finding.high - margin if verdict == "fails" else margin - finding.low
    if abs(margin) <= TIE:
        return side, 0.0, margin
    return side, margin / half if half > TIE else math.copysign(math.inf, margin), margin


def deciding(part: Part, findings: list[Finding], verdict: str) -> Finding:
    """The comparison that decides a part: the last of those that it needs, from the one most in favour, or,
    of a claim that fails, of those that are too many, from the one most against.
    """
    ranked = sorted(findings, key=lambda finding: strength(finding, verdict), reverse=verdict != "fails")
    return ranked[_needed(part, len(ranked), verdict) - 1]


def _needed(part: Part, there: int, verdict: str) -> int:
    """How many comparisons in favour make a part hold; or how many against make it fail."""
    return min(part.total - part.wanted + 1 if verdict == "fails" else part.wanted, there)


def decisive(part: Part, findings: list[Finding], verdict: str) -> str:
    """The comparison that decides a part, in words."""
    finding, (favour, against) = deciding(part, findings, verdict), surely(findings)
    text, tally = words.compared(finding), words.tallied(part, favour, against)
    if verdict == "undecided":
        text += f"; {'it is against' if adverse(finding) else words.openness(finding)}"
    if len(findings) > 1:
        extreme = "most against" if verdict == "fails" else "weakest"
        number = _needed(part, len(findings), verdict)
        end = "most against" if verdict == "fails" else "most in favour"
        rank = extreme if part.need == "all" else f"number {number} of {len(findings)} from the one {end}"
        text = f"{rank}: {text}"
    return f"{text}. {tally}"


def scale(used: Sequence[Score], claim: Mapping, counterparts: Mapping[str, str]) -> str:
    """How much stands behind a verdict: scores, seeds, and the corpora that stand for data sets."""
    count, text = len({id(score.numbers) for score in used}), ""
    for corpus in dict.fromkeys(counterparts.values()):
        names = [name for name in claim["over"]["datasets"] if counterparts.get(name) == corpus != name]
        if any(score.dataset in names for score in used):
            text += f"; {corpus} stands for {', '.join(names)}"
    return f"From {words.counted(count, 'score')}{text}"


def of_scores(
    claim: Mapping,
    scores: list[Score],
    tables: list[Score],
    counterparts: Mapping[str, str],
    looks: Sequence[Look] = (),
) -> Ours:
    """The verdict on a claim by intervals over paired seeds. scores: ours (`own_scores`); tables: its printed
    ones; looks: at which numbers of seeds it is judged (claims/looks.py), none: at all there are.

    A score of fewer than three seeds, or a comparison that shares fewer, counts as not run. What is decided
    on a part of the domain is so `where run`; what needs more than RESOLVED seeds is below resolution.
    """
    if not claim.get("test"):
        return Ours("no test", f"words alone; needs {claim.get('needs', claim['formal'])}")
    if "unmeasured" in claim:
        return Ours("no test", f"on print alone: {claim['unmeasured']}")
    inside = domain(claim, scores, tables, counterparts)
    enough = [score for score in inside if len(score.numbers) >= MINIMUM_SEEDS]
    chosen = [
        replace(
            part, terms=tuple(term for term in part.terms if len(common_seeds(term.scores)) >= MINIMUM_SEEDS)
        )
        for part in parts(claim["test"], enough)
    ]
    used = list(dict.fromkeys(score for part in chosen for term in part.terms for score in term.scores))
    wanted = needs(claim, parts(claim["test"], tables))
    missing, text = lacking(wanted, used, enough)
    few = words.few([score for score in inside if len(score.numbers) < MINIMUM_SEEDS])
    text = "; ".join(filter(None, (text, few)))
    if not used:
        return Ours("not run", text or "no two of its scores can be compared", wanted=len(wanted))
    partial = bool(missing) or not all(part.terms for part in chosen)
    verdict, shown, finding, needed = _judged([once(part) for part in chosen if part.terms], looks)
    if partial and verdict in ("holds", "fails"):
        verdict += " where run"
    final = verdict == "fails where run" and all(part.need == "all" for part in chosen)
    rest = "of all comparisons one against is enough, so the rest cannot mend it" if final else ""
    behind = "; ".join(filter(None, (scale(used, claim, counterparts), said(used), text, rest)))
    return Ours(verdict, f"{shown}. {behind}", finding, needed, len(wanted) - len(missing), len(wanted))


def _judged(chosen: list[Part], looks: Sequence[Look] = ()) -> tuple[str, str, Finding, float]:
    """The verdict on the parts of a test; in words, the comparisons that decide it; the one that does most;
    how many seeds would decide what is undecided, NaN of what is decided.
    """
    findings_of = of_looks.findings(chosen, looks)
    outcomes = [outcome(part, findings) for part, findings in zip(chosen, findings_of, strict=True)]
    verdict = joined(outcomes)
    behind = [
        (part, findings)
        for part, findings, text in zip(chosen, findings_of, outcomes, strict=True)
        if text == verdict
    ]
    text = "; ".join(decisive(part, findings, verdict) for part, findings in behind)
    each = [deciding(part, findings, verdict) for part, findings in behind]
    one = min(each, key=lambda finding: strength(finding, verdict))
    if verdict != "undecided":
        return verdict, text, one, math.nan
    needed = needed_seeds(chosen)
    verdict = "below resolution" if needed > RESOLVED else verdict
    return verdict, f"{text}. {words.seeds_needed(needed)}", one, needed


def undecided(
    claim: Mapping,
    scores: list[Score],
    tables: list[Score],
    counterparts: Mapping[str, str],
    looks: Sequence[Look],
) -> list[Score]:
    """The scores of the comparisons that keep a claim open: those that no look decides, and those of fewer
    seeds than a look takes. None of a claim that is decided, or that more than RESOLVED seeds would decide.
    """
    if not claim.get("test") or "unmeasured" in claim:
        return []
    chosen = [once(part) for part in parts(claim["test"], domain(claim, scores, tables, counterparts))]
    chosen = [part for part in chosen if part.terms]
    verdict = of_scores(claim, scores, tables, counterparts, looks).verdict
    sure = verdict == "fails where run" and all(part.need == "all" for part in chosen)
    if not chosen or sure or verdict in ("holds", "fails", "below resolution"):
        return []
    terms = of_looks.undecided(chosen, looks)
    return list(dict.fromkeys(score for term in terms for score in term.scores))
