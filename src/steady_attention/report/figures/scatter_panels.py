"""The panels of report/scatter.py: points coloured by class."""

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib
import numpy as np
import pandas as pd
import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D

from steady_attention.report.figures.canvas import STYLE, to_svg
from steady_attention.report.figures.figure import MARKERS
from steady_attention.report.tables.cell import NOT_RUN

WIDTH, HEIGHT, EMPTY = 3.1, 3.1, 1.0  # inches of a panel; the height of a line of panels without points
TITLE = 9.0  # points


@dataclass(frozen=True)
class Panel:
    """A panel's group and view, as the points name them, and the group's title."""

    group: str
    title: str
    view: str

    def of(self, points: pd.DataFrame) -> pd.DataFrame:
        """Its points."""
        return points[(points["group"] == self.group) & (points["view"] == self.view)]


def drawing(lines: Sequence[Sequence[Panel]], points: pd.DataFrame) -> str:
    """SVG of lines of panels, the first line the longest; a panel without points says so, on a lower line
    where none of the line has any.
    """
    heights = [HEIGHT if any(len(panel.of(points)) for panel in line) else EMPTY for line in lines]
    columns = len(lines[0])
    with matplotlib.rc_context({**seaborn.axes_style("white"), **STYLE}):
        canvas = Canvas(figsize=(WIDTH * columns, sum(heights) + 0.4), layout="constrained")
        grid = canvas.subplots(len(lines), columns, squeeze=False, height_ratios=heights)
        for row, line in zip(grid, lines, strict=True):
            for axes in row[len(line) :]:
                axes.remove()
            for axes, panel in zip(row, line, strict=False):
                _draw(axes, panel, panel.of(points))
        _legend(canvas, sorted(set(points["label"])))
        return to_svg(canvas)


def _draw(axes: Axes, panel: Panel, points: pd.DataFrame) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    title = f"{panel.title}\n{panel.view}".replace(" (here", "\n(here")
    if points.empty:
        axes.set_title(title, fontsize=TITLE)
        axes.text(0.5, 0.5, NOT_RUN, ha="center", va="center", transform=axes.transAxes)
        return
    first = points.iloc[0]
    numbers = (_number(first[name]) for name in ("silhouette", "distance_ratio"))
    axes.set_title("{}: silhouette {}, ratio {}".format(title, *numbers), fontsize=TITLE)
    for label, own in points.groupby("label"):
        axes.plot(own["x"], own["y"], markersize=3.0, **_style(label))


def _number(value: float) -> str:
    return "undefined" if np.isnan(value) else f"{value:.2f}"


def _style(label: int) -> dict:
    return {
        "linestyle": "none", "color": seaborn.color_palette("colorblind", 10)[label % 10],
        "marker": MARKERS[label % len(MARKERS)], "markeredgewidth": 0.0, "alpha": 0.8,
    }  # fmt: skip


def _legend(canvas: Canvas, labels: Sequence[int]) -> None:
    handles = [Line2D([], [], markersize=6.0, label=f"class {label}", **_style(label)) for label in labels]
    if handles:
        canvas.legend(handles=handles, loc="outside lower center", ncols=min(6, len(handles)))
