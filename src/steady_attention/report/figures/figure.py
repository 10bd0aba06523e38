"""What every figure is: a name, its points, what is said under it, and the points drawn."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from steady_attention.report.figures import canvas
from steady_attention.results.query import Heading, Where
from steady_attention.results.setting import Material, Setting
from steady_attention.store.messages import check_made

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

    def drawable(self, points: pd.DataFrame) -> bool:
        """Whether there is anything to draw."""
        return len(points) > 0

    def svg(self, points: pd.DataFrame, setting: Setting) -> str:
        """The figure as SVG: the same text for the same points, which are `drawable`."""
        with canvas.style(self.grid):
            return canvas.to_svg(self.draw(points, setting))


def once(panels: Sequence[Heading], setting: Setting, where: Where) -> tuple[Heading, ...]:
    """The panels, of those whose data sets have one corpus here the first alone, so that nothing is drawn
    twice; where: what a panel's conditions are added to.
    """
    found: dict[tuple, Heading] = {}
    for panel in panels:
        place = {**where, **panel.where}
        if "dataset" in place:
            place["dataset"] = setting.corpus(place["dataset"])
        found.setdefault(tuple(sorted((key, str(value)) for key, value in place.items())), panel)
    return tuple(found.values())


def shown(panels: Sequence[Heading], drawn: Collection[str], name: Name) -> tuple[Heading, ...]:
    """The panels with points. drawn: their names."""
    return tuple(panel for panel in panels if name(panel) in drawn)


def absent(
    panels: Sequence[Heading], drawn: Collection[str], setting: Setting, where: Where | None = None
) -> list[str]:
    """The captions that name the panels without points, and those that `once` leaves out."""
    first = once(panels, setting, where or {})
    lacking = dict.fromkeys(name for panel in first if (name := setting.name(panel)) not in drawn)
    again = dict.fromkeys(setting.name(panel) for panel in panels if panel not in first)
    return [
        *([f"Without a run for it here: {'; '.join(lacking)}."] if lacking else []),
        *([f"Not drawn again, since its corpus here stands above: {'; '.join(again)}."] if again else []),
    ]


def to_csv(points: pd.DataFrame) -> str:
    """The text of figure<N>.csv."""
    return points.to_csv(index=False, lineterminator="\n")


def read_csv(path: Path) -> pd.DataFrame:
    """The points of a figure<N>.csv. Raises UserError where it is not there."""
    check_made(path, f"figures@{path.parts[-4]}-{path.parent.name}")
    return pd.read_csv(path, keep_default_na=False, na_values=[""], dtype={"seeds": str, "word": str})
