"""Texts as models read them: every word shaded by its attention, the prediction beside."""

import warnings
from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from steady_attention.report.figures import canvas
from steady_attention.report.figures.figure import Figure
from steady_attention.report.figures.shapes import Box
from steady_attention.results.query import Heading, Where
from steady_attention.results.setting import Setting

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

READ = ("predicted", "probability", "place", "word", "attention")  # of a word, and of the text as it was read
WIDTH = canvas.FULL
MARGIN = 0.05
LEFT, RIGHT = 0.85, 5.6  # where words may stand; left of it the state, right of it the prediction
LINE, GAP = 0.22, 0.14  # from one line to the next; more before a method
SAID = 0.14  # from one line of what is said to the next
LETTER, PADDING, SPACE = 0.068, 0.08, 0.03  # a word's width: a letter's, both margins; between words
LONGEST = 40  # letters of a word that are shown


class Layout:
    """Boxes of words, and further texts with their places, from y = 0 downwards."""

    def __init__(self):
        self.boxes: list[Box] = []
        self.texts: list[tuple[str, float, float]] = []  # from x on, in the middle of the line y
        self.y = 0.0

    def read(self, name: str, reading: pd.DataFrame, said: str, changed: Collection[int] = ()) -> None:
        """Lines of one reading below what is there: its name, its words (those at `changed` places in green),
        what is said of it.
        """
        self.y -= LINE
        self.texts.append((name, MARGIN, self.y))
        said_lines = canvas.wrapped(said, WIDTH - RIGHT).splitlines()
        self.texts += [(line, RIGHT + MARGIN, self.y - SAID * row) for row, line in enumerate(said_lines)]
        lowest = self.y - SAID * (len(said_lines) - 1)
        x, largest = LEFT, reading["attention"].max() or 1.0
        words = zip(*(reading[name] for name in ("place", "word", "attention")), strict=True)
        for number, (place, word, attention) in enumerate(words):
            text = word if len(word) <= LONGEST else word[: LONGEST - 1] + "…"
            width = PADDING + LETTER * max(2, len(text))
            if x + width > RIGHT and number:
                x, self.y = LEFT, self.y - LINE
            colour = "green" if place in changed else "orange"
            plain = text.replace("$", r"\$")  # no formula
            box = Box(plain, x + width / 2, self.y, width, LINE - 0.04, colour, attention / largest)
            self.boxes.append(box)
            x += width + SPACE
        self.y = min(self.y, lowest)

    def draw(self) -> "Canvas":
        """The drawing of all parts."""
        drawing, axes = canvas.ground(WIDTH, -self.y, self.y)
        for box in self.boxes:
            box.draw(axes)
        for text, x, y in self.texts:
            axes.text(x, y, text, ha="left", va="center", color=canvas.INK, parse_math=False)
        return drawing


@dataclass(frozen=True, kw_only=True)
class Texts(Figure):
    """Texts as every method reads them, at the first of `places` (dataset, encoder, attention) that has what
    is needed of all methods.
    """

    methods: tuple[Heading, ...]
    places: tuple[Where, ...]

    @abstractmethod
    def layout(self, points: pd.DataFrame, setting: Setting) -> Layout:
        """Where the words stand."""

    def draw(self, points: pd.DataFrame, setting: Setting) -> "Canvas":
        """The texts, one below the other."""
        return self.layout(points, setting).draw()

    def svg(self, points: pd.DataFrame, setting: Setting) -> str:
        """As of any figure, without warnings of letters that the font lacks: the reader's fonts draw them."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph")
            return super().svg(points, setting)


def words(reading: Mapping[str, Any]) -> Iterator[tuple]:
    """A row a word, as READ has it."""
    probabilities = reading["probabilities"]
    predicted = max(range(len(probabilities)), key=lambda c: (probabilities[c], c))
    for place, (word, weight) in enumerate(zip(reading["words"], reading["attention"], strict=True)):
        yield predicted, probabilities[predicted], place, word, weight
