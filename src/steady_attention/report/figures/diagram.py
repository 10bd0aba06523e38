"""A figure of boxes and arrows, not of scores; it is used as those of figure.py are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import matplotlib
import pandas as pd
import seaborn
from matplotlib.figure import Figure as Canvas

from steady_attention.report.figures.canvas import STYLE, to_svg
from steady_attention.report.figures.shapes import Arrow, Box
from steady_attention.results.material import Material
from steady_attention.results.setting import Setting

Parts = Sequence[Box | Arrow]


@dataclass(frozen=True)
class Diagram:
    """numbers: what is drawn, as rows; parts: boxes and arrows made of those rows, on width x height inches.

    It is the same in every profile.
    """

    name: str
    title: str
    source: str
    width: float
    height: float
    numbers: Callable[[], pd.DataFrame]
    parts: Callable[[pd.DataFrame], Parts]
    notes: tuple[str, ...] = ()

    def points(self, material: Material) -> pd.DataFrame:
        """What is drawn; no score has a part in it."""
        return self.numbers()

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the diagram."""
        return [f"{self.source}.", *self.notes]

    def canvas(self, points: pd.DataFrame) -> Canvas:
        """The drawing, before it is saved; an inch of it is an inch of the parts."""
        canvas = Canvas(figsize=(self.width, self.height))
        axes = canvas.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(0.0, self.width)
        axes.set_ylim(0.0, self.height)
        for part in self.parts(points):
            part.draw(axes)
        return canvas

    def svg(self, points: pd.DataFrame, setting: Setting) -> str:
        """The diagram as SVG: the same text for the same points, with neither date nor random names."""
        with matplotlib.rc_context({**seaborn.axes_style("white"), **STYLE}):
            return to_svg(self.canvas(points))


def listing(parts: Parts) -> pd.DataFrame:
    """A diagram without numbers as rows: each box, and the boxes that its arrows go to."""
    boxes = [part for part in parts if isinstance(part, Box)]
    arrows = [part for part in parts if isinstance(part, Arrow)]
    ends = [[arrow.end.text for arrow in arrows if arrow.start is box] for box in boxes]
    records = [
        {"box": _line(box.text), "arrows_to": "; ".join(map(_line, to))}
        for box, to in zip(boxes, ends, strict=True)
    ]
    return pd.DataFrame(records, columns=["box", "arrows_to"])


def _line(text: str) -> str:
    """A box's text on one line."""
    return " ".join(text.split())
