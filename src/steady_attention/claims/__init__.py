"""Claims of the papers, each with a verdict on the printed numbers and on ours: claims.md and claims.csv."""

import csv
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from steady_attention.claims.looks import check
from steady_attention.claims.scores import Score, from_print, of_tables, own, scaled
from steady_attention.claims.verdict import PRINTED, RESOLVED, VERDICTS, Ours, Printed, of_print, of_scores
from steady_attention.printed import SUITES, reported
from steady_attention.results.scores import BEST, LAST
from steady_attention.settings.looks import Look
from steady_attention.store.errors import UserError

COLUMNS = (  # of claims.csv, see HEAD
    *("id", "claim", "paper", "where", "on_print", "doubted", "verdict", "verdict_last"),
    *("margin", "low", "high", "unit", "seeds", "seeds_needed", "cells_used", "cells_wanted"),
    *("by_start", "evidence"),
)
SHOWN = ("id", "claim", "where", "on print", "verdict", "last epoch", "margin", "seeds", "evidence")
BY_START = "by its start"  # of a verdict that a method's initialisation decides
HEAD = """# Claims: {suite}

`on print` is the verdict on the paper's own numbers, `verdict` that on the runs of this profile at the epoch
that the dev split chose, as in the papers' tables, `last epoch` that at the last epoch, which was fixed in
advance.

- **holds**: every comparison that the claim makes (or as many as it asks for) is in favour.
- **fails**: one is against, of a claim on all of them; or too many are, of one that asks for a number.
- **holds where run**, **fails where run**: so on what was run; a part of the claim's domain was not, and the
  evidence names it. A claim on all comparisons that fails on a part cannot be mended by the rest.
- **undecided**: neither; the evidence says how many seeds would decide it.
- **below resolution**: more than {resolved} seeds would be needed.
- **not run**: no comparison can be made. **no test**: no comparison of scores says what the claim says.
- **not checkable** (on print): the paper does not print the numbers, or not their unit.
- **{by_start}**: the method begins where the claim is true (or cannot become true), so that the verdict says
  little of training. Such claims are counted apart.

`evidence` names the comparison that decided: the weakest one, or the one most surely against. Its values are
mean ± standard deviation over the seeds, in the paper's unit (per cent, or fractions in SEAT); its *margin*
is positive in favour. In brackets stands the margin's interval over the seeds: Student's t of the margins
seed by seed (paired: a margin compares runs of the same seed). A comparison is in favour if its low end is
above 0, and against if its high end is below. A comparison of fewer than three seeds counts as not run.

**Error rates.** A claim that is not true is said to hold in at most 5 % of cases, one that is true is said to
fail in at most 5 %. Of a claim that w of m comparisons be so, the low ends have the one-sided error rate
5 % / (m - w + 1) and the high ends 5 % / w (partial conjunctions, Benjamini & Heller 2008): for all m, low
ends of 5 % each, since all must be in favour (intersection-union test, Berger 1982), and high ends of
5 % / m, since one against is enough (Bonferroni). So an interval may reach farther on one side. A claim of
equality holds if the signed difference lies inside the bound by two one-sided tests (Schuirmann 1987). The
settling of a curve, the best of several and a rank correlation are judged by the least and the most that they
can be while all differences behind them are in their intervals. Distances between seeds have the wider
interval of the jackknife, since pairs share seeds. Fewer than five seeds that agree to the last digit have no
interval: scores come in steps, and few seeds agree by chance. Runs that are the same by mathematics
(REPRODUCTION.md 33) count once.

**Seeds needed** is the smallest number with which the claim would be decided if means and spread stayed as
they are: optimistic. With three seeds (two degrees of freedom) the 5 % quantile of Student's t is 2.9 and
that of 5 % / 20 is 14.1; with ten seeds 1.8 and 3.7.

claims.csv has the same as numbers: `margin`, `low`, `high` (empty: unbounded) and `unit` of the comparison
that decided, its `seeds`; `seeds_needed` of what is not decided (`inf`: more than 10,000); of how many scores
the claim speaks (`cells_wanted`) and how many of these there are (`cells_used`); how many of the printed
numbers behind `on_print` the tables mark with † (`doubted`); what decides a claim {by_start} (`by_start`).

On print: {printed}. Here: {ours}. At the last epoch: {last}.
"""
LOOKS = """\
**Looks.** A comparison is judged at {looks}, with these error rates in the place of 5 %, which
their sum does not exceed. One that a look decides stays so; an open one takes part in the next.
"""


@cache
def declared() -> dict:
    """claims.yaml; large, so read once."""
    return reported.read_yaml(Path(__file__).with_name("claims.yaml"))


@cache
def printed_scores() -> list[Score]:
    """Every printed number and stated fact of the papers as a score."""
    return from_print(reported.every(), declared()["text_facts"])


@cache
def on_print() -> dict[str, Printed]:
    """The verdict on the printed numbers of every claim, by its id: the one that claims.csv, the findings and
    integrity.md have.
    """
    return {
        claim["id"]: of_print(claim, of_tables(printed_scores(), claim["tables"]))
        for claim in declared()["claims"]
    }


