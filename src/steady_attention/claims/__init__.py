"""Claims of the papers, each with a verdict on the printed numbers and on ours: claims.md and claims.csv."""

import csv
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from steady_attention.claims.scores import Score, from_print, of_tables, own
from steady_attention.claims.verdict import of_print, of_scores
from steady_attention.printed import SUITES, reported
from steady_attention.store.errors import UserError

COLUMNS = ("id", "claim", "where", "printed", "ours", "evidence")
VERDICTS = ("holds", "fails", "undecided", "not run", "no test", "not checkable")
HEAD = """# Claims: {suite}

`printed` is the verdict on the paper's own numbers, `ours` that on the runs of this profile.

- **holds**: every comparison that the claim makes (or as many as it asks for) is in favour.
- **fails**: one is against, of a claim on all of them; or too many are, of one that asks for a number.
- **undecided**: neither; or a part of the claim's domain was not run, and what was run does not settle it.
- **not run**: no comparison can be made. **no test**: no comparison of scores says what the claim says.
- **not checkable**: the paper does not print the numbers, or not their unit.

`evidence` names the comparison that decided: the weakest one, or the one most surely against. Its values are
mean ± standard deviation over the seeds, in the paper's unit (per cent, or fractions in SEAT); its *margin*
is positive in favour. In brackets stands the margin's interval over the seeds: Student's t of the margins
seed by seed (paired: a margin compares runs of the same seed). A comparison is in favour or against only if
its whole interval is, else it is open; with fewer than three seeds it is always open.

The intervals of a claim together have the level 95 % (Bonferroni): the more comparisons and the fewer seeds,
the wider. A claim of equality holds if the interval of the signed difference lies inside the bound, and fails
if it lies wholly outside (two one-sided tests). The settling of a curve and a rank correlation are judged by
the least and the most that they can be while all differences behind them are in their intervals. Distances
between seeds have the wider interval of the jackknife, since pairs share seeds. Fewer than five seeds that
agree to the last digit have no interval: scores come in steps, and few seeds agree by chance.

Printed: {printed}. Ours: {ours}.
"""


@cache
def declared() -> dict:
    """claims.yaml; large, so read once."""
    return reported.read_yaml(Path(__file__).with_name("claims.yaml"))


@cache
def printed_scores() -> list[Score]:
    """Every printed number and stated fact of the papers as a score."""
    return from_print(reported.every(), declared()["text_facts"])


def judged(frame: pd.DataFrame, suite: str, counterparts: Mapping[str, str]) -> list[dict[str, str]]:
    """One row of COLUMNS for every claim of the papers of a suite. An unknown suite is a UserError."""
    if suite not in SUITES:
        raise UserError(f"claims: unknown suite {suite!r}; expected one of {', '.join(SUITES)}")
    table = []
    for paper in SUITES[suite]:
        scores = own(frame, paper)
        for claim in (claim for claim in declared()["claims"] if claim["paper"] == paper):
            tables = of_tables(printed_scores(), claim["tables"])
            ours = of_scores(claim, scores, tables, counterparts)
            where = f"{paper}: {', '.join(map(str, claim['where']))}"
            verdict = of_print(claim, tables).verdict
            values = (claim["id"], claim["claim"], where, verdict, ours.verdict, ours.evidence)
            table.append(dict(zip(COLUMNS, values, strict=True)))
    return table


def counted(table: list[dict[str, str]], column: str) -> str:
    """How many claims have each verdict, in words."""
    counts = Counter(row[column] for row in table)
    return ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict])


def markdown(table: list[dict[str, str]], suite: str) -> str:
    """The claims as a page: how they are judged, the counts, the table."""
    head = HEAD.format(suite=suite, printed=counted(table, "printed"), ours=counted(table, "ours"))
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + " --- |" * len(COLUMNS)]
    lines += ["| " + " | ".join(row[name].replace("|", "\\|") for name in COLUMNS) + " |" for row in table]
    return "\n".join([head, *lines]) + "\n"


def write(folder: Path, frame: pd.DataFrame, suite: str, counterparts: Mapping[str, str]) -> None:
    """Write claims.md and claims.csv of a suite into an existing folder.

    frame: the suite's scores (columns results.scores.COLUMNS), values are fractions.
    counterparts: the corpus of this profile that stands for a data set of the papers.
    """
    table = judged(frame, suite, counterparts)
    (folder / "claims.md").write_text(markdown(table, suite), encoding="utf-8")
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
