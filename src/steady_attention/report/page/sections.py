"""The page's sections: a paper's; of no paper: the cross table, searches on dev, a BERT of one's own."""

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Protocol

import pandas as pd

from steady_attention.report import pretraining
from steady_attention.report.figures.figure import Figure
from steady_attention.report.page.exhibits import Drawn, Exhibit, Origin, Section, declared_in, drawn, file_of
from steady_attention.report.tables import comparison, cross, filling, search
from steady_attention.report.tables.compared import Compared
from steady_attention.report.tables.comparison import Comparison
from steady_attention.report.tables.crossed import Crossed
from steady_attention.report.tables.filled import Filled
from steady_attention.report.tables.grid import of_csv
from steady_attention.report.tables.named import named
from steady_attention.report.tables.table import Table
from steady_attention.results import scores
from steady_attention.results.setting import Setting
from steady_attention.run.runs import Run
from steady_attention.store import folders
from steady_attention.store.messages import check_made


class Frames(Protocol):
    """What a section asks for the numbers of its tables: `papers.frames`."""

    def frame_of(self, table: Table, frame: pd.DataFrame, corpora: pd.DataFrame) -> pd.DataFrame:
        """The numbers of a table, of the suite's scores and the corpora's."""

    def scored(self, suite: str, table: pd.DataFrame, selection: str) -> pd.DataFrame:
        """The numbers of a suite, of the profile's."""


CROSSED = "The measures of all papers, for all methods, on the same runs; no paper has this table."
NO_MEASURES = "cross.csv has no rows: no run of this profile has any of the table's measures."
SEARCHED = "Which value of a method's key is best on dev; the test split has no part in it."
NO_SEARCH = "search.csv has no rows: this profile searches for no value; conf/ says what is chosen."
INTEGRITY = Section(
    "integrity",
    "Integrity of the printed numbers",
    ("Where the papers' printed numbers contradict definitions or one another; no run has a part in it.",),
    links={"integrity.md": "../integrity.md"},
)


def paper(
    suite: str,
    declared: ModuleType,
    frames: Frames,
    setting: Setting,
    runs: Sequence[Run],
    whole: pd.DataFrame,
) -> Section:
    """A suite's section, from the scores that its tables were made of.

    declared: the package with TITLE, TABLES, COMPARISONS and FIGURES; frames: the numbers of a table, of the
    suite's scores and the corpora's; runs: the suite's; whole: the profile's scores, columns scores.TABLE.
    """
    figures = folders.report(setting.profile, suite, "figures")
    selected = {name: frames.scored(suite, whole, name) for name in scores.SELECTIONS}
    frame, corpora = selected[scores.BEST], scores.of_corpora(whole)
    compares = [comparison.fill(one, selected, setting, runs) for one in declared.COMPARISONS]
    return exhibited(
        setting.profile,
        suite,
        declared,
        [filling.fill(one, frames.frame_of(one, frame, corpora), setting, runs) for one in declared.TABLES],
        [drawn(one, figures, setting) for one in declared.FIGURES if _there(one, figures)],
        [one for one in compares if one.shown],
    )


def _there(figure: Figure, folder: Path) -> bool:
    """Whether the stage made the figure: one that folds may have no points."""
    return not figure.fold or (folder / f"figure{figure.name}.csv").is_file()


def exhibited(
    profile: str,
    suite: str,
    declared: ModuleType,
    tables: Sequence[Filled],
    figures: Sequence[Drawn],
    compares: Sequence[Comparison] = (),
) -> Section:
    """The section of what is made already; declared: the package that has TITLE, tables and figures."""

    def origin(stage: str, source: str, name: str) -> Origin:
        return Origin(f"{stage}@{profile}-{suite}", source, f"{stage}/{suite}/{name}.csv")

    def exhibit(
        kind: str, one: Table | Compared | Figure, content: Filled | Comparison | Drawn, shown: str = ""
    ) -> Exhibit:
        name, heading = f"{kind}{one.name}", f"{named(kind, one.name)}. {one.title}"
        comes = origin(f"{kind}s", declared_in(declared, one), name)
        return Exhibit(f"{suite}-{name}", heading, shown or kind, content, comes)

    return Section(
        suite,
        declared.TITLE,
        exhibits=(
            *(exhibit("table", one.table, one) for one in tables),
            *(exhibit("table", one.table, one, "comparison") for one in compares),
            *(exhibit("figure", one.figure, one) for one in figures),
        ),
    )


def crossed(profile: str, folder: Path) -> Section:
    """All methods by all measures, of the folder's cross.csv."""
    numbers = cross.read_csv(folder / "cross.csv")
    origin = Origin(f"cross@{profile}", file_of(cross), "cross.csv")
    made = Crossed(numbers)
    exhibits = [] if numbers.empty else [Exhibit("cross-1", made.title, "comparison", made, origin)]
    paragraphs = (CROSSED, NO_MEASURES) if numbers.empty else (CROSSED, made.reading)
    return Section("cross", "Cross table: all methods, all measures", paragraphs, exhibits)


def searched(profile: str, folder: Path) -> Section:
    """What was tried on dev, of the folder's search.csv. Raises UserError where it is not there."""
    path, title = folder / "search.csv", "Search on dev"
    check_made(path, f"search@{profile}")
    tried = pd.read_csv(path)
    if tried.empty:
        return Section("search", title, (SEARCHED, NO_SEARCH), (), {"search.csv": "search/search.csv"})
    differing = tuple(f"Not the chosen one: {line}." for line in search.differing(tried))
    grid, origin = search.grid(tried), Origin(f"search@{profile}", f"conf/{profile}/", "search/search.csv")
    exhibits = [Exhibit("search-values", grid.title, "grid", grid, origin)]
    return Section("search", title, (SEARCHED, *differing), exhibits)


def pretrained(profile: str, folder: Path) -> Section:
    """How the profile's own BERT was pretrained, of the stage's folder. Raises UserError where it is not
    there.
    """
    page, table = folder / pretraining.PAGE, folder / pretraining.TABLE
    check_made(page, f"pretrain@{profile}")
    title, links = pretraining.TITLE, {page.name: f"{folder.name}/{page.name}"}
    if not table.is_file():
        return Section("pretraining", title, (pretraining.NOTHING,), (), links)
    curve, records = folder / pretraining.CURVE, len(pd.read_csv(folder / pretraining.HISTORY))
    content = Drawn(None, pretraining.NOTES, curve.read_text(encoding="utf-8"), records)
    figure, model = (
        Origin(f"pretrain@{profile}", file_of(pretraining), f"{folder.name}/{name}")
        for name in (pretraining.HISTORY, pretraining.TABLE)
    )
    exhibits = [
        Exhibit("pretraining-curve", "Perplexity by passes over the texts", "figure", content, figure),
        Exhibit("pretraining-model", "What was trained, and on what", "grid", of_csv(title, table), model),
    ]
    return Section("pretraining", title, (), exhibits, links)
