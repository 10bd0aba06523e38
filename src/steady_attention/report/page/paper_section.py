"""A paper's part of the page: its tables and figures, its claims, judged, and where each comes from."""

from collections.abc import Callable, Sequence
from types import ModuleType

import pandas as pd

from steady_attention.report.page.exhibits import Drawn, Exhibit, Section, drawn
from steady_attention.report.page.origin import Origin, declared_in
from steady_attention.report.tables import filled, grid
from steady_attention.report.tables.filled import Filled
from steady_attention.report.tables.grid import Grid
from steady_attention.report.tables.table import Table
from steady_attention.results import scores
from steady_attention.results.material import Material
from steady_attention.results.setting import Setting
from steady_attention.results.statistics import Statistics
from steady_attention.run.runs import Run
from steady_attention.store import folders

CLAIMS = "src/steady_attention/claims/claims.yaml"
READING = (
    "Tables: our mean ± sample standard deviation over seeds (number of runs); below it the printed number "
    "and ours minus printed, where the two may be compared. Figures are named by the paper's numbers."
)


def section(
    suite: str,
    paper: ModuleType,
    frame_of: Callable[[Table, pd.DataFrame, Statistics], pd.DataFrame],
    setting: Setting,
    runs: Sequence[Run],
    known: Statistics,
) -> Section:
    """A suite's section, from the scores that its tables were made of.

    frame_of: the numbers of a table, of the suite's scores and the corpora's statistics; runs: the suite's.
    """
    folder = folders.report(setting.profile, suite, "tables")
    frame = scores.read_csv(folder / "scores.csv")
    material = Material(frame, setting, runs, folders.evaluation(setting.profile))
    tables = [filled.fill(one, frame_of(one, frame, known), setting, runs) for one in paper.TABLES]
    figures = [drawn(figure, material) for figure in paper.FIGURES]
    claims = claimed(grid.of_csv("Claims", folder / "claims.csv"))
    return exhibited(setting.profile, suite, paper, tables, figures, claims)


def claimed(claims: Grid) -> Grid:
    """The claims, each with the places where its paper makes it below it, in the column of the claim."""
    at, place = claims.header.index("claim"), claims.header.index("where")
    rows = [[f"{row[at]}\n{row[place]}" if i == at else text for i, text in enumerate(row) if i != place]
            for row in claims.rows]  # fmt: skip
    return Grid(claims.title, [name for name in claims.header if name != "where"], rows)


def exhibited(profile: str, suite: str, paper: ModuleType, tables: Sequence[Filled], figures: Sequence[Drawn],
             claims: Grid) -> Section:  # fmt: skip
    """The section of what is made already; paper: the package that declares TITLE, tables and figures."""

    def origin(stage: str, source: str, name: str) -> Origin:
        return Origin(f"{stage}@{profile}-{suite}", source, f"{stage}/{suite}/{name}.csv")

    def table(one: Filled) -> Exhibit:
        declared, name = one.table, f"table{one.table.name}"
        comes = origin("tables", declared_in(paper, declared), name)
        heading = f"Table {declared.name}. {declared.title}"
        return Exhibit(f"{suite}-{name}", heading, "table", one, comes)

    def figure(one: Drawn) -> Exhibit:
        declared, name = one.figure, f"figure{one.figure.name}"
        comes = origin("figures", declared_in(paper, declared), name)
        heading = f"Figure {declared.name}. {declared.title}"
        return Exhibit(f"{suite}-{name}", heading, "figure", one, comes)

    judged = Exhibit(f"{suite}-claims", claims.title, "grid", claims, origin("tables", CLAIMS, "claims"))
    return Section(
        suite,
        paper.TITLE,
        paragraphs=(READING,),
        exhibits=(*map(table, tables), judged, *map(figure, figures)),
        links={"scores.csv: all numbers of these runs": f"tables/{suite}/scores.csv"},
    )
