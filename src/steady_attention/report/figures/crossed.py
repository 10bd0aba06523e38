"""The cross table as pictures: where methods differ from vanilla, and which measures agree."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from steady_attention.metrics.card import Unit
from steady_attention.metrics.cards import card_of
from steady_attention.report.figures import canvas
from steady_attention.report.figures.figure import Figure
from steady_attention.report.tables import cross
from steady_attention.report.tables.agreement import COLUMNS as AGREED
from steady_attention.report.tables.agreement import FEWEST, agreement
from steady_attention.report.tables.notation import headed, notation
from steady_attention.report.tables.pair import excludes_zero
from steady_attention.results.setting import Material, Setting
from steady_attention.results.twins import TWINS
from steady_attention.store.errors import UserError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

EFFECTS = tuple("dataset encoder attention method metric difference half runs seeds verdict".split())
BETTER, WORSE, APART, SAME = "better", "worse", "apart", "not distinguishable"
GROUNDS = {BETTER: "#9ecae8", WORSE: "#f3c48a", APART: "#d9d9d9", SAME: "#ffffff"}
ROW, LABELS, COLUMN = 0.19, 2.05, 1.65  # inches of a row; of the names at its left, and under a column


def numbers(material: Material) -> pd.DataFrame:
    """The cross table's rows of the material's scores, without any where no run has its measures."""
    try:
        return cross.numbers(material.scores)
    except UserError:
        return pd.DataFrame(columns=list(cross.COLUMNS))


@dataclass(frozen=True, kw_only=True)
class Effects(Figure):
    """Methods by measures: the difference to vanilla, coloured where its interval excludes 0. names: of the
    methods, others as they are.
    """

    names: Mapping[str, str] = field(default_factory=dict)

    def points(self, material: Material) -> pd.DataFrame:
        """A row a method and measure that is compared with vanilla, columns EFFECTS."""
        made = numbers(material)
        units = {metric: _unit(metric, own["mean"].dropna()) for metric, own in made.groupby("metric")}
        found = made[made["difference"].notna()].assign(half=made["difference_half"])
        verdicts = [
            verdict(metric, difference, half, units[metric])
            for metric, difference, half in found[["metric", "difference", "half"]].itertuples(index=False)
        ]
        return found.assign(verdict=verdicts)[list(EFFECTS)]

    def drawable(self, points: pd.DataFrame) -> bool:
        """Whether a difference has an interval."""
        return bool(points["half"].notna().any())

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure."""
        rule = (
            "The difference to vanilla, paired by seed, where its 95 % interval excludes 0 in the digits of "
            "the cross table. Blue: better; orange: worse; grey: neither more nor less is better. A dot: not "
            "distinguishable from vanilla. Of twenty differences that are none, one is coloured by chance."
        )
        return [f"{self.source}. {rule}", *_told(points, setting), *self.notes]

    def draw(self, points: pd.DataFrame, setting: Setting) -> "Canvas":
        """A cell a method and measure."""
        methods = _rows(points)
        measures = [one for one in cross.MEASURES if (points["metric"] == one).any()]
        drawing, axes = _axes(len(methods), len(measures), canvas.FULL - LABELS)
        units = {one: _unit(one, points[points["metric"] == one]["difference"]) for one in measures}
        rows, columns = list(methods), {measure: c for c, measure in enumerate(measures)}
        for one in points[points["method"].isin(rows)].itertuples():
            text = brief(units[one.metric].factor * one.difference) if one.verdict != SAME else "·"
            _cell(axes, columns[one.metric], rows.index(one.method), text, GROUNDS[one.verdict])
        names = [canvas.twinned([self.names.get(one, one) for one in same]) for same in methods.values()]
        axes.set_yticks([n + 0.5 for n in range(len(names))], names)
        heads = [canvas.wrapped(headed(cross.label(one), units[one]), COLUMN) for one in measures]
        axes.set_xticks([n + 0.5 for n in range(len(heads))], heads, rotation=90)
        return drawing


def verdict(metric: str, difference: float, half: float, unit: Unit) -> str:
    """Whether a difference is better, worse or apart; SAME where there is no interval, or it holds 0 in the
    digits of the unit, which are those of the cross table.
    """
    if not excludes_zero(unit, difference, half):
        return SAME
    better = card_of(metric).better * difference
    return APART if not better else BETTER if better > 0 else WORSE


def _unit(measure: str, numbers: Iterable[float]) -> Unit:
    """The notation of a measure's column."""
    return notation(card_of(measure).unit, numbers)


