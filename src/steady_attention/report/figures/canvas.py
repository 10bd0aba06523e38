"""How all figures are drawn and saved: SVG whose text stays text, with neither date nor random names.

Matplotlib is imported by what draws, so a stage that only reads what a figure says does not pay for it.
"""

import io
import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from steady_attention.results.setting import NOT_RUN

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

CLIP = re.compile(r"\bp[0-9a-f]{10}\b")
INK = "#222222"
COLOURS = {  # seaborn's palette "colorblind"
    "blue": "#0173b2",
    "orange": "#de8f05",
    "green": "#029e73",
    "red": "#d55e00",
    "purple": "#cc78bc",
    "brown": "#ca9161",
    "pink": "#fbafe4",
    "grey": "#949494",
    "yellow": "#ece133",
    "sky": "#56b4e9",
}
PALETTE = tuple(COLOURS.values())
MARKERS = "osD^vPX*"  # besides the colours, for those who do not tell them apart
STYLE = {  # seaborn's style "white", as far as it is not matplotlib's own
    "axes.axisbelow": True,
    "axes.edgecolor": ".15",
    "axes.labelcolor": ".15",
    "axes.titlesize": 10.5,
    "font.family": "DejaVu Sans",  # comes with matplotlib
    "font.size": 10,
    "grid.color": ".8",
    "lines.solid_capstyle": "round",
    "patch.edgecolor": "w",
    "patch.force_edgecolor": True,
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "steady-attention",  # element names that do not change
    "text.color": ".15",
    "xtick.bottom": False,
    "xtick.color": ".15",
    "ytick.color": ".15",
    "ytick.left": False,
}
GRID = {"axes.edgecolor": ".8", "axes.grid": True}  # what its style "whitegrid" changes


def style(grid: bool = False) -> AbstractContextManager:
    """The context in which a figure is drawn and saved, with or without lines behind it."""
    import matplotlib

    return matplotlib.rc_context({**STYLE, **(GRID if grid else {})})


def to_svg(canvas: "Canvas") -> str:
    """The canvas as SVG, to be called in `style`: the same text for the same drawing.

    Matplotlib names a clipping path by a hash of its unrounded place, whose last bits differ from one layout
    to the next: these names are numbers here, in the order of appearance.
    """
    text = io.StringIO()
    canvas.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    names: dict[str, str] = {}
    return CLIP.sub(lambda match: names.setdefault(match[0], f"clip{len(names) + 1}"), text.getvalue())


def panels(
    heights: Sequence[float], columns: int, width: float, below: float = 0.0
) -> tuple["Canvas", "np.ndarray"]:
    """A canvas with a line of panels for each of the heights, and its axes (lines, columns); in inches."""
    from matplotlib.figure import Figure

    canvas = Figure(figsize=(width * columns, sum(heights) + below), layout="constrained")
    return canvas, canvas.subplots(len(heights), columns, squeeze=False, height_ratios=heights)


def ground(width: float, height: float, bottom: float = 0.0) -> tuple["Canvas", "Axes"]:
    """A canvas for boxes and texts, an inch of it one of theirs; y begins at `bottom`."""
    from matplotlib.figure import Figure

    canvas = Figure(figsize=(width, height))
    axes = canvas.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(0.0, width)
    axes.set_ylim(bottom, bottom + height)
    return canvas, axes


def empty(axes: "Axes") -> None:
    """Say in a panel that the profile has no run for it."""
    axes.text(0.5, 0.5, NOT_RUN, ha="center", va="center", transform=axes.transAxes)
    axes.set_xticks([])
    axes.set_yticks([])


def legend(canvas: "Canvas", handles: Mapping[str, Any], columns: int) -> None:
    """One legend under all panels, of artists by their labels."""
    if handles:
        columns = min(columns, len(handles))
        canvas.legend(handles.values(), handles.keys(), loc="outside lower center", ncols=columns)
