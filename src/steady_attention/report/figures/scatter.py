"""Texts as points in the plane: t-SNE of a run's representations, as its evaluation made it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from steady_attention.report.figures import canvas
from steady_attention.report.figures.figure import Figure, absent, shown
from steady_attention.results import evaluated
from steady_attention.results.evaluated import folder_of
from steady_attention.results.query import Heading, Where
from steady_attention.results.setting import Material, Setting
from steady_attention.run.runs import Run

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

COLUMNS = tuple("group view dataset corpus method seed silhouette distance_ratio label x y".split())
LABELS = "tsne.npz"  # has the points' labels, whichever file has their places
WIDTH, HEIGHT, EMPTY = 3.1, 3.1, 1.0  # inches of a panel; the height of a line of panels without points
BELOW = 0.4  # inches of the legend
TITLE = 9.0  # points


@dataclass(frozen=True)
class View:
    """One picture of a run: `where` adds the method to a group's conditions; the points are those named
    `points` in `file` of the run's evaluation; its measures stand under their names with `suffix` behind.
    """

    label: str
    where: Where
    file: str = LABELS
    points: str = "points"
    suffix: str = ""


@dataclass(frozen=True, kw_only=True)
class Scatter(Figure):
    """A panel for every group (data set and encoder) and view. A group that folds needs a run to be drawn."""

    groups: tuple[Heading, ...]
    views: tuple[View, ...]
    columns: int

    def points(self, material: Material) -> pd.DataFrame:
        """A row a text, columns COLUMNS: of the smallest seed with points among the runs that fit, without a
        change of the method's settings.
        """
        rows = [
            row
            for group, view in product(self.groups, self.views)
            for run in _first(material, group, view)
            for row in _rows(material, group, view, run)
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure."""
        lines = [
            f"{self.source}. A point is a text of the test split, its colour and form its class. Silhouette "
            "and ratio (distance between classes over that within them) are of the representations, not of "
            "the points.",
            *setting.notes(points["dataset"], set(points["seed"])),
            "One run a panel: the smallest seed that has points.",
        ]
        return [*lines, *absent(self.groups, self._drawn(points, setting), setting.name), *self.notes]

    def _drawn(self, points: pd.DataFrame, setting: Setting) -> set[str]:
        there = set(points["group"])
        return {setting.name(group) for group in self.groups if group.label in there}

    def draw(self, points: pd.DataFrame, setting: Setting) -> "Canvas":
        """The panels that are shown; one without points says so, on a lower line where none of it has any."""
        groups = shown(self.groups, self._drawn(points, setting), setting.name)
        panels = [(group, view, _of(points, group, view)) for group, view in product(groups, self.views)]
        lines = [panels[n : n + self.columns] for n in range(0, len(panels), self.columns)]
        heights = [HEIGHT if any(len(own) for *_, own in line) else EMPTY for line in lines]
        drawing, grid = canvas.panels(heights, len(lines[0]), WIDTH, BELOW)
        for axes in grid.flat[len(panels) :]:
            axes.remove()
        for axes, (group, view, own) in zip(grid.flat, panels, strict=False):
            _draw(axes, f"{setting.name(group)}\n{view.label}".replace(" (here", "\n(here"), own)
        canvas.legend(drawing, _classes(sorted(set(points["label"]))), 6)
        return drawing


def _of(points: pd.DataFrame, group: Heading, view: View) -> pd.DataFrame:
    return points[(points["group"] == group.label) & (points["view"] == view.label)]


def _draw(axes: "Axes", title: str, points: pd.DataFrame) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    if points.empty:
        axes.set_title(title, fontsize=TITLE)
        canvas.empty(axes)
        return
    measures = (points.iloc[0][name] for name in ("silhouette", "distance_ratio"))
    silhouette, ratio = ("undefined" if np.isnan(value) else f"{value:.2f}" for value in measures)
    axes.set_title(f"{title}: silhouette {silhouette}, ratio {ratio}", fontsize=TITLE)
    for label, own in points.groupby("label"):
        axes.plot(own["x"], own["y"], markersize=3.0, **_style(label))


def _style(label: int) -> dict[str, Any]:
    look = {"linestyle": "none", "markeredgewidth": 0.0, "alpha": 0.8}
    colour = canvas.PALETTE[label % len(canvas.PALETTE)]
    return {**look, "color": colour, "marker": canvas.MARKERS[label % len(canvas.MARKERS)]}


def _classes(labels: list[int]) -> dict[str, Any]:
    """The legend's handles."""
    from matplotlib.lines import Line2D

    return {f"class {label}": Line2D([], [], markersize=6.0, **_style(label)) for label in labels}


def _first(material: Material, group: Heading, view: View) -> list[Run]:
    """The run of the smallest seed that has the view's file, if any."""
    fitting = material.fitting({**group.where, **view.where})
    return [run for run in fitting if (folder_of(run, material.evaluations) / view.file).is_file()][:1]


def _rows(material: Material, group: Heading, view: View, run: Run) -> Iterator[tuple]:
    """A row a text; none where the run lacks the view's points, as of an iteration beyond its last."""
    folder = folder_of(run, material.evaluations)
    file, beside = evaluated.arrays(folder / view.file), evaluated.arrays(folder / LABELS)
    if view.points not in file:
        return
    places, labels = file[view.points].astype(float).round(2).tolist(), beside["labels"].tolist()
    values = _scores(material.scores, run)
    numbers = [values.get(f"{name}{view.suffix}", np.nan) for name in ("silhouette", "distance_ratio")]
    place = (group.label, view.label, group.where["dataset"], run.dataset, run.method, run.seed)
    for label, (x, y) in zip(labels, places, strict=True):
        yield (*place, *numbers, label, x, y)


def _scores(scores: pd.DataFrame, run: Run) -> pd.Series:
    """The test scores of one run by metric."""
    place = ("dataset", "encoder", "attention", "method", "seed")
    wanted = {**{key: getattr(run, key) for key in place}, "variant": run.variant_name, "split": "test"}
    own = scores[np.logical_and.reduce([scores[key] == value for key, value in wanted.items()])]
    return own.set_index("metric")["value"]
