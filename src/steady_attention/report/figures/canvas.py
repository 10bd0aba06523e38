"""How all figures are saved: SVG whose text stays text, with neither date nor random names."""

import io
import re

from matplotlib.figure import Figure as Canvas

CLIP = re.compile(r"\bp[0-9a-f]{10}\b")
STYLE = {
    "font.family": "DejaVu Sans",  # comes with matplotlib
    "font.size": 10,
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "steady-attention",  # element names that do not change
    "axes.titlesize": 10.5,
}


def to_svg(canvas: Canvas) -> str:
    """The canvas as SVG, to be called under STYLE: the same text for the same drawing.

    Matplotlib names a clipping path by a hash of its unrounded place, whose last bits differ from one layout
    to the next: these names are numbers here, in the order of appearance.
    """
    text = io.StringIO()
    canvas.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    names: dict[str, str] = {}
    return CLIP.sub(lambda found: names.setdefault(found[0], f"clip{len(names) + 1}"), text.getvalue())
