"""How lines are drawn: a panel a data set or measure, spreads as bands, lines that coincide as one."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from steady_attention.metrics.card import PLAIN, Unit
from steady_attention.metrics.cards import card_of, cards
from steady_attention.report.figures import canvas
from steady_attention.report.figures.figure import shown
from steady_attention.report.tables.notation import headed, notation, scaled
from steady_attention.results.query import Heading
from steady_attention.results.setting import Setting

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

    from steady_attention.report.figures.lines import Lines

HEIGHT, LINE = 1.85, 0.17  # inches of a panel, and of a line of the legend
AXIS = 1.3  # of an axis, for its label
COLUMNS = {1: 1, 2: 2, 4: 2}  # of panels side by side, by their number; of others three
FEW = 10  # whole numbers that are all named on the axis; of more, every fifth
MANY = 3  # lines, from which on the bands are fainter
FAR = 0.5  # of the later epochs' range, beyond which epoch 0 is not drawn
MARGIN = 0.06  # of an axis, beyond what is drawn


def coinciding(points: pd.DataFrame) -> list[tuple[str, ...]]:
    """The lines' names in their order, those together whose numbers are equal in every panel."""
    found: dict[tuple, list[str]] = {}
    for line, own in points.groupby("line", sort=False):
        key = tuple(zip(own["panel"], own["x"], own["mean"].astype(str), own["std"].astype(str), strict=True))
        found.setdefault(key, []).append(str(line))
    return [tuple(names) for names in found.values()]


