import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from steady_attention.report.figures.canvas import COLOURS, INK
from steady_attention.report.figures.diagram import Diagram, listing
from steady_attention.report.figures.shapes import Arrow, Box, label, row
from steady_attention.results.setting import Material, Setting

SETTING = Setting("demo")
MATERIAL = Material(pd.DataFrame(), SETTING, (), Path("none"))
LOW = Box("low", 2.0, 1.0, 2.0, 1.0)  # from (1, 0.5) to (3, 1.5)
HIGH = Box("high", 3.0, 5.0, 1.0, 2.0, "green", 0.5)  # from (2.5, 4) to (3.5, 6)
FAR = Box("far", 7.0, 1.25, 2.0, 1.0)  # from (6, 0.75) to (8, 1.75)
PLACES = st.floats(-9.0, 9.0)
SIZES = st.floats(0.1, 3.0)
BOXES = st.builds(Box, st.just("text"), PLACES, PLACES, SIZES, SIZES)


def drawn(points):
    boxes = [Box(str(value), x, 1.0, 1.0, 0.5) for x, value in enumerate(points["value"], start=1)]
    return (*boxes, label("a label", 3.0, 0.3, 1.0))


NUMBERS = Diagram(
    name="5",
    title="Two numbers",
    source="A paper, Figure 5",
    width=5.0,
    height=2.0,
    numbers=lambda: pd.DataFrame({"value": [0.25, 0.75]}),
    parts=drawn,
    notes=("A note.",),
)


def luminance(colour):
    parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_a_boxs_edges_and_fill():
    assert LOW.across == (1.0, 3.0) and LOW.upwards == (0.5, 1.5)
    assert LOW.fill() == "#ffffff"
    assert Box("", 0, 0, 1, 1, "blue", 1.0).fill() == "#67abd1"  # 255 - 0.6 (255 - (1, 115, 178))


@pytest.mark.parametrize("colour", COLOURS)
def test_words_can_be_read_on_every_colour(colour):
    ground = luminance(Box("", 0, 0, 1, 1, colour, 1.0).fill())
    assert (ground + 0.05) / (luminance(INK) + 0.05) > 4.5


def test_a_row_of_cells():
    one, two = row(("a", "b"), 1.0, 4.0, 2.0, 0.5, ("red", "blue"), (0.0, 1.0))
    assert one == Box("a", 2.0, 4.0, 2.0, 0.5, "red", 0.0)
    assert two == Box("b", 4.0, 4.0, 2.0, 0.5, "blue", 1.0)
    assert one.across[1] == two.across[0]


@pytest.mark.parametrize(
    "arrow, path",
    [
        (Arrow(LOW, HIGH), ((2.75, 1.5), (2.75, 4.0))),  # they share 2.5 to 3 across
        (Arrow(HIGH, LOW), ((2.75, 4.0), (2.75, 1.5))),
        (Arrow(LOW, FAR), ((3.0, 1.125), (6.0, 1.125))),  # and 0.75 to 1.5 upwards
        (Arrow(FAR, LOW), ((6.0, 1.125), (3.0, 1.125))),
        (Arrow(FAR, HIGH), ((7.0, 1.75), (7.0, 5.0), (3.5, 5.0))),
        (Arrow(HIGH, FAR), ((3.0, 4.0), (3.0, 1.25), (6.0, 1.25))),
        (Arrow(LOW, HIGH, lane=0.5), ((1.0, 1.0), (0.5, 1.0), (0.5, 5.0), (2.5, 5.0))),
    ],
)
def test_where_an_arrow_goes(arrow, path):
    assert arrow.path() == path


def on_edge(box, point):
    x, y = point
    inside = box.across[0] <= x <= box.across[1] and box.upwards[0] <= y <= box.upwards[1]
    return inside and (x in box.across or y in box.upwards)


@given(BOXES, BOXES)
def test_an_arrow_goes_from_edge_to_edge(one, other):
    assume(
        one.across[1] <= other.across[0]
        or other.across[1] <= one.across[0]
        or one.upwards[1] <= other.upwards[0]
        or other.upwards[1] <= one.upwards[0]
    )
    path = Arrow(one, other).path()
    assert on_edge(one, path[0]) and on_edge(other, path[-1])
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in zip(path, path[1:], strict=False))


def test_equal_bytes_on_every_redraw():
    first, second = (NUMBERS.svg(NUMBERS.points(MATERIAL), SETTING) for _ in range(2))
    assert first == second
    assert "<dc:date>" not in first


def test_other_numbers_give_another_picture():
    before, after = (NUMBERS.svg(pd.DataFrame({"value": v}), SETTING) for v in ([0.25, 0.75], [0.5, 0.75]))
    assert ">0.25</text>" in before and ">a label</text>" in before
    assert ">0.25</text>" not in after and ">0.5</text>" in after


def test_an_inch_of_the_drawing_is_an_inch_of_its_parts():
    (axes,) = NUMBERS.draw(NUMBERS.numbers(), SETTING).axes
    bottom, top = axes.transData.transform([(0.0, 0.0), (5.0, 2.0)])
    dots = axes.get_figure().dpi
    assert list(bottom) == [0.0, 0.0] and math.isclose(top[0], 5 * dots) and math.isclose(top[1], 2 * dots)


def test_captions():
    points = NUMBERS.points(MATERIAL)
    assert NUMBERS.captions(points, SETTING) == ["A paper, Figure 5.", "A note."]


def test_a_diagram_as_rows():
    two = Box("two\nlines", 0.0, 0.0, 1.0, 1.0)
    assert listing((two, LOW, HIGH, Arrow(two, LOW), Arrow(two, HIGH))).values.tolist() == [
        ["two lines", "low; high"],
        ["low", ""],
        ["high", ""],
    ]
