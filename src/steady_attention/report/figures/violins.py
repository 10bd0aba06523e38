"""How far attention lies apart over random seeds, text by text, against the largest attention in the text.

Hu et al. 2023, Figure 2, after Wiegreffe & Pinter 2019, Figure 3.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import matplotlib
import numpy as np
import pandas as pd
import seaborn
from matplotlib.figure import Figure as Canvas

from steady_attention.report.figures import folding
from steady_attention.report.figures.canvas import STYLE, to_svg
from steady_attention.report.figures.violin_panels import FEW, panel
from steady_attention.results import stored
from steady_attention.results.material import Material
from steady_attention.results.query import Heading, Where
from steady_attention.results.scores import folder_of, rounded
from steady_attention.results.setting import Setting

COLUMNS = (
    "panel", "dataset", "corpus", "method", "base_seed", "seeds", "text", "label", "attention", "bin", "jsd",
)  # fmt: skip
BINS = ("[0.00, 0.25)", "[0.25, 0.50)", "[0.50, 0.75)", "[0.75, 1.00]")
TEXTS = 500  # of a corpus that are drawn, evenly over its test split
WIDTH, HEIGHT = 3.1, 3.0  # inches of a panel


@dataclass(frozen=True)
class Violins:
    """A panel for every method and data set, methods below one another."""

    name: str
    title: str
    source: str
    methods: tuple[Heading, ...]
    datasets: tuple[Heading, ...]
    where: Where
    notes: tuple[str, ...] = ()

    def points(self, material: Material) -> pd.DataFrame:
        """A row a text, columns COLUMNS: the largest JSD between the run of the smallest seed and the others'
        and the largest attention that the former has on a word. None where there are fewer than two seeds.
        """
        found = [
            row
            for method, dataset in product(self.methods, self.datasets)
            for row in _rows(material, {**self.where, **method.where, **dataset.where},
                             self._panel(method, dataset, material.setting))
        ]  # fmt: skip
        return pd.DataFrame(found, columns=list(COLUMNS))

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure."""
        seeds = [int(seed) for text in points["seeds"].unique() for seed in text.split()]
        return [
            f"{self.source}. Across: the largest JSD between a text's attention in the base run (the smallest"
            " seed) and in the runs of the other seeds. Upwards: the largest attention on a word in the base "
            "run. The upper half of a violin: texts of class 0; the lower one: of the other classes. All are "
            f"equally high at their widest; fewer than {FEW} texts are drawn one by one.",
            f"At most {TEXTS} texts of a test split are drawn, evenly over it.",
            *setting.notes(points["dataset"], [*seeds, *points["base_seed"].unique()]),
            *folding.absent(self.datasets, self._drawn(points, setting), setting.name),
            *self.notes,
        ]

    def _drawn(self, points: pd.DataFrame, setting: Setting) -> set[str]:
        there = set(points["dataset"])
        return {setting.name(one) for one in self.datasets if one.where["dataset"] in there}

    def _panel(self, method: Heading, dataset: Heading, setting: Setting) -> str:
        return f"{method.label}, {setting.name(dataset)}"

    def svg(self, points: pd.DataFrame, setting: Setting) -> str:
        """The violins; all panels of a data set have one axis of divergence."""
        with matplotlib.rc_context({**seaborn.axes_style("whitegrid"), **STYLE}):
            datasets = folding.shown(self.datasets, self._drawn(points, setting), setting.name)
            size = (WIDTH * len(datasets), HEIGHT * len(self.methods))
            canvas = Canvas(figsize=size, layout="constrained")
            grid = canvas.subplots(len(self.methods), len(datasets), squeeze=False)
            panels = product(self.methods, datasets)
            for axes, (method, dataset) in zip(grid.flatten(), panels, strict=True):
                own = points[points["panel"] == self._panel(method, dataset, setting)]
                axes.set_title(f"{method.label}\n{setting.name(dataset)}")
                beside = points[points["dataset"] == dataset.where["dataset"]]
                panel(axes, own, BINS, 1.05 * beside["jsd"].max() if len(beside) else 1.0)
            return to_svg(canvas)


def _rows(material: Material, where: Where, name: str) -> Iterator[tuple]:
    runs = material.fitting(where)
    if len(runs) < 2:
        return
    base, *others = (stored.load(folder_of(run, material.evaluations)) for run in runs)
    farthest = np.max([stored.jsd(base, other) for other in others], axis=0)
    highest, seeds = base.highest(), " ".join(str(run.seed) for run in runs[1:])
    amount = min(TEXTS, len(farthest))
    place = (name, where["dataset"], runs[0].dataset, runs[0].method, runs[0].seed, seeds)
    for text in np.linspace(0, len(farthest) - 1, amount).round().astype(int).tolist():
        attention = float(highest[text])
        bin_ = BINS[min(int(4 * attention), 3)]
        yield (*place, text, int(base.labels[text]), round(attention, 3), bin_, rounded(farthest[text]))
