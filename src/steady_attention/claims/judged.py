"""The verdicts on the claims of a suite's papers, as rows of claims.csv."""

import math
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from steady_attention.claims.declarations import declared_of, on_print, printed_scores
from steady_attention.claims.listed import BY_CONSTRUCTION
from steady_attention.claims.looks import check
from steady_attention.claims.reach import TIE
from steady_attention.claims.scores import Score, of_class_0, of_tables, own_scores, scaled
from steady_attention.claims.terms import methods_of
from steady_attention.claims.verdict import DECIDED, Ours, of_scores
from steady_attention.printed import SUITES
from steady_attention.results.begun import begins_from
from steady_attention.results.scores import BEST, LAST
from steady_attention.settings.looks import Look
from steady_attention.settings.methods import known
from steady_attention.store.messages import one_of

SAME = "the numbers compared are the same at every seed"
COLUMNS = (  # of claims.csv, see listed.RULES
    *("id", "claim", "paper", "where", "on_print", "doubted", "verdict", "verdict_last", "verdict_class_0"),
    *("margin", "low", "high", "unit", "seeds", "seeds_needed", "cells_used", "cells_wanted"),
    *("by_construction", "evidence"),
)


def judged(
    frame: pd.DataFrame, suite: str, counterparts: Mapping[str, str], looks: Sequence[Look] = ()
) -> list[dict[str, str]]:
    """One row of COLUMNS for every claim of the papers of a suite. An unknown suite is a UserError, as are
    looks that `claims.looks.check` refuses.
    """
    one_of("suite", suite, SUITES)
    check(looks)
    table = []
    for paper in SUITES[suite]:
        best, last = own_scores(frame, paper, BEST), own_scores(frame, paper, LAST)
        class_0 = own_scores(of_class_0(frame), paper, BEST)
        for claim in (claim for claim in declared_of(suite) if claim["paper"] == paper):
            tables = of_tables(printed_scores(), claim["tables"])
            ours, at_last, by_class_0 = (
                of_scores(claim, scores, tables, counterparts, looks)
                for scores in (best, of_last(claim, best, last), class_0)
            )
            printed = on_print()[claim["id"]]
            table.append(
                {
                    "id": claim["id"],
                    "claim": claim["claim"],
                    "paper": paper,
                    "where": ", ".join(map(str, claim["where"])),
                    "on_print": printed.verdict,
                    "doubted": str(printed.doubted),
                    "verdict": ours.verdict,
                    "verdict_last": at_last.verdict,
                    "verdict_class_0": by_class_0.verdict,
                    **_numbers(ours, paper),
                    **_reasoned(claim, ours),
                }
            )
    return table


def of_last(claim: Mapping, best: Sequence[Score], last: Sequence[Score]) -> list[Score]:
    """The scores of the last epoch. Where a claim says of methods that begin from vanilla's weights what they
    are beside vanilla, vanilla's are of the epoch at which they begin: the one that dev chose.
    """
    test = claim.get("test", {})
    named, subjects = set(methods_of(test)), set(methods_of(list(_subjects(test))))
    start = known().start
    begun = {one for one in named | subjects if begins_from(one, start)}
    if not (subjects and subjects <= begun) and not (named & begun and named <= begun | {start}):
        return list(last)
    return [one for one in last if one.method != start] + [one for one in best if one.method == start]


def _subjects(test: object) -> Iterator[Mapping]:
    """The filters of the subjects of a test and of its parts."""
    if isinstance(test, list):
        yield from (found for one in test for found in _subjects(one))
    elif isinstance(test, Mapping):
        yield from ([test["subject"]] if "subject" in test else [])
        yield from (found for key, one in test.items() if key != "subject" for found in _subjects(one))


def _reasoned(claim: Mapping, ours: Ours) -> dict[str, str]:
    """Why the verdict is as it is: what decides it by construction, if anything does, and the evidence."""
    why = _constructed(claim, ours)
    evidence = f"Decided {BY_CONSTRUCTION}: {why}. {ours.evidence}" if why else ours.evidence
    return {"by_construction": why, "evidence": evidence}


def _constructed(claim: Mapping, ours: Ours) -> str:
    """What decides a verdict without any training; empty where nothing does."""
    known = claim.get("by_construction")
    if known and ours.verdict.startswith(known["decides"]):
        return known["why"]
    one = ours.finding
    equal = one is not None and max(map(abs, (one.margin, one.low, one.high))) <= TIE
    return SAME if equal and ours.verdict in DECIDED else ""


def _numbers(ours: Ours, paper: str) -> dict[str, str]:
    """The machine-readable columns of a verdict; empty where there is none."""
    finding = ours.finding
    numbers = (finding.margin, finding.low, finding.high) if finding else (math.nan,) * 3
    shown = {name: _number(value) for name, value in zip(("margin", "low", "high"), numbers, strict=True)}
    return {
        **shown,
        "unit": _unit(finding.term.scores[0], paper) if finding else "",
        "seeds": str(len(finding.seeds)) if finding else "",
        "seeds_needed": "" if math.isnan(ours.needed) else f"{ours.needed:.0f}",
        "cells_used": str(ours.used),
        "cells_wanted": str(ours.wanted),
    }


def _number(value: float) -> str:
    return f"{value + 0.0:.6g}" if math.isfinite(value) else ""


def _unit(score: Score, paper: str) -> str:
    """The unit of a margin: points, where the paper prints its scores in per cent."""
    return "points" if scaled(score.metric, paper) else "plain"
