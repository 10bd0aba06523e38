"""What stands on a profile's page: sections of tables, grids and figures, each with where it comes from."""

import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from markupsafe import Markup

from steady_attention.report.figures.diagram import Diagram
from steady_attention.report.figures.figure import Figure, read_csv
from steady_attention.report.page import svg
from steady_attention.report.tables.filled import Filled
from steady_attention.report.tables.grid import Grid
from steady_attention.report.tables.named import VERSION
from steady_attention.report.tables.sheet import Paged
from steady_attention.results.setting import Setting
from steady_attention.store.sources import ROOT

MAIN = 2  # tables, and as many figures, of a section that stand open
UP = "../../"  # from reports/<profile>/index.html to the repository's root


@dataclass(frozen=True)
class Origin:
    """Where a table or figure comes from: the stage with its item, `tables@demo-seat`; the file that declares
    it, from the repository's root; the CSV behind it, from the page.
    """

    stage: str
    source: str
    data: str

    @property
    def command(self) -> str:
        """What remakes it, without the stages that it stands on."""
        return f"dvc repro -s sources {self.stage}"


def file_of(module: ModuleType) -> str:
    """A module's file, from the repository's root."""
    return Path(module.__file__).resolve().relative_to(ROOT.parent).as_posix()


def declared_in(package: ModuleType, one: Any) -> str:
    """The file of the package in which a table or figure is declared, alone or in a tuple.

    Raises ValueError where no module of the package holds it.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = [import_module(f"{package.__name__}.{name}") for name in names]
    for module in [*modules, package]:
        for value in vars(module).values():
            if value is one or (isinstance(value, tuple) and any(each is one for each in value)):
                return file_of(module)
    raise ValueError(f"{package.__name__} declares no {one!r}")


@dataclass(frozen=True)
class Drawn:
    """A figure with what is said under it, its SVG (empty without points), and how many points it draws; of a
    figure that no paper declares, None.
    """

    figure: Figure | None
    captions: Sequence[str]
    svg: str
    points: int


def drawn(figure: Figure, folder: Path, setting: Setting) -> Drawn:
    """A declared figure as the stage `figures` left it in a folder. Raises UserError where it is not."""
    points = read_csv(folder / f"figure{figure.name}.csv")
    if not figure.drawable(points):  # the stage left no picture
        return Drawn(figure, figure.captions(points, setting), "", 0)
    svg = (folder / f"figure{figure.name}.svg").read_text(encoding="utf-8")
    return Drawn(figure, figure.captions(points, setting), svg, len(points))


@dataclass(frozen=True)
class Exhibit:
    """One table, comparison, grid or figure; id: its place on the page, which begins with its section's."""

    id: str
    heading: str
    kind: Literal["table", "comparison", "grid", "figure"]
    content: Filled | Paged | Grid | Drawn
    origin: Origin | None = None

    @property
    def empty(self) -> bool:
        """Whether no run of the profile has a part in a table or figure."""
        if self.kind == "table":
            return not self.content.complete
        return self.kind == "figure" and not self.content.points

    @property
    def of_runs(self) -> bool:
        """Whether it shows numbers of runs: not the corpora's or the methods' own, and no diagram."""
        if self.kind == "figure":
            return not isinstance(self.content.figure, Diagram)
        return self.kind == "comparison" or (self.kind == "table" and self.content.table.numbers == "runs")

    @property
    def notes(self) -> Sequence[str]:
        """What is said below it."""
        if self.kind == "figure":
            return self.content.captions
        if self.kind == "grid":
            return self.content.notes
        return [self.content.reading, *self.content.notes()]

    @property
    def place(self) -> str:
        """Where its paper has it; empty where that is not said."""
        declared = self.content.figure if self.kind == "figure" else getattr(self.content, "table", None)
        return declared.source if declared is not None else ""

    @property
    def name(self) -> str:
        """`Table 3a`, as its paper numbers it."""
        return self.heading.partition(". ")[0]

    @property
    def file(self) -> str:
        """The file to read in the place of one that is not shown, from the page: a table's Markdown, with the
        printed numbers; of a figure its numbers.
        """
        data = self.origin.data if self.origin else ""
        return data.removesuffix(".csv") + ".md" if self.kind == "table" else data

    @property
    def readable(self) -> str:
        """What to read of a folded one where no script runs, from the page: a figure's picture, where
        the stage of figures drew it; else `file`.
        """
        if self.kind == "figure" and self.content.figure is not None and self.origin:
            return self.origin.data.removesuffix(".csv") + ".svg"
        return self.file

    def picture(self, prefix: str) -> Markup:
        """A figure's SVG as it stands in the page: titled, described by the notes under it; prefix: of the
        names inside it, short, for they are many.
        """
        return svg.inline(self.content.svg, self.heading, prefix, f"{self.id}-notes")


@dataclass(frozen=True)
class Section:
    """A part of the page: paragraphs, links (text: address), and what is shown."""

    id: str
    title: str
    paragraphs: Sequence[str] = ()
    exhibits: Sequence[Exhibit] = ()
    links: Mapping[str, str] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list:
        """The contents of its exhibits of a kind."""
        return [exhibit.content for exhibit in self.exhibits if exhibit.kind == kind]

    def with_last(self, exhibit: Exhibit) -> "Section":
        """The section with one more exhibit."""
        return replace(self, exhibits=(*self.exhibits, exhibit))

    @property
    def shown(self) -> list[Exhibit]:
        """The exhibits of which the profile has something."""
        return [exhibit for exhibit in self.exhibits if not exhibit.empty]

    @property
    def main(self) -> list[Exhibit]:
        """The first MAIN tables of runs and the first MAIN figures of numbers: these stand open. What a
        version in another language has again does not.
        """
        own = [one for one in self.shown if one.of_runs and VERSION not in one.heading]
        tables = [one for one in own if one.kind != "figure"]
        figures = [one for one in own if one.kind == "figure"]
        chosen = {one.id for one in (*tables[:MAIN], *figures[:MAIN])}
        return [one for one in self.shown if one.id in chosen]

    @property
    def further(self) -> list[Exhibit]:
        """The others, which are folded."""
        main = {one.id for one in self.main}
        return [one for one in self.shown if one.id not in main]

    @property
    def absent(self) -> list[Exhibit]:
        """The others."""
        return [exhibit for exhibit in self.exhibits if exhibit.empty]