def judged(
    frame: pd.DataFrame, suite: str, counterparts: Mapping[str, str], looks: Sequence[Look] = ()
) -> list[dict[str, str]]:
    """One row of COLUMNS for every claim of the papers of a suite. An unknown suite is a UserError, as are
    looks that `claims.looks.check` refuses.
    """
    if suite not in SUITES:
        raise UserError(f"claims: unknown suite {suite!r}; expected one of {', '.join(SUITES)}")
    check(looks)
    table = []
    for paper in SUITES[suite]:
        best, last = own(frame, paper, BEST), own(frame, paper, LAST)
        for claim in (claim for claim in declared()["claims"] if claim["paper"] == paper):
            tables = of_tables(printed_scores(), claim["tables"])
            ours, at_last = (of_scores(claim, scores, tables, counterparts, looks) for scores in (best, last))
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
                    **_numbers(ours, paper),
                    **_reasoned(claim, ours),
                }
            )
    return table


def _reasoned(claim: Mapping, ours: Ours) -> dict[str, str]:
    """Why the verdict is as it is: what the method's start decides, if it is that, and the evidence."""
    start = claim.get("by_start")
    if not start or not ours.verdict.startswith(start["decides"]):
        return {"by_start": "", "evidence": ours.evidence}
    return {"by_start": start["why"], "evidence": f"Decided {BY_START}: {start['why']}. {ours.evidence}"}


def _numbers(ours: Ours, paper: str) -> dict[str, str]:
    """The machine-readable columns of a verdict; empty where there is none."""
    found = ours.finding
    numbers = (found.margin, found.low, found.high) if found else (math.nan,) * 3
    shown = {name: _number(value) for name, value in zip(("margin", "low", "high"), numbers, strict=True)}
    return {
        **shown,
        "unit": _unit(found.term.scores[0], paper) if found else "",
        "seeds": str(len(found.seeds)) if found else "",
        "seeds_needed": "" if math.isnan(ours.needed) else f"{ours.needed:.0f}",
        "cells_used": str(ours.used),
        "cells_wanted": str(ours.wanted),
    }


def _number(value: float) -> str:
    return f"{value + 0.0:.6g}" if math.isfinite(value) else ""


def _unit(score: Score, paper: str) -> str:
    """The unit of a margin: points, where the paper prints its scores in per cent."""
    return "points" if scaled(score.metric, paper) else "plain"


def counted(table: Sequence[Mapping[str, str]], column: str) -> str:
    """How many claims have each verdict, in words; those that a method's start decides apart."""
    known = PRINTED if column == "on_print" else VERDICTS
    start = {row["id"] for row in table if row["by_start"]} if column == "verdict" else set()
    counts = Counter((row[column], row["id"] in start) for row in table)
    texts = {
        (verdict, apart): f"{verdict} {BY_START}" * apart or verdict for verdict in known for apart in (0, 1)
    }
    return ", ".join(f"{counts[key]} {text}" for key, text in texts.items() if counts[key])


def markdown(table: Sequence[Mapping[str, str]], suite: str, looks: Sequence[Look] = ()) -> str:
    """The claims as a page: how they are judged, the counts, the table."""
    counts = {
        name: counted(table, column)
        for name, column in (("printed", "on_print"), ("ours", "verdict"), ("last", "verdict_last"))
    }
    head = HEAD.format(suite=suite, resolved=RESOLVED, by_start=BY_START, **counts)
    if looks:
        each = ", ".join(f"{look.seeds} seeds ({100 * look.error:g} %)" for look in looks)
        head += "\n" + LOOKS.format(looks=each)
    lines = ["| " + " | ".join(SHOWN) + " |", "|" + " --- |" * len(SHOWN)]
    lines += ["| " + " | ".join(text.replace("|", "\\|") for text in _line(row)) + " |" for row in table]
    return "\n".join([head, *lines, *differing(suite)]) + "\n"


def differing(suite: str) -> list[str]:
    """The claims of a suite whose tests demand more or less than their sentences, as a list in Markdown."""
    own = [claim for claim in declared()["claims"] if claim["paper"] in SUITES[suite]]
    lines = [f"- `{claim['id']}`: {claim['test_differs']}." for claim in own if "test_differs" in claim]
    head = (
        "Tests that demand more than the sentence (the claim may fail where it is true), or less (it may hold"
    )
    return ["", f"{head}\nwhere it is not), or both:", "", *lines] if lines else []


def _line(row: Mapping[str, str]) -> list[str]:
    """The cells of SHOWN."""
    by_start = f" ({BY_START})" if row["by_start"] else ""
    interval = f" [{row['low'] or '-∞'}, {row['high'] or '∞'}] {row['unit']}" if row["margin"] else ""
    needed = f" (of {row['seeds_needed']})" if row["seeds_needed"] else ""
    return [
        *(row["id"], row["claim"], f"{row['paper']}: {row['where']}", row["on_print"]),
        *(row["verdict"] + by_start, row["verdict_last"], row["margin"] + interval, row["seeds"] + needed),
        row["evidence"],
    ]


def write(
    folder: Path,
    frame: pd.DataFrame,
    suite: str,
    counterparts: Mapping[str, str],
    looks: Sequence[Look] = (),
) -> None:
    """Write claims.md and claims.csv of a suite into an existing folder.

    frame: the suite's scores (columns results.scores.COLUMNS), values are fractions.
    counterparts: the corpus of this profile that stands for a data set of the papers. looks: of this profile.
    """
    table = judged(frame, suite, counterparts, looks)
    (folder / "claims.md").write_text(markdown(table, suite, looks), encoding="utf-8")
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
