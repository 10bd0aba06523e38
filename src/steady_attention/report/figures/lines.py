"""Lines over the values of a setting, over the sizes at which a measure is taken, over the epochs."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, field, replace
from statistics import mean, stdev
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from steady_attention.metrics.cards import card_of
from steady_attention.report.figures import curves
from steady_attention.report.figures.figure import Figure, absent, once
from steady_attention.report.tables.cell import Cell
from steady_attention.results.evaluated import folder_of
from steady_attention.results.query import PLACE, Heading, Index, Where
from steady_attention.results.scores import COLUMNS
from steady_attention.results.setting import Material, Setting, fewer
from steady_attention.run.runs import Run, variant_text
from steady_attention.store.files import read_json

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

POINT = ("panel", "line", *PLACE, "corpus", "key", "x", "mean", "std", "runs", "wanted", "seeds")


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
    y_label: str = ""  # of panels whose label is a data set's
    log: bool = False

    def points(self, material: Material) -> pd.DataFrame:
        """A row a point, columns POINT; mean and std as shown, None where runs lack."""
        index, setting = Index(material.scores, material.runs), material.setting
        records = [
            {"panel": setting.name(panel), "line": line.label, **point}
            for panel in once(self.panels, setting, self.where)
            for line in once(self.lines, setting, {})
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
        error = "Points: mean over seeds; bands: sample standard deviation."
        lines = [f"{self.source}. {error}", *setting.notes(points["dataset"], seeds), *fewer(points, "line")]
        there = set(points["line"])
        without = [line.label for line in once(self.lines, setting, {}) if line.label not in there]
        lines += [f"No run in this profile: {'; '.join(without)}."] if without else []
        for point in points[points["mean"].isna() | (points["runs"] < points["wanted"])].itertuples():
            drawn = "Not drawn" if pd.isna(point.mean) else "Of fewer runs"
            counted = f"measured of {point.runs} of {point.wanted} runs"
            lines.append(f"{drawn}: {point.line}, {point.panel}, {point.x}: {counted}.")
        defined = points[points["mean"].notna()]
        panels = [panel for panel, own in defined.groupby("panel", sort=False) if curves.far(self, own).any()]
        if panels:
            lines.append(
                f"Epoch 0, far from all others, is not drawn of some lines (CSV): {'; '.join(panels)}."
            )
        same = [" = ".join(names) for names in curves.coinciding(points) if len(names) > 1]
        lines += [f"{names}: one line, all of their numbers are equal." for names in same]
        return [*lines, *absent(self.panels, set(points["panel"]), setting, self.where), *self.notes]

    def drawable(self, points: pd.DataFrame) -> bool:
        """Whether a point is defined."""
        return bool(points["mean"].notna().any())

    def draw(self, points: pd.DataFrame, setting: Setting) -> "Canvas":
        """The panels that have points, the legend of all lines below them."""
        return curves.draw(self, points, setting)


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
        wheres = [{**self.where, **panel.where, **line.where} for panel in self.panels for line in self.lines]
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
        keys = [{key: value for key, value in where.items() if key != "split"} for where in lines]
        return list(dict.fromkeys(run for where in keys for run in material.fitting(where)))


def numbers(run: Run, material: Material, names: list[tuple[str, str]]) -> Iterator[tuple[tuple, float]]:
    """(epoch, (split, metric)) and the number, of those that the run's history has."""
    for record in read_json(folder_of(run, material.evaluations) / "history.json"):
        for split, metric in names:
            if (value := record.get(f"{split}_{metric}")) is not None:
                yield (record["epoch"], (split, metric)), float(value)
