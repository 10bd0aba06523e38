"""Texts as points in the plane: t-SNE of a run's representations, as its evaluation made it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from steady_attention.report.figures import folding
from steady_attention.report.figures.scatter_panels import Panel, drawing
from steady_attention.results import stored
from steady_attention.results.material import Material
from steady_attention.results.query import Heading, Where
from steady_attention.results.scores import folder_of
from steady_attention.results.setting import Setting
from steady_attention.run.runs import Run

COLUMNS = (
    "group", "view", "dataset", "corpus", "method", "seed", "silhouette", "distance_ratio", "label", "x", "y",
)  # fmt: skip
LABELS = "tsne.npz"  # has the points' labels, whichever file has their places


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


@dataclass(frozen=True)
class Scatter:
    """A panel for every group (data set and encoder) and view. A group that folds needs a run to be drawn."""

    name: str
    title: str
    source: str
    groups: tuple[Heading, ...]
    views: tuple[View, ...]
    columns: int
    notes: tuple[str, ...] = ()

    def points(self, material: Material) -> pd.DataFrame:
        """A row a text, columns COLUMNS: of the smallest seed with points among the runs that fit, without a
        change of the method's settings.
        """
        found = [
            row
            for group, view in product(self.groups, self.views)
            for run in _first(material, group, view)
            for row in _rows(material, group, view, run)
        ]
        return pd.DataFrame(found, columns=list(COLUMNS))

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure."""
        seeds = sorted(set(points["seed"]))
        lines = [
            f"{self.source}. A point is a text of the test split, its colour and form its class. Silhouette "
            "and ratio (distance between classes over that within them) are of the representations, not of "
            "the points.",
            *setting.notes(points["dataset"], seeds),
            "One run a panel: the smallest seed that has points.",
        ]
        return [*lines, *folding.absent(self.groups, self._drawn(points, setting), setting.name), *self.notes]

    def _drawn(self, points: pd.DataFrame, setting: Setting) -> set[str]:
        there = set(points["group"])
        return {setting.name(group) for group in self.groups if group.label in there}

    def svg(self, points: pd.DataFrame, setting: Setting) -> str:
        """The panels that are shown."""
        there = folding.shown(self.groups, self._drawn(points, setting), setting.name)
        groups = [(group.label, setting.name(group)) for group in there]
        places = [Panel(*group, view.label) for group, view in product(groups, self.views)]
        lines = [places[n : n + self.columns] for n in range(0, len(places), self.columns)]
        return drawing(lines, points)


def _first(material: Material, group: Heading, view: View) -> list[Run]:
    """The run of the smallest seed that has the view's file, if any."""
    fitting = material.fitting({**group.where, **view.where})
    return [run for run in fitting if (folder_of(run, material.evaluations) / view.file).is_file()][:1]


def _rows(material: Material, group: Heading, view: View, run: Run) -> Iterator[tuple]:
    """A row a text; none where the run lacks the view's points, as of an iteration beyond its last."""
    folder = folder_of(run, material.evaluations)
    file, beside = stored.arrays(folder / view.file), stored.arrays(folder / LABELS)
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
