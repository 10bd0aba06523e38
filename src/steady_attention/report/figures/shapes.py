"""The parts of a diagram: boxes, rows of cells, and arrows from box to box. Lengths in inches, y upwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

from steady_attention.report.figures.canvas import COLOURS, INK, SIZE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FULL = 0.6  # share of a colour at strength 1: words in INK keep a contrast above 4.5 on it
HEAD = "-|>,head_length=0.5,head_width=0.22"
Point = tuple[float, float]
Interval = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """Text in a rectangle of one colour, x and y its centre; strength 0 (white) to 1; frame: has an edge;
    size: of its text in points, on a drawing of one scale."""

    text: str
    x: float
    y: float
    width: float
    height: float
    colour: str = "grey"
    strength: float = 0.0
    frame: bool = True
    size: float = SIZE

    @property
    def across(self) -> Interval:
        """Its left and right edge."""
        return self.x - self.width / 2, self.x + self.width / 2

    @property
    def upwards(self) -> Interval:
        """Its lower and upper edge."""
        return self.y - self.height / 2, self.y + self.height / 2

    def fill(self) -> str:
        """The ground behind the text."""
        from matplotlib.colors import to_hex, to_rgb

        share = FULL * self.strength
        return to_hex([1 - share * (1 - part) for part in to_rgb(COLOURS[self.colour])])

    def draw(self, axes: "Axes") -> None:
        """The rectangle, then its text in the middle."""
        from matplotlib.patches import FancyBboxPatch

        if self.frame:
            corner = (self.across[0], self.upwards[0])
            look = {"boxstyle": "square,pad=0", "edgecolor": COLOURS[self.colour], "linewidth": 1.0}
            axes.add_patch(FancyBboxPatch(corner, self.width, self.height, facecolor=self.fill(), **look))
        middle = "center" if "\n" in self.text or "$" in self.text else "center_baseline"  # words on one line
        place = {"ha": "center", "va": middle, "linespacing": 1.25}
        axes.text(self.x, self.y, self.text, fontsize=self.size, color=INK, **place)


def label(text: str, x: float, y: float, width: float, height: float = 0.3, size: float = SIZE) -> Box:
    """Text without a rectangle."""
    return Box(text, x, y, width, height, frame=False, size=size)


def row(
    texts: Sequence[str],
    left: float,
    y: float,
    width: float,
    height: float,
    colours: Sequence[str],
    strengths: Sequence[float],
) -> tuple[Box, ...]:
    """Cells of one width side by side from `left` on: a text's words, or a vector's numbers, shaded."""
    return tuple(
        Box(text, left + width * (place + 0.5), y, width, height, colour, strength)
        for place, (text, colour, strength) in enumerate(zip(texts, colours, strengths, strict=True))
    )


def middle(one: Interval, other: Interval) -> float | None:
    """The middle of what two intervals share, None where they share no length."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low + high) / 2 if low < high else None


def near(interval: Interval, place: float) -> float:
    """The end of an interval that is nearer to `place`."""
    return min(interval, key=lambda end: abs(end - place))


@dataclass(frozen=True)
class Arrow:
    """From the edge of a box to the edge of another; lane: the x it leaves and enters by, beside both."""

    start: Box
    end: Box
    lane: float | None = None
    dashed: bool = False

    def path(self) -> tuple[Point, ...]:
        """Straight where the boxes face each other, else up or down and then sideways."""
        a, b = self.start, self.end
        if (lane := self.lane) is not None:
            return (near(a.across, lane), a.y), (lane, a.y), (lane, b.y), (near(b.across, lane), b.y)
        if (x := middle(a.across, b.across)) is not None:
            return (x, near(a.upwards, b.y)), (x, near(b.upwards, a.y))
        if (y := middle(a.upwards, b.upwards)) is not None:
            return (near(a.across, b.x), y), (near(b.across, a.x), y)
        return (a.x, near(a.upwards, b.y)), (a.x, b.y), (near(b.across, a.x), b.y)

    def draw(self, axes: "Axes") -> None:
        """The line, its head at the end."""
        from matplotlib.patches import FancyArrowPatch
        from matplotlib.path import Path

        line = {"linewidth": 1.1, "linestyle": "--" if self.dashed else "-"}
        ends = {"joinstyle": "miter", "capstyle": "butt", "shrinkA": 0, "shrinkB": 0}
        path = Path(self.path())
        axes.add_patch(
            FancyArrowPatch(path=path, arrowstyle=HEAD, mutation_scale=10, color=INK, **line, **ends)
        )


def fan(starts: Iterable[Box], ends: Iterable[Box]) -> list[Arrow]:
    """An arrow from every start to every end."""
    return [Arrow(start, end) for start, end in product(starts, ends)]


def chain(*boxes: Box) -> list[Arrow]:
    """An arrow from each box to the next."""
    return [Arrow(start, end) for start, end in pairwise(boxes)]
