"""The drawing of texts before and after a perturbation: a line of shaded words for each."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure as Canvas

from steady_attention.metrics.card import SCIENTIFIC
from steady_attention.report.figures.shapes import INK, Box
from steady_attention.report.tables.cell import NOT_RUN

WIDTH = 10.5  # inches
MARGIN = 0.12
LEFT, RIGHT = 1.15, 8.75  # where words may stand; left of it the state, right of it the prediction
LINE, GAP = 0.36, 0.24  # from one line to the next; more before a method
LETTER, PADDING, SPACE = 0.095, 0.16, 0.05  # a word's width: a letter's, both margins; between words
LONGEST = 40  # letters of a word that are shown
Text = tuple[str, float, float]  # from x on, in the middle of the line y


def canvas(boxes: Sequence[Box], texts: Sequence[Text], height: float) -> Canvas:
    """The drawing of all parts, before it is saved; without any, NOT_RUN alone."""
    if not boxes:
        texts, height = [(NOT_RUN, LEFT, -0.4)], 0.8
    drawing = Canvas(figsize=(WIDTH, height))
    axes = drawing.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(0.0, WIDTH)
    axes.set_ylim(-height, 0.0)
    for box in boxes:
        box.draw(axes)
    for text, x, y in texts:
        axes.text(x, y, text, ha="left", va="center", color=INK, parse_math=False)
    return drawing


def parts(points: pd.DataFrame) -> tuple[list[Box], list[Text], float]:
    """All boxes and further texts, from y = 0 downwards, and the height that they take."""
    boxes, texts, y = [], [], 0.0
    for method, own in points.groupby("method", sort=False):
        first = own.iloc[0]
        y -= (LINE + GAP) / 2
        distances = f"JSD {SCIENTIFIC.show(first['jsd'])}, TVD {SCIENTIFIC.show(first['tvd'])}"
        texts += [(method, MARGIN, y), (distances, LEFT + 1.0, y)]
        for state, read in own.groupby("state", sort=False):
            y -= LINE
            last = read.iloc[0]
            texts.append((f"{state}:".capitalize(), MARGIN, y))
            texts.append((f"{last['probability']:.1%}: class {last['predicted']}", RIGHT + MARGIN, y))
            lines = words(read, replaced(own, state), y)
            boxes += [box for line in lines for box in line]
            y -= LINE * (len(lines) - 1)
        y -= (LINE + GAP) / 2
    return boxes, texts, -y


def replaced(own: pd.DataFrame, state: str) -> set[int]:
    """The places of a later state where the first one has another word."""
    first = own["state"].iloc[0]
    before, after = (own[own["state"] == name].set_index("place")["word"] for name in (first, state))
    return {place for place in after.index if before[place] != after[place]}


def words(read: pd.DataFrame, others: set[int], y: float) -> list[list[Box]]:
    """A box a word, in lines that break where the width ends; replaced words are green."""
    x, lines, largest = LEFT, [[]], read["attention"].max() or 1.0
    for place, word, attention in zip(read["place"], read["word"], read["attention"], strict=True):
        text = shown(word)
        width = PADDING + LETTER * max(2, len(text))
        if x + width > RIGHT and lines[-1]:
            x, lines = LEFT, [*lines, []]
        centre = x + width / 2, y - LINE * (len(lines) - 1)
        colour = "green" if place in others else "orange"
        lines[-1].append(Box(plain(text), *centre, width, LINE - 0.06, colour, attention / largest))
        x += width + SPACE
    return lines


def shown(word: str) -> str:
    """A word of which the figure has room for LONGEST letters."""
    return word if len(word) <= LONGEST else word[: LONGEST - 1] + "…"


def plain(text: str) -> str:
    """Text whose dollars are no formula."""
    return text.replace("$", r"\$")
