"""A figure as it is declared, its points, and the points drawn. Equal points give equal bytes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import mean, stdev

import matplotlib
import pandas as pd
import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from steady_attention.metrics.card import PERCENT, unit_of
from steady_attention.report.figures import folding
from steady_attention.report.figures.canvas import STYLE, to_svg
from steady_attention.report.tables.cell import NOT_RUN, Cell
from steady_attention.results.material import Material
from steady_attention.results.query import PLACE, Heading, Index, Where
from steady_attention.results.setting import Setting

MARKERS = "osD^vPX*"  # besides the colours, for those who do not tell them apart
POINT = ("panel", "line", *PLACE, "corpus", "key", "x", "mean", "std", "runs", "wanted", "seeds")
WIDTH, HEIGHT = 4.2, 3.2  # inches of a panel


@dataclass(frozen=True)
class Figure:
    """Lines over the values of one key of the variant (`x`), in one panel a dataset, metric or split."""

    name: str
    title: str
    source: str
    x: str
    x_label: str
    lines: tuple[Heading, ...]
    panels: tuple[Heading, ...]
    where: Where = field(default_factory=dict)
    log: bool = False
    notes: tuple[str, ...] = ()
    columns: int = 2

    def points(self, material: Material) -> pd.DataFrame:
        """A row a point, columns POINT; mean and std as shown, None where runs lack."""
        index, setting = Index(material.scores, material.runs), material.setting
        records = [
            {"panel": setting.name(panel), "line": line.label, **point}
            for panel in self.panels
            for line in self.lines
            for point in self._of_line({**self.where, **panel.where, **line.where}, index, setting, panel)
        ]
        return pd.DataFrame(records, columns=list(POINT))

    def _of_line(self, where: dict, index: Index, setting: Setting, panel: Heading) -> Iterable[dict]:
        corpus = setting.corpus(where["dataset"])
        unit = panel.unit or unit_of(where["metric"])
        place = {key: where[key] for key in PLACE}
        for x in index.steps({**where, "dataset": corpus}, self.x):
            found = index.find({**where, "dataset": corpus, self.x: x})
            values = list(found.values.values())
            numbers = {"mean": None, "std": None}
            if Cell(values, found.wanted).complete:
                scaled = [unit.factor * value for value in values]
                spread = stdev(scaled) if len(scaled) > 1 else 0.0
                numbers = {"mean": round(mean(scaled), unit.decimals), "std": round(spread, unit.decimals)}
            seeds = " ".join(map(str, sorted(found.values)))
            counts = {"runs": len(values), "wanted": found.wanted, "seeds": seeds}
            yield {**place, "corpus": corpus, "key": self.x, "x": x, **numbers, **counts}

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure."""
        seeds = [int(seed) for text in points["seeds"] for seed in str(text).split()]
        error = "Points: mean over seeds; bars: sample standard deviation."
        lines = [f"{self.source}. {error}", *setting.notes(points["dataset"], seeds)]
        lines += [f"{line}: no run in this profile." for line in self._absent(points)]
        for point in points[points["mean"].isna() | (points["runs"] < points["wanted"])].itertuples():
            drawn = "Not drawn" if pd.isna(point.mean) else "Of fewer runs"
            counted = f"measured of {point.runs} of {point.wanted} runs"
            lines.append(f"{drawn}: {point.line}, {point.panel}, {point.x}: {counted}.")
        return [*lines, *folding.absent(self.panels, set(points["panel"]), setting.name), *self.notes]

    def _absent(self, points: pd.DataFrame) -> list[str]:
        there = set(points["line"])
        return [line.label for line in self.lines if line.label not in there]

    def svg(self, points: pd.DataFrame, setting: Setting) -> str:
        """The figure as SVG: the same text for the same points, with neither date nor random names."""
        with matplotlib.rc_context({**seaborn.axes_style("whitegrid"), **STYLE}):
            panels = folding.shown(self.panels, set(points["panel"]), setting.name)
            rows = -(-len(panels) // self.columns)
            canvas = Canvas(figsize=(WIDTH * self.columns, HEIGHT * rows + 0.5), layout="constrained")
            grid = canvas.subplots(rows, self.columns, squeeze=False).flatten()
            for axes in grid[len(panels) :]:
                axes.remove()
            for axes, panel in zip(grid, panels, strict=False):
                own = points[points["panel"] == setting.name(panel)]
                self._draw(axes, own, "\n".join(filter(None, setting.names(panel))), panel)
            _legend(canvas, grid)
            return to_svg(canvas)

    def _draw(self, axes: Axes, points: pd.DataFrame, title: str, panel: Heading) -> None:
        axes.set_title(title)
        drawn = points[points["mean"].notna()]
        if drawn.empty:
            axes.text(0.5, 0.5, NOT_RUN, ha="center", va="center", transform=axes.transAxes)
            axes.set_xticks([])
            axes.set_yticks([])
            return
        colours = seaborn.color_palette("colorblind", len(self.lines))
        for number, line in enumerate(self.lines):
            own = drawn[drawn["line"] == line.label]
            if own.empty:
                continue
            axes.errorbar(
                own["x"].astype(float), own["mean"].astype(float), yerr=own["std"].astype(float),
                label=line.label, color=colours[number], marker=MARKERS[number % len(MARKERS)], capsize=3,
            )  # fmt: skip
        unit = panel.unit or unit_of(drawn["metric"].iloc[0])
        axes.set_ylabel("per cent" if unit == PERCENT else drawn["metric"].iloc[0])
        axes.set_xlabel(self.x_label)
        if self.log:
            axes.set_xscale("log")
        steps = sorted({float(x) for x in drawn["x"]})
        axes.set_xticks(steps, [f"{step:,g}" for step in steps])
        axes.minorticks_off()


def _legend(canvas: Canvas, grid: Iterable[Axes]) -> None:
    """One legend under all panels, of the lines that are drawn in any."""
    handles = {}
    for axes in grid:
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True):
            handles.setdefault(label, handle)
    if handles:
        columns = min(4, len(handles))
        canvas.legend(handles.values(), handles.keys(), loc="outside lower center", ncols=columns)


def to_csv(points: pd.DataFrame) -> str:
    """The text of figure<N>.csv."""
    return points.to_csv(index=False, lineterminator="\n")
