"""How all figures are drawn and saved: in the width of a printed page, with one type size, as SVG whose text
stays text, with neither date nor random names.

Matplotlib is imported by what draws, so a stage that only reads what a figure says does not pay for it.
"""

import io
import re
import textwrap
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from steady_attention.report.figures.compact import INK, compact
from steady_attention.results.setting import NOT_RUN

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

CLIP = re.compile(r"\bp[0-9a-f]{10}\b")
FULL = 6.9  # inches: the width of a page's text; a panel alone has half of it
SIZE = 8.0  # points: of all texts
LETTER = 0.6  # the width of one, as a share of its size
SMALL = 6.0  # of numbers in the cells of a heat map
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
STYLE = {
    "axes.axisbelow": True,
    "axes.edgecolor": ".4",
    "axes.labelcolor": INK,
    "axes.labelpad": 2.0,
    "axes.labelsize": SIZE,
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlepad": 4.0,
    "axes.titlesize": SIZE,
    "figure.constrained_layout.h_pad": 0.03,
    "figure.constrained_layout.w_pad": 0.03,
    "font.family": "DejaVu Sans",  # comes with matplotlib
    "font.size": SIZE,
    "grid.color": ".88",
    "grid.linewidth": 0.5,
    "legend.fontsize": SIZE,
    "legend.frameon": False,
    "legend.handlelength": 1.6,
    "lines.linewidth": 1.2,
    "lines.markersize": 3.0,
    "lines.solid_capstyle": "round",
    "patch.edgecolor": "w",
    "patch.force_edgecolor": True,
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "steady-attention",  # element names that do not change
    "text.color": INK,
    "xtick.bottom": False,
    "xtick.color": INK,
    "xtick.labelsize": SIZE,
    "ytick.color": INK,
    "ytick.labelsize": SIZE,
    "ytick.left": False,
}
GRID = {"axes.grid": True}


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
    named = CLIP.sub(lambda match: names.setdefault(match[0], f"clip{len(names) + 1}"), text.getvalue())
    return compact(named)


def panels(
    heights: Sequence[float], columns: int, width: float, below: float = 0.0
) -> tuple["Canvas", "np.ndarray"]:
    """A canvas with a line of panels for each of the heights, and its axes (lines, columns); in inches."""
    from matplotlib.figure import Figure

    canvas = Figure(figsize=(width * columns, sum(heights) + below), layout="constrained")
    return canvas, canvas.subplots(len(heights), columns, squeeze=False, height_ratios=heights)


def grid(amount: int, columns: int, height: float, below: float = 0.0) -> tuple["Canvas", "list[Axes]"]:
    """A canvas of the page's width with so many panels of one height, and their axes; of one panel half as
    wide. The last line of panels may have fewer.
    """
    columns = min(columns, amount)
    width = FULL / max(columns, 2)
    drawing, axes = panels([height] * -(-amount // columns), columns, width, below)
    for one in axes.flat[amount:]:
        one.remove()
    return drawing, list(axes.flat[:amount])


def ground(width: float, height: float, bottom: float = 0.0) -> tuple["Canvas", "Axes"]:
    """A canvas for boxes and texts in units of their own; y begins at `bottom`. It has the page's width at
    most.
    """
    from matplotlib.figure import Figure

    scale = min(1.0, FULL / width)
    canvas = Figure(figsize=(scale * width, scale * height))
    axes = canvas.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(0.0, width)
    axes.set_ylim(bottom, bottom + height)
    return canvas, axes


def empty(axes: "Axes") -> None:
    """Say in a panel that the profile has no run for it."""
    axes.text(0.5, 0.5, NOT_RUN, ha="center", va="center", transform=axes.transAxes)
    axes.set_axis_off()


def wrapped(text: str, width: float) -> str:
    """A text on lines that fit so many inches."""
    kept = text.replace("Eq. ", "Eq.\N{NO-BREAK SPACE}")
    return textwrap.fill(kept, max(8, int(width * 72 / (LETTER * SIZE))))


def twinned(names: Sequence[str]) -> str:
    """`Attention AT = iAT`: what names have in common is said once."""
    first, *others = names
    stem = first.rpartition(" ")[0]
    return " = ".join([first, *(name.removeprefix(f"{stem} ") for name in others)])


def legend(canvas: "Canvas", handles: Mapping[str, Any], columns: int) -> None:
    """One legend under all panels, of artists by their labels."""
    if handles:
        columns = min(columns, len(handles))
        canvas.legend(handles.values(), handles.keys(), loc="outside lower center", ncols=columns)