def draw(figure: "Lines", points: pd.DataFrame, setting: Setting) -> "Canvas":
    """The panels that have points, the legend of all lines below them."""
    points = points[points["mean"].notna()]
    panels = shown(figure.panels, set(points["panel"]), setting.name)
    names = coinciding(points)
    side = COLUMNS.get(len(panels), 3)
    labels = [canvas.twinned(same) for same in names]
    columns = legend_columns(labels, canvas.FULL if len(panels) > 1 else canvas.FULL / 2)
    below = LINE * -(-len(names) // columns)
    drawing, grid = canvas.grid(len(panels), side, HEIGHT, below)
    handles: dict[str, Any] = {}
    order = [line.label for line in figure.lines]
    if len(order) > len(canvas.PALETTE):  # by the lines that are there
        order = [same[0] for same in names]
    groups = {setting.names(panel)[0] for panel in panels}
    far_out = pd.concat([far(figure, own) for _, own in points.groupby("panel", sort=False)])
    shown_x = points.loc[~far_out.reindex(points.index), "x"].astype(float)
    for axes, panel in zip(grid, panels, strict=True):
        own = points[points["panel"] == setting.name(panel)]
        own = own[~far(figure, own)]
        title, label = heads(figure, panel, setting)
        if len(groups) > 1 or title not in figure.title:
            axes.set_title(canvas.wrapped(title, 0.85 * canvas.FULL / max(side, 2)))
        unit = axis_unit(panel, own)
        axes.set_ylabel(canvas.wrapped(headed(label, unit), AXIS))
        for same, text in zip(names, labels, strict=True):
            line = own[own["line"] == same[0]]
            if len(line):
                handles[text] = _line(axes, line, order.index(same[0]), len(names), unit, panel)
        _limits(axes, own, unit, panel)
        _ticks(axes, shown_x if figure.whole else own["x"].astype(float), figure, side)
    canvas.legend(drawing, handles, columns)
    return drawing


def legend_columns(names: Sequence[str], width: float = canvas.FULL) -> int:
    """How many of the names fit side by side on so many inches."""
    widest = max((0.42 + 0.06 * len(name) for name in names), default=1.0)
    return max(1, min(len(names), int(width / widest)))


def heads(figure: "Lines", panel: Heading, setting: Setting) -> tuple[str, str]:
    """What stands over a panel, and beside its axis: a panel without a group is named by its data set, if it
    has one.
    """
    group, label = setting.names(panel)
    if group:
        return group, label
    if "dataset" not in panel.where:
        return "", label
    metric = panel.where["metric"]
    return label, figure.y_label or (card_of(metric).label if metric in cards() else "") or metric


def axis_unit(panel: Heading, points: pd.DataFrame) -> Unit:
    """The notation of a panel's axis; the points are in the panel's unit already."""
    unit = panel.unit or card_of(points["metric"].iloc[0]).unit
    return notation(PLAIN, points["mean"]) if unit.factor == 1 else unit


def _factor(unit: Unit) -> float:
    """By what a point, which is in the panel's unit, is multiplied to stand on the axis."""
    return unit.factor if scaled(unit) else 1.0


def _line(axes: "Axes", own: pd.DataFrame, place: int, lines: int, unit: Unit, panel: Heading) -> Any:
    factor = _factor(unit)
    x, y, spread = (own[name].astype(float) for name in ("x", "mean", "std"))
    colour = canvas.PALETTE[place % len(canvas.PALETTE)]
    (handle,) = axes.plot(x, factor * y, color=colour, marker=canvas.MARKERS[place % len(canvas.MARKERS)])
    low, high = (factor * end for end in _range(panel, own))
    below, above = (factor * (y - spread)).clip(low, high), (factor * (y + spread)).clip(low, high)
    axes.fill_between(x, below, above, color=colour, alpha=0.1 if lines > MANY else 0.18, linewidth=0)
    return handle


def _range(panel: Heading, own: pd.DataFrame) -> tuple[float, float]:
    """The values that a measure's definition allows, in the unit of the points; any for what has no card."""
    metric = own["metric"].iloc[0]
    if metric.partition("@")[0] not in cards():
        return float("-inf"), float("inf")
    card = card_of(metric)
    factor = (panel.unit or card.unit).factor
    return factor * card.low, factor * card.high


def far(figure: "Lines", own: pd.DataFrame) -> pd.Series:
    """Which points of a panel are of epoch 0, before training, and so far from all later ones that an axis
    with both would show nothing of these: beyond them by more than FAR of their range.
    """
    first, later = own["x"] == 0, own[own["x"] > 0]
    if not figure.whole or later.empty:
        return first & False
    low, high = (later["mean"] - later["std"]).min(), (later["mean"] + later["std"]).max()
    room = FAR * (high - low)
    return first & ((own["mean"] - own["std"] < low - room) | (own["mean"] + own["std"] > high + room))


def _limits(axes: "Axes", own: pd.DataFrame, unit: Unit, panel: Heading) -> None:
    """An axis of the points, with their bands."""
    factor, (least, most) = _factor(unit), _range(panel, own)
    low = max(least, (own["mean"] - own["std"]).min())
    high = min(most, (own["mean"] + own["std"]).max())
    margin = MARGIN * (high - low) or MARGIN * abs(high) or MARGIN
    axes.set_ylim(factor * (low - margin), factor * (high + margin))


def _log_scale(axes: "Axes", x: pd.Series) -> None:
    """A logarithmic axis; where it has a 0, the least other value stands at one step from it."""
    if x.min() > 0:
        axes.set_xscale("log")
    else:
        least = x[x > 0].min() if (x > 0).any() else 1.0
        axes.set_xscale("symlog", linthresh=least)
        axes.set_xlim(-0.2 * least, 1.4 * max(least, x.max()))


def _ticks(axes: "Axes", x: pd.Series, figure: "Lines", side: int) -> None:
    """The marks below a panel; x: what is drawn, where it counts something in all panels, so that they begin
    and end alike.
    """
    axes.set_xlabel(canvas.wrapped(figure.x_label, 0.8 * canvas.FULL / max(side, 2)))
    if figure.log:
        _log_scale(axes, x)
    elif figure.whole:
        room = 0.04 * (x.max() - x.min()) or 0.5
        axes.set_xlim(x.min() - room, x.max() + room)
    steps: Iterable[float] = sorted(set(x))
    if figure.whole and len(list(steps)) > FEW:
        steps = [step for step in steps if step == min(steps) or step % 5 == 0]
    axes.set_xticks(list(steps), [f"{step:,g}" for step in steps])
    axes.minorticks_off()
    axes.locator_params(axis="y", nbins=5)
