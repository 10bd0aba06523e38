"""The texts of FINDINGS.md and costs.md: fixed words (templates/) around what was counted; no sentence
depends on a number's size.
"""

from collections.abc import Iterable
from pathlib import Path

from steady_attention.report.findings import costs as cost
from steady_attention.report.findings import pairs, verdicts
from steady_attention.report.findings.headline import Headline, Table, paragraph
from steady_attention.report.findings.sources import Sources
from steady_attention.report.tables.grid import Grid, bullets

TEMPLATES = Path(__file__).with_name("templates")
PROOF = "tests/methods/test_differences.py"  # of the identity; a test looks whether it is there
NONE = "No run of this profile has it.\n"


def findings(source: Sources, commit: str | None, headlines: Iterable[Headline]) -> str:
    """The page of a profile. commit: of its evaluations, None where git keeps none."""
    runs = Table(source.runs)
    judged = {claim["id"]: claim["verdict"] for own in source.claims.values() for claim in own}
    return _template("FINDINGS.md").format(
        folder=f"reports/{source.profile}",
        commit=f", of commit {commit}" if commit else "",
        verdicts=verdicts.table(source.claims).markdown(),
        holds="\n".join(verdicts.listed(source.claims, "holds")),
        fails="\n".join(verdicts.listed(source.claims, "fails")),
        turned="\n".join(verdicts.turned(source.claims)),
        headlines="\n".join(f"- {paragraph(one, runs, source.counterparts, judged)}" for one in headlines),
        proof=f"`{PROOF}`",
        twins=_table(pairs.twins(source)),
        selection=_table(pairs.selection(source)),
    )


def costs(source: Sources) -> str:
    """What the methods of a profile cost, and the time of every stage."""
    place, table = "No run has a cross table's place.", NONE
    if len(source.cross):
        place = f"At {', '.join(cost.place(source))} attention."
        table = _table(cost.table(source))
    timed, begun = cost.times(source.timings), " and ".join(cost.FROM_VANILLA)
    given = {"place": place, "begun": begun, "table": table}
    return _template("costs.md").format(**given, times=_table(timed), notes=bullets(timed.notes))


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _table(grid: Grid) -> str:
    return grid.markdown() if grid.rows else NONE
