"""What stands on a profile's page: sections of tables, grids and figures, each with where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from steady_attention.report.figures.figure import Figure
from steady_attention.report.page import html_table
from steady_attention.report.page.origin import Origin
from steady_attention.report.page.rendering import inline_svg
from steady_attention.report.tables.filled import Filled
from steady_attention.report.tables.grid import Grid
from steady_attention.results.material import Material


@dataclass(frozen=True)
class Drawn:
    """A figure with what is said under it, its SVG, and how many points it draws; of a figure that no paper
    declares, None.
    """

    figure: Figure | None
    captions: Sequence[str]
    svg: str
    points: int


@dataclass(frozen=True)
class Exhibit:
    """One table, grid or figure; id: its place on the page, which begins with its section's."""

    id: str
    heading: str
    kind: Literal["table", "grid", "figure"]
    content: Filled | Grid | Drawn
    origin: Origin | None = None

    @property
    def empty(self) -> bool:
        """Whether no run of the profile has a part in a table or figure."""
        if self.kind == "table":
            return html_table.empty(self.content)
        return self.kind == "figure" and not self.content.points

    def picture(self) -> Markup:
        """A figure's SVG as it stands in the page: titled, described by the notes under it."""
        svg = inline_svg(self.content.svg, self.heading, f"{self.id}-svg")
        described = Markup('<svg aria-describedby="{}-notes" ').format(self.id)
        titled = Markup("><title>{}</title>").format(self.heading)
        return svg.replace("<svg ", described, 1).replace(">", titled, 1)


@dataclass(frozen=True)
class Section:
    """A part of the page: paragraphs, links (text: address), and what is shown."""

    id: str
    title: str
    paragraphs: Sequence[str] = ()
    exhibits: Sequence[Exhibit] = ()
    links: Mapping[str, str] = field(default_factory=dict)

    def tables(self) -> list[Filled]:
        """The paper's tables among its exhibits."""
        return [exhibit.content for exhibit in self.exhibits if exhibit.kind == "table"]

    def figures(self) -> list[Drawn]:
        """The figures among its exhibits."""
        return [exhibit.content for exhibit in self.exhibits if exhibit.kind == "figure"]


def drawn(figure: Figure, material: Material) -> Drawn:
    """A declared figure, drawn from a suite's material."""
    points, setting = figure.points(material), material.setting
    return Drawn(figure, figure.captions(points, setting), figure.svg(points, setting), len(points))
