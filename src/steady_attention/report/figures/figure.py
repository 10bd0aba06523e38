"""What every figure is: a name, its points, what is said under it, and the points drawn."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from steady_attention.report.figures import canvas
from steady_attention.results.query import Heading
from steady_attention.results.setting import Material, Setting
from steady_attention.store.errors import UserError

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

Name = Callable[[Heading], str]


@dataclass(frozen=True, kw_only=True)
class Figure(ABC):
    """A figure as it is declared. Equal points give equal bytes."""

    grid: ClassVar[bool] = False  # whether lines stand behind what is drawn

    name: str
    title: str
    source: str
    notes: tuple[str, ...] = ()
    fold: bool = False  # made only where it has points

    @abstractmethod
    def points(self, material: Material) -> pd.DataFrame:
        """The numbers that are drawn, a row each: figure<N>.csv."""

    @abstractmethod
    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure."""

    @abstractmethod
    def draw(self, points: pd.DataFrame, setting: Setting) -> "Canvas":
        """The drawing, before it is saved; to be called in `canvas.style`."""

    def svg(self, points: pd.DataFrame, setting: Setting) -> str:
        """The figure as SVG: the same text for the same points, with neither date nor random names."""
        with canvas.style(self.grid):
            return canvas.to_svg(self.draw(points, setting))


def shown(panels: Sequence[Heading], drawn: Collection[str], name: Name) -> tuple[Heading, ...]:
    """The panels that have room: with points; of a figure without any point all that do not fold themselves.

    drawn: the names of panels with points.
    """
    return tuple(panel for panel in panels if name(panel) in drawn or not (len(drawn) or panel.fold))


def absent(panels: Sequence[Heading], drawn: Collection[str], name: Name) -> list[str]:
    """The caption that names the others; none where all are drawn."""
    there = shown(panels, drawn, name)
    names = dict.fromkeys(name(panel) for panel in panels if panel not in there)
    return [f"Not in this profile: {'; '.join(names)}."] if names else []


def to_csv(points: pd.DataFrame) -> str:
    """The text of figure<N>.csv."""
    return points.to_csv(index=False, lineterminator="\n")


def read_csv(path: Path) -> pd.DataFrame:
    """The points of a figure<N>.csv. Raises UserError where it is not there."""
    if not path.is_file():
        raise UserError(f"{path} not found: the stage figures@<profile>-<suite> writes it")
    return pd.read_csv(path, keep_default_na=False, na_values=[""], dtype={"seeds": str, "word": str})
