"""The page's sections that no paper has: the cross table, what searches on dev found, a BERT of one's own."""

from pathlib import Path
from types import ModuleType

import pandas as pd

from steady_attention.report import pretraining
from steady_attention.report.page.exhibits import Drawn, Exhibit, Section
from steady_attention.report.page.origin import Origin, file_of
from steady_attention.report.tables import cross, search
from steady_attention.report.tables.grid import of_csv
from steady_attention.store.errors import UserError

NO_MEASURES = "cross.csv has no rows: no run of this profile has any of the table's measures."
NO_SEARCH = "search.csv has no rows: this profile searches for no value; conf/ says what is chosen."
INTEGRITY = Section(
    "integrity",
    "Integrity of the printed numbers",
    ("Where the papers' printed numbers contradict definitions or one another; no run has a part in it.",),
    links={"integrity.md": "../integrity.md"},
)


def crossed(profile: str, folder: Path, declared: ModuleType) -> Section:
    """All methods by all measures; `declared.grids` makes the tables of cross.csv's rows."""
    numbers = cross.read_csv(folder / "cross.csv")
    origin = Origin(f"cross@{profile}", file_of(declared), "cross.csv")
    made = () if numbers.empty else declared.grids(numbers)
    exhibits = [Exhibit(f"cross-{i}", one.title, "grid", one, origin) for i, one in enumerate(made, 1)]
    words = "The measures of all papers, for all methods, on the same runs; no paper has this table."
    paragraphs = (words, *((NO_MEASURES,) if numbers.empty else ()))
    return Section("cross", "Cross table: all methods, all measures", paragraphs, exhibits)


def searched(profile: str, folder: Path) -> Section:
    """What was tried on dev, of the folder's search.csv. Raises UserError where it is not there."""
    path = folder / "search.csv"
    if not path.is_file():
        raise UserError(f"{path} not found: the stage search@{profile} writes it")
    found = pd.read_csv(path)
    words = "Which value of a method's key is best on dev; the test split has no part in it."
    if found.empty:
        return Section("search", "Search on dev", (words, NO_SEARCH), (), {"search.csv": "search/search.csv"})
    differing = tuple(f"Not the chosen one: {line}." for line in search.differing(found))
    grid, origin = search.grid(found), Origin(f"search@{profile}", f"conf/{profile}/", "search/search.csv")
    return Section(
        "search",
        "Search on dev",
        (words, *differing),
        [Exhibit("search-values", grid.title, "grid", grid, origin)],
    )


def pretrained(profile: str, folder: Path) -> Section:
    """How the profile's own BERT was pretrained, of the stage's folder. Raises UserError where it is not
    there.
    """
    page, table = folder / pretraining.PAGE, folder / pretraining.TABLE
    if not page.is_file():
        raise UserError(f"{page} not found: the stage pretrain@{profile} writes it")
    title, links = pretraining.TITLE, {page.name: f"{folder.name}/{page.name}"}
    if not table.is_file():
        return Section("pretraining", title, (pretraining.NOTHING,), (), links)
    curve, records = folder / pretraining.CURVE, len(pd.read_csv(folder / pretraining.HISTORY))
    drawn = Drawn(None, pretraining.NOTES, curve.read_text(encoding="utf-8"), records)
    source = file_of(pretraining)
    figure, model = (
        Origin(f"pretrain@{profile}", source, f"{folder.name}/{name}")
        for name in (pretraining.HISTORY, pretraining.TABLE)
    )
    exhibits = [
        Exhibit("pretraining-curve", "Perplexity by passes over the texts", "figure", drawn, figure),
        Exhibit("pretraining-model", "What was trained, and on what", "grid", of_csv(title, table), model),
    ]
    return Section("pretraining", title, (), exhibits, links)
