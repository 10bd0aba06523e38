"""How all figures are saved: SVG whose text stays text, with neither date nor random names."""

import io

from matplotlib.figure import Figure as Canvas

STYLE = {
    "font.family": "DejaVu Sans",  # comes with matplotlib
    "font.size": 10,
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "steady-attention",  # element names that do not change
    "axes.titlesize": 10.5,
}


def to_svg(canvas: Canvas) -> str:
    """The canvas as SVG, to be called under STYLE: the same text for the same drawing."""
    text = io.StringIO()
    canvas.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()
