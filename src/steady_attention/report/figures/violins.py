"""How far attention lies apart over random seeds, text by text, against the largest attention in the text.

Hu et al. 2023, Figure 2, after Wiegreffe & Pinter 2019, Figure 3.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from steady_attention.report.figures import canvas
from steady_attention.report.figures.figure import Figure, absent, once
from steady_attention.results import evaluated
from steady_attention.results.evaluated import folder_of
from steady_attention.results.query import Heading, Where
from steady_attention.results.scores import rounded
from steady_attention.results.setting import Material, Setting

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

COLUMNS = tuple("panel dataset corpus method base_seed seeds text label attention bin jsd".split())
BINS = ("[0.00, 0.25)", "[0.25, 0.50)", "[0.50, 0.75)", "[0.75, 1.00]")
TEXTS = 500  # of a corpus that are drawn, evenly over its test split
FEW = 5  # texts of a violin; fewer are drawn one by one
BESIDE = 3  # panels, one beside the other
HALF = 0.42  # of a bin's height, at a violin's widest
HEIGHT = 2.1  # inches of a panel


@dataclass(frozen=True, kw_only=True)
class Violins(Figure):
    """A panel of split violins for every method and data set, methods below one another."""

    grid: ClassVar[bool] = True

    methods: tuple[Heading, ...]
    datasets: tuple[Heading, ...]
    where: Where

    def points(self, material: Material) -> pd.DataFrame:
        """A row a text, columns COLUMNS: the largest JSD between the run of the smallest seed and the others'
        and the largest attention that the former has on a word. None where there are fewer than two seeds.
        """
        rows = [
            (_panel(method, dataset, material.setting), *row)
            for method, dataset in product(self.methods, once(self.datasets, material.setting, {}))
            for row in _rows(material, {**self.where, **method.where, **dataset.where})
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure."""
        seeds = [int(seed) for text in points["seeds"].unique() for seed in text.split()]
        return [
            f"{self.source}. Across: the largest JSD between a text's attention in the base run (the smallest"
            " seed) and in the runs of the other seeds. Upwards: the largest attention on a word in the base "
            f"run. The upper half of a violin: texts of the first class{_first(points, setting)}; the lower "
            "one: of the other classes. All are "
            f"equally high at their widest; fewer than {FEW} texts are drawn one by one.",
            f"At most {TEXTS} texts of a test split are drawn, evenly over those whose predictions are kept: "
            "of a large split a fixed, evenly spaced sample.",
            *setting.notes(points["dataset"], [*seeds, *points["base_seed"].unique()]),
            *absent(self.datasets, self._drawn(points, setting), setting),
            *self.notes,
        ]

    def _drawn(self, points: pd.DataFrame, setting: Setting) -> set[str]:
        there = set(points["dataset"])
        return {setting.name(one) for one in self.datasets if one.where["dataset"] in there}

    def draw(self, points: pd.DataFrame, setting: Setting) -> "Canvas":
        """The violins; all panels of a data set have one axis of divergence."""
        there = set(points["panel"])
        places = [(m, d) for m, d in product(self.methods, self.datasets) if _panel(m, d, setting) in there]
        datasets = len({dataset.label for _, dataset in places})
        columns = min(BESIDE, datasets if datasets > 1 else len(places))
        drawing, grid = canvas.grid(len(places), columns, HEIGHT)
        for number, (axes, (method, dataset)) in enumerate(zip(grid, places, strict=True)):
            own = points[points["panel"] == _panel(method, dataset, setting)]
            same = points[points["dataset"] == dataset.where["dataset"]]
            axes.set_title(
                canvas.wrapped(
                    f"{method.label}, {setting.name(dataset)}", 0.8 * canvas.FULL / max(columns, 2)
                )
            )
            draw_bins(axes, own, 1.05 * same["jsd"].max())
            axes.set_ylabel("largest attention" if number % columns == 0 else "")
        return drawing


def _first(points: pd.DataFrame, setting: Setting) -> str:
    """The names of the corpora's first classes, in brackets."""
    names = dict.fromkeys(setting.class_name(corpus, 0) for corpus in points["corpus"].unique())
    return f" ({', '.join(names)})" if names else ""


def _panel(method: Heading, dataset: Heading, setting: Setting) -> str:
    return f"{method.label}, {setting.name(dataset)}"


def _rows(material: Material, where: Where) -> Iterator[tuple]:
    runs = material.fitting(where)
    if len(runs) < 2:
        return
    base, *others = (evaluated.predictions(folder_of(run, material.evaluations)) for run in runs)
    farthest = np.max([evaluated.jsd(base, other) for other in others], axis=0)
    highest, seeds = base.highest(), " ".join(str(run.seed) for run in runs[1:])
    amount = min(TEXTS, len(farthest))
    place = (where["dataset"], runs[0].dataset, runs[0].method, runs[0].seed, seeds)
    for text in np.linspace(0, len(farthest) - 1, amount).round().astype(int).tolist():
        attention, label = float(highest[text]), int(base.labels[text])
        bin_ = BINS[min(int(4 * attention), 3)]
        numbers = (round(attention, 3), bin_, rounded(farthest[text]))
        yield (*place, int(base.texts[text]), label, *numbers)


def draw_bins(axes: "Axes", points: pd.DataFrame, right: float) -> None:
    """The violins of texts, the first class above and the others below; right: where the axis ends."""
    import seaborn

    points = points.assign(others=points["label"] > 0)
    few = points.groupby(["bin", "others"])["jsd"].transform(_few)
    both = {
        "x": "jsd",
        "y": "bin",
        "order": BINS,
        "hue": "others",
        "hue_order": (True, False),
        "orient": "h",
        "palette": canvas.PALETTE[1::-1],
        "legend": False,
        "ax": axes,
    }
    if not few.all():
        seaborn.violinplot(
            points[~few],
            **both,
            split=True,
            density_norm="width",
            common_norm=False,
            cut=0,
            inner=None,
            linewidth=0.4,
            width=2 * HALF,
        )
    if few.any():
        seaborn.stripplot(points[few], **both, dodge=True, jitter=False, marker="|", size=5, linewidth=0.8)
    axes.set_xlim(-0.02 * right, right)
    axes.set_ylim(-0.6, len(BINS) - 0.4)
    axes.set_xlabel("JSD over seeds")
    axes.locator_params(axis="x", nbins=5)


def _few(values: pd.Series) -> bool:
    """Whether the texts of half a violin are drawn one by one: few, or all equal."""
    return len(values) < FEW or float(np.ptp(values)) <= 1e-9 + 1e-3 * values.abs().max()
