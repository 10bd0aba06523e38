"""Lines over the values of a setting, over the sizes at which a measure is taken, over the epochs."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, field, replace
from statistics import mean, stdev
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from steady_attention.metrics.card import PERCENT
from steady_attention.metrics.cards import card_of
from steady_attention.report.figures import canvas
from steady_attention.report.figures.figure import Figure, absent, shown
from steady_attention.report.tables.cell import Cell
from steady_attention.results.evaluated import folder_of
from steady_attention.results.query import PLACE, Heading, Index, Where
from steady_attention.results.scores import COLUMNS
from steady_attention.results.setting import Material, Setting
from steady_attention.run.runs import Run, variant_text
from steady_attention.store.files import read_json

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

POINT = ("panel", "line", *PLACE, "corpus", "key", "x", "mean", "std", "runs", "wanted", "seeds")
WIDTH, HEIGHT, BELOW = 4.2, 3.2, 0.5  # inches of a panel, and of the legend
FEW = 10  # whole numbers that are all named on the axis; of more, every fifth


@dataclass(frozen=True, kw_only=True)
class Lines(Figure):
    """Lines over the values of one key of the variant (`x`), in one panel a dataset, metric or split."""

    grid: ClassVar[bool] = True
    whole: ClassVar[bool] = False  # whether x counts something, from one on

    x: str
    x_label: str
    lines: tuple[Heading, ...]
    panels: tuple[Heading, ...]
    where: Where = field(default_factory=dict)
    log: bool = False
    columns: int = 2
    band: bool = False  # the spread as a band about the line, in the place of bars

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
        unit = panel.unit or card_of(where["metric"]).unit
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
        seeds = [int(seed) for text in points["seeds"].dropna() for seed in text.split()]
        error = f"Points: mean over seeds; {'bands' if self.band else 'bars'}: sample standard deviation."
        lines = [f"{self.source}. {error}", *setting.notes(points["dataset"], seeds)]
        there = set(points["line"])
        lines += [f"{line.label}: no run in this profile." for line in self.lines if line.label not in there]
        for point in points[points["mean"].isna() | (points["runs"] < points["wanted"])].itertuples():
            drawn = "Not drawn" if pd.isna(point.mean) else "Of fewer runs"
            counted = f"measured of {point.runs} of {point.wanted} runs"
            lines.append(f"{drawn}: {point.line}, {point.panel}, {point.x}: {counted}.")
        return [*lines, *absent(self.panels, set(points["panel"]), setting.name), *self.notes]

    def draw(self, points: pd.DataFrame, setting: Setting) -> "Canvas":
        """The panels that are shown, the legend of all lines below them."""
        there = shown(self.panels, set(points["panel"]), setting.name)
        rows = -(-len(there) // self.columns)
        drawing, grid = canvas.panels([HEIGHT] * rows, self.columns, WIDTH, BELOW)
        handles = {}
        for axes in grid.flat[len(there) :]:
            axes.remove()
        for axes, panel in zip(grid.flat, there, strict=False):
            own = points[points["panel"] == setting.name(panel)]
            axes.set_title("\n".join(filter(None, setting.names(panel))))
            self._draw(axes, own[own["mean"].notna()], panel)
            for handle, label in zip(*axes.get_legend_handles_labels(), strict=True):
                handles.setdefault(label, handle)
        canvas.legend(drawing, handles, 4)
        return drawing

    def _draw(self, axes: "Axes", points: pd.DataFrame, panel: Heading) -> None:
        if points.empty:
            canvas.empty(axes)
            return
        for number, line in enumerate(self.lines):
            own = points[points["line"] == line.label]
            if own.empty:
                continue
            x, y, spread = (own[name].astype(float) for name in ("x", "mean", "std"))
            colour = canvas.PALETTE[number % len(canvas.PALETTE)]
            marker = canvas.MARKERS[number % len(canvas.MARKERS)]
            if self.band:
                axes.plot(x, y, label=line.label, color=colour, marker=marker, markersize=3)
                axes.fill_between(x, y - spread, y + spread, color=colour, alpha=0.2, linewidth=0)
            else:
                axes.errorbar(x, y, yerr=spread, label=line.label, color=colour, marker=marker, capsize=3)
        metric = points["metric"].iloc[0]
        axes.set_ylabel("per cent" if (panel.unit or card_of(metric).unit) == PERCENT else metric)
        axes.set_xlabel(self.x_label)
        if self.log:
            axes.set_xscale("log")
        steps = sorted({float(x) for x in points["x"]})
        if self.whole and len(steps) > FEW:
            steps = [step for step in steps if step == steps[0] or step % 5 == 0]
        axes.set_xticks(steps, [f"{step:,g}" for step in steps])
        axes.minorticks_off()


@dataclass(frozen=True, kw_only=True)
class Sweep(Lines):
    """Lines over the whole number behind a measure's `@` (`aopc@1`, `aopc@2`), which `x` names; the metric of
    a panel is the measure's bare name.
    """

    whole: ClassVar[bool] = True

    def points(self, material: Material) -> pd.DataFrame:
        """A row a point, as of any lines: the size is taken for a key of the variant."""
        measures = {panel.where["metric"] for panel in self.panels}
        parts = material.scores["metric"].str.extract(r"^(?P<metric>[^@]+)@(?P<size>\d+)$")
        sized = parts["metric"].isin(measures)
        metrics, sizes = parts["metric"][sized], parts["size"][sized].astype(int)
        variants = [
            f"{self.x}={size}" if variant == "default" else f"{variant},{self.x}={size}"
            for variant, size in zip(material.scores["variant"][sized], sizes, strict=True)
        ]
        scores = material.scores[sized].assign(metric=metrics, variant=variants)
        runs = [
            replace(run, variant=(*run.variant, (self.x, size)))
            for run in material.runs
            for size in sorted(set(sizes))
        ]
        return super().points(replace(material, scores=scores, runs=runs))


@dataclass(frozen=True, kw_only=True)
class Epochs(Lines):
    """Lines over the epochs, of the runs that a line's conditions name, on the variant too; a panel's split
    and metric name a number of history.json: train and topk_loss its train_topk_loss.
    """

    whole: ClassVar[bool] = True

    x: str = "epoch"
    x_label: str = "epoch"

    def points(self, material: Material) -> pd.DataFrame:
        """A row a point, as of any lines: the epoch is taken for a key of the variant."""
        wheres = [{**self.where, **panel.where} for panel in self.panels]
        names = sorted({(where["split"], where["metric"]) for where in wheres})
        kept = {run: dict(numbers(run, material, names)) for run in self._runs(material)}
        rows = [
            (*astuple(run)[:4], variant_text((*run.variant, (self.x, epoch))), run.seed, *name, value)
            for run, numbers in kept.items()
            for (epoch, name), value in numbers.items()
        ]
        runs = [
            replace(run, variant=(*run.variant, (self.x, epoch)))
            for run, numbers in kept.items()
            for epoch in dict.fromkeys(epoch for epoch, _ in numbers)
        ]
        scores = pd.DataFrame(rows, columns=list(COLUMNS))
        return super().points(replace(material, scores=scores, runs=runs))

    def _runs(self, material: Material) -> list[Run]:
        lines = [{**self.where, **panel.where, **line.where} for panel in self.panels for line in self.lines]
        return list(dict.fromkeys(run for where in lines for run in material.fitting(where)))


def numbers(run: Run, material: Material, names: list[tuple[str, str]]) -> Iterator[tuple[tuple, float]]:
    """(epoch, (split, metric)) and the number, of those that the run's history has."""
    for record in read_json(folder_of(run, material.evaluations) / "history.json"):
        for split, metric in names:
            if (value := record.get(f"{split}_{metric}")) is not None:
                yield (record["epoch"], (split, metric)), float(value)