def brief(number: float) -> str:
    """A signed number in four letters, `+13`, `-4.9`, `+.11`; in five where four would say 0, `-.003`."""
    steps = ((9.95, 0), (0.995, 1), (0.00995, 2))
    digits = next((digits for least, digits in steps if abs(number) >= least), 3)
    return _pointed(f"{number:+.{digits}f}")


def _pointed(text: str) -> str:
    """Without a zero alone before the point."""
    return re.sub(r"^([+-]?)0\.", r"\1.", text)


def _rows(points: pd.DataFrame) -> dict[str, list[str]]:
    """The methods in their order, those that are the same by mathematics and have equal numbers together."""
    values = {
        method: dict(zip(own["metric"], own["difference"].round(4), strict=True))
        for method, own in points.groupby("method", sort=False)
    }
    rows: dict[str, list[str]] = {}
    for method in values:
        twin = TWINS.get(method)
        same = twin in rows and values[twin] == values[method]
        rows.setdefault(twin if same else method, []).append(method)
    return rows


@dataclass(frozen=True, kw_only=True)
class Agreement(Figure):
    """Measures by measures: Spearman's rank correlation over the methods."""

    def points(self, material: Material) -> pd.DataFrame:
        """A row each two measures that have a correlation, columns AGREED and the place."""
        found = numbers(material)
        if found.empty:
            return pd.DataFrame(columns=[*AGREED, "dataset", "corpus", "seeds"])
        made = agreement(found, cross.MEASURES).dropna()
        first = found.iloc[0]
        place = {name: first[name] for name in ("dataset", "encoder", "attention", "seeds")}
        return made.assign(**place)

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure."""
        rule = (
            "Spearman's rank correlation between the means of the methods with attention, without controls. "
            "Measures where less is better are turned round: 1 is the same order of the methods, -1 the "
            f"opposite one. Blank: fewer than {FEWEST} methods have both, or one does not tell them apart."
        )
        chance = (
            "With so few methods a correlation is uncertain: of 10 methods up to 0.65 either way may be "
            "chance (5 %, two-sided, of one pair alone)."
        )
        return [f"{self.source}. {rule}", chance, *_told(points, setting), *self.notes]

    def draw(self, points: pd.DataFrame, setting: Setting) -> "Canvas":
        """The half of the square under its diagonal."""
        import matplotlib

        there = {*points["measure"], *points["other"]}
        measures = [one for one in cross.MEASURES if one in there]
        drawing, axes = _axes(len(measures) - 1, len(measures) - 1, canvas.FULL - LABELS)
        colours = matplotlib.colormaps["RdBu"]
        for row in points.itertuples():
            c, r = measures.index(row.measure), measures.index(row.other) - 1
            ground = matplotlib.colors.to_hex(colours(0.5 + 0.32 * row.correlation))
            _cell(axes, c, r, _pointed(f"{row.correlation:.2f}"), ground)
        labels = [cross.label(one) for one in measures]
        axes.set_yticks([n + 0.5 for n in range(len(labels) - 1)], labels[1:])
        axes.set_xticks(
            [n + 0.5 for n in range(len(labels) - 1)],
            [canvas.wrapped(label, COLUMN) for label in labels[:-1]],
            rotation=90,
        )
        return drawing


def _told(points: pd.DataFrame, setting: Setting) -> list[str]:
    """Where the runs are from."""
    if points.empty:
        return ["No run of this profile has the measures."]
    seeds = {int(seed) for text in points["seeds"] for seed in str(text).split()}
    first = points.iloc[0]
    place = f"Runs: {first['encoder']}, {first['attention']} attention; the place of the cross table."
    return [place, *setting.notes(points["dataset"], seeds)]


def _axes(rows: int, columns: int, width: float) -> tuple["Canvas", "Axes"]:
    """A canvas for a grid of cells, rows downwards, with room for the names around it."""
    from matplotlib.figure import Figure as Canvas

    height = ROW * rows + COLUMN
    drawing = Canvas(figsize=(canvas.FULL, height))
    left, bottom = 1 - width / canvas.FULL, COLUMN / height
    axes = drawing.add_axes((left, bottom, 1 - left, 1 - bottom))
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    for side in axes.spines.values():
        side.set_visible(False)
    return drawing, axes


def _cell(axes: "Axes", c: int, r: int, text: str, ground: str) -> None:
    from matplotlib.patches import Rectangle

    if ground != GROUNDS[SAME]:
        axes.add_patch(Rectangle((c, r), 1, 1, facecolor=ground, linewidth=0.5))
    axes.text(c + 0.5, r + 0.5, text, ha="center", va="center", fontsize=canvas.SMALL)
