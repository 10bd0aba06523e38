"""A number of the history by the value of a setting and by epoch, as colours."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import mean, stdev
from typing import TYPE_CHECKING

import pandas as pd

from steady_attention.metrics.card import Unit
from steady_attention.metrics.cards import card_of
from steady_attention.report.figures import canvas
from steady_attention.report.figures.figure import Figure, absent, once, shown
from steady_attention.report.figures.lines import numbers
from steady_attention.report.tables.notation import headed
from steady_attention.results.query import PLACE, Heading, Where
from steady_attention.results.setting import Material, Setting, fewer

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

COLUMNS = ("panel", *PLACE, "corpus", "key", "value", "epoch", "mean", "std", "runs", "seeds")
ROW, AROUND = 0.19, 0.62  # inches of a value's row, and of what stands around the rows
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
            for panel in once(self.panels, material.setting, self.where)
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
        lines += fewer(points, "panel")
        return [*lines, *absent(self.panels, set(points["panel"]), setting, self.where), *self.notes]

    def draw(self, points: pd.DataFrame, setting: Setting) -> "Canvas":
        """The panels that have points; epoch 0, before any step, is the same for every value and left out."""
        there = shown(self.panels, set(points["panel"]), setting.name)
        points = points[points["epoch"] > 0]
        values = max(points[points["panel"] == setting.name(one)]["value"].nunique() for one in there)
        drawing, grid = canvas.grid(len(there), self.columns, AROUND + ROW * max(values, 2))
        for place, (axes, panel) in enumerate(zip(grid, there, strict=True)):
            unit = panel.unit or card_of(panel.where["metric"]).unit
            axes.set_title(", ".join(filter(None, (panel.group, headed(panel.label, unit)))))
            of_number = points[points["metric"] == panel.where["metric"]]["mean"]
            own = points[points["panel"] == setting.name(panel)]
            self._draw(axes, own, unit, of_number.min(), of_number.max())
            axes.set_ylabel(self.key if place % self.columns == 0 else "")
        return drawing

    def _draw(self, axes: "Axes", points: pd.DataFrame, unit: Unit, low: float, high: float) -> None:
        table = points.pivot(index="value", columns="epoch", values="mean")
        axes.pcolormesh(table.to_numpy(), cmap=COLOURS, vmin=low, vmax=high, edgecolors="w", linewidth=0.5)
        for r, row in enumerate(table.to_numpy()):
            for c, value in enumerate(row):
                light = value < (low + high) / 2
                text = "" if pd.isna(value) else _short(value, unit)
                style = {"ha": "center", "va": "center", "color": "w" if light else canvas.INK}
                axes.text(c + 0.5, r + 0.5, text, fontsize=canvas.SMALL, **style)
        axes.set_xticks([n + 0.5 for n in range(len(table.columns))], [f"{n:g}" for n in table.columns])
        axes.set_yticks([n + 0.5 for n in range(len(table.index))], [f"{value:g}" for value in table.index])
        axes.set_xlabel("epoch")


def _short(value: float, unit: Unit) -> str:
    """In four letters: `82.6`, `.75`, `1.00`."""
    if unit.factor > 1:
        return f"{value:.1f}"
    text = f"{value:.2f}"
    return text.replace("0.", ".", 1) if abs(value) < 0.995 else text
