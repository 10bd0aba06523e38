"""A figure of boxes and arrows, not of scores. It is the same in every profile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from steady_attention.report.figures import canvas
from steady_attention.report.figures.figure import Figure
from steady_attention.report.figures.shapes import Arrow, Box
from steady_attention.results.setting import Material, Setting

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

Parts = Sequence[Box | Arrow]


@dataclass(frozen=True, kw_only=True)
class Diagram(Figure):
    """numbers: what is drawn, as rows; parts: boxes and arrows made of them, on width x height inches."""

    width: float
    height: float
    numbers: Callable[[], pd.DataFrame]
    parts: Callable[[pd.DataFrame], Parts]

    def points(self, material: Material) -> pd.DataFrame:
        """What is drawn; no score has a part in it."""
        return self.numbers()

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the diagram."""
        return [f"{self.source}.", *self.notes]

    def draw(self, points: pd.DataFrame, setting: Setting) -> "Canvas":
        """All parts, in their order."""
        drawing, axes = canvas.ground(self.width, self.height)
        for part in self.parts(points):
            part.draw(axes)
        return drawing


def listing(parts: Parts) -> pd.DataFrame:
    """A diagram without numbers as rows: each box, and the boxes that its arrows go to."""
    boxes = [part for part in parts if isinstance(part, Box)]
    arrows = [part for part in parts if isinstance(part, Arrow)]
    records = [
        (_line(box.text), "; ".join(_line(arrow.end.text) for arrow in arrows if arrow.start is box))
        for box in boxes
    ]
    return pd.DataFrame(records, columns=["box", "arrows_to"])


def _line(text: str) -> str:
    """A box's text on one line."""
    return " ".join(text.split())
