"""One panel of split violins: divergences in bins, the first class above and the others below."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import seaborn
from matplotlib.axes import Axes
from scipy.stats import gaussian_kde

from steady_attention.report.tables.cell import NOT_RUN

FEW = 5  # texts of a violin; fewer are drawn one by one
STEPS = 128  # points of a violin's outline
HALF = 0.42  # of a bin's height, at a violin's widest


def panel(axes: Axes, points: pd.DataFrame, bins: Sequence[str], right: float) -> None:
    """The violins of the texts (columns bin, label, jsd); right: where the axis of divergence ends."""
    if points.empty:
        axes.text(0.5, 0.5, NOT_RUN, ha="center", va="center", transform=axes.transAxes)
        axes.set_xticks([])
        axes.set_yticks([])
        return
    colours = seaborn.color_palette("colorblind")
    for place, name in enumerate(bins):
        own = points[points["bin"] == name]
        for side, colour, chosen in ((1, colours[0], own["label"] == 0), (-1, colours[1], own["label"] > 0)):
            _half(axes, own["jsd"][chosen].to_numpy(), place, side, colour)
    axes.set_xlim(-0.02 * right, right)
    axes.set_ylim(-0.6, len(bins) - 0.4)
    axes.set_yticks(range(len(bins)), bins)
    axes.set_xlabel("JSD over seeds")
    axes.set_ylabel("largest attention")


def _half(axes: Axes, values: np.ndarray, place: int, side: int, colour: Sequence[float]) -> None:
    """Half a violin on the line of a bin, upwards (side 1) or downwards; few or equal values one by one."""
    if len(values) < FEW or np.ptp(values) <= 1e-9 + 1e-3 * np.abs(values).max():
        axes.plot(values, np.full(len(values), place + side * HALF / 4), "|", color=colour, markersize=7)
        return
    at = np.linspace(values.min(), values.max(), STEPS)
    density = gaussian_kde(values)(at)
    edge = place + side * HALF * density / density.max()
    axes.fill_between(at, place, edge, color=colour, alpha=0.75, linewidth=0.6)
