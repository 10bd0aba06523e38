"""Texts as points in the plane: t-SNE of a run's representations, as its evaluation made it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from steady_attention.report.figures import canvas
from steady_attention.report.figures.curves import LINE, legend_columns
from steady_attention.report.figures.figure import Figure, absent, once, shown
from steady_attention.results import evaluated
from steady_attention.results.evaluated import folder_of
from steady_attention.results.query import Heading, Where
from steady_attention.results.setting import Material, Setting
from steady_attention.run.runs import Run

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas
    from matplotlib.patches import PathPatch

COLUMNS = tuple("group view dataset corpus method seed silhouette distance_ratio label x y".split())
LABELS = "tsne.npz"  # has the points' labels, whichever file has their places
HEIGHT, TALL = 2.2, 2.9  # inches of a panel, of three side by side and of fewer
SIZE = 2.2  # of a dot, in points of 1/72 inch


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
            for group, view in product(once(self.groups, material.setting, {}), self.views)
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
        return [*lines, *absent(self.groups, self._drawn(points, setting), setting), *self.notes]

    def _drawn(self, points: pd.DataFrame, setting: Setting) -> set[str]:
        there = set(points["group"])
        return {setting.name(group) for group in self.groups if group.label in there}

    def draw(self, points: pd.DataFrame, setting: Setting) -> "Canvas":
        """The panels that have points."""
        groups = shown(self.groups, self._drawn(points, setting), setting.name)
        panels = [
            (group, view, own)
            for group, view in product(groups, self.views)
            if len(own := _of(points, group, view))
        ]
        classes = _classes(points, setting)
        columns = legend_columns(list(classes), canvas.FULL if len(panels) > 1 else canvas.FULL / 2)
        below = LINE * -(-len(classes) // columns)
        side = min(self.columns, len(panels))
        drawing, grid = canvas.grid(len(panels), side, HEIGHT if side > 2 else TALL, below)
        for axes, (group, view, own) in zip(grid, panels, strict=True):
            told = len(groups) > 1 or setting.name(group) not in self.title
            name = f"{setting.name(group)}, {view.label}" if told else view.label
            _draw(axes, canvas.wrapped(name, 0.95 * canvas.FULL / max(side, 2)), own)
        canvas.legend(drawing, classes, columns)
        return drawing


def _of(points: pd.DataFrame, group: Heading, view: View) -> pd.DataFrame:
    return points[(points["group"] == group.label) & (points["view"] == view.label)]


def _draw(axes: "Axes", title: str, points: pd.DataFrame) -> None:
    measures = (points.iloc[0][name] for name in ("silhouette", "distance_ratio"))
    silhouette, ratio = ("undefined" if np.isnan(value) else f"{value:.2f}" for value in measures)
    axes.set_title(f"{title}\nsilhouette {silhouette}, ratio {ratio}")
    axes.set_xticks([])
    axes.set_yticks([])
    for side in ("top", "right"):
        axes.spines[side].set_visible(True)
    for label, own in points.groupby("label"):
        axes.add_patch(_dots(own, label))
    for name in ("x", "y"):
        low, high = points[name].min(), points[name].max()
        margin = 0.05 * ((high - low) or 1.0)
        getattr(axes, f"set_{name}lim")(low - margin, high + margin)


def _dots(points: pd.DataFrame, label: int) -> "PathPatch":
    """Points of one class as one path: lines of no length, whose ends are round or square."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    places = np.repeat(points[["x", "y"]].to_numpy(), 2, axis=0)
    path = Path(places, [Path.MOVETO, Path.LINETO] * len(points))
    path.should_simplify = False
    colour, cap = _look(label)
    return PathPatch(path, edgecolor=colour, facecolor="none", linewidth=SIZE, capstyle=cap, alpha=0.8)


def _look(label: int) -> tuple[str, str]:
    """A class's colour and the form of its points."""
    return canvas.PALETTE[label % len(canvas.PALETTE)], ("round", "projecting")[label % 2]


def _classes(points: pd.DataFrame, setting: Setting) -> dict[str, Any]:
    """The legend's handles by the names of the classes; of several corpora all of their names."""
    from matplotlib.lines import Line2D

    handles = {}
    for label in sorted(set(points["label"])):
        corpora = dict.fromkeys(points[points["label"] == label]["corpus"])
        names = dict.fromkeys(setting.class_name(corpus, label) for corpus in corpora)
        colour, cap = _look(label)
        look = {"color": colour, "marker": "o" if cap == "round" else "s", "linestyle": "none"}
        handles[" / ".join(names)] = Line2D([], [], markersize=4.0, **look)
    return handles


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
