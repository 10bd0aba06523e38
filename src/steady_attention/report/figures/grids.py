"""A number of the history by the value of a setting and by epoch, as colours."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import mean, stdev
from typing import TYPE_CHECKING

import pandas as pd

from steady_attention.metrics.cards import card_of
from steady_attention.report.figures import canvas
from steady_attention.report.figures.figure import Figure, absent, shown
from steady_attention.report.figures.lines import numbers
from steady_attention.results.query import PLACE, Heading, Where
from steady_attention.results.setting import Material, Setting

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

COLUMNS = ("panel", *PLACE, "corpus", "key", "value", "epoch", "mean", "std", "runs", "seeds")
WIDTH, ROW, AROUND = 4.2, 0.34, 0.9  # inches of a panel, of a value's row, and of what stands around the rows
COLOURS = "viridis"


@dataclass(frozen=True, kw_only=True)
class Grids(Figure):
    """A panel a method and number: across the epochs, upwards the values of `key` that runs have which change
    nothing else. Panels of one number share their colours.
    """

    key: str
    panels: tuple[Heading, ...]
    where: Where
    columns: int = 3

    def points(self, material: Material) -> pd.DataFrame:
        """A row a value and epoch, columns COLUMNS; mean and std as shown."""
        records = [
            {"panel": material.setting.name(panel), **point}
            for panel in self.panels
            for point in self._of_panel(panel, material)
        ]
        return pd.DataFrame(records, columns=list(COLUMNS))

    def _of_panel(self, panel: Heading, material: Material) -> list[dict]:
        where = {**self.where, **panel.where}
        unit = panel.unit or card_of(where["metric"]).unit
        corpus, name = material.setting.corpus(where["dataset"]), (where["split"], where["metric"])
        found: dict[tuple, dict[int, float]] = defaultdict(dict)
        for value in self._values(where, material):
            for run in material.fitting({**where, self.key: value}):
                for (epoch, _), number in numbers(run, material, [name]):
                    found[value, epoch][run.seed] = unit.factor * number
        place = {key: where[key] for key in PLACE}
        return [
            {
                **place,
                **{"corpus": corpus, "key": self.key, "value": value, "epoch": epoch},
                "mean": round(mean(values.values()), unit.decimals),
                "std": round(stdev(values.values()), unit.decimals) if len(values) > 1 else 0.0,
                "runs": len(values),
                "seeds": " ".join(map(str, sorted(values))),
            }
            for (value, epoch), values in sorted(found.items())
        ]

    def _values(self, where: Where, material: Material) -> list[float]:
        """The values that runs have which change nothing else."""
        changes = (dict(run.variant) for run in material.runs)
        tried = sorted({change[self.key] for change in changes if change.keys() == {self.key}})
        return [value for value in tried if material.fitting({**where, self.key: value})]

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure."""
        seeds = [int(seed) for text in points["seeds"].dropna() for seed in text.split()]
        lines = [f"{self.source}. Cells: mean over seeds.", *setting.notes(points["dataset"], seeds)]
        return [*lines, *absent(self.panels, set(points["panel"]), setting.name), *self.notes]

    def draw(self, points: pd.DataFrame, setting: Setting) -> "Canvas":
        """The panels that have points."""
        there = shown(self.panels, set(points["panel"]), setting.name)
        lines = [there[n : n + self.columns] for n in range(0, len(there), self.columns)]
        rows = [max(self._height(points, setting.name(panel)) for panel in line) for line in lines]
        drawing, grid = canvas.panels(rows, self.columns, WIDTH)
        for axes in grid.flat[len(there) :]:
            axes.remove()
        for axes, panel in zip(grid.flat, there, strict=False):
            axes.set_title("\n".join(filter(None, setting.names(panel))))
            own = points[points["panel"] == setting.name(panel)]
            if own.empty:
                canvas.empty(axes)
            else:
                of_number = points[points["metric"] == panel.where["metric"]]["mean"]
                self._draw(axes, own, of_number.min(), of_number.max())
        return drawing

    def _height(self, points: pd.DataFrame, panel: str) -> float:
        values = points[points["panel"] == panel]["value"].nunique()
        return AROUND + ROW * max(values, 2)

    def _draw(self, axes: "Axes", points: pd.DataFrame, low: float, high: float) -> None:
        table = points.pivot(index="value", columns="epoch", values="mean")
        axes.pcolormesh(table.to_numpy(), cmap=COLOURS, vmin=low, vmax=high, edgecolors="w", linewidth=0.5)
        for r, row in enumerate(table.to_numpy()):
            for c, value in enumerate(row):
                light = value < (low + high) / 2
                text = "" if pd.isna(value) else f"{value:.3g}"
                style = {"ha": "center", "va": "center", "color": "w" if light else canvas.INK, "fontsize": 7}
                axes.text(c + 0.5, r + 0.5, text, **style)
        axes.set_xticks([n + 0.5 for n in range(len(table.columns))], [f"{n:g}" for n in table.columns])
        axes.set_yticks([n + 0.5 for n in range(len(table.index))], [f"{value:g}" for value in table.index])
        axes.set_xlabel("epoch")
        axes.set_ylabel(self.key)
