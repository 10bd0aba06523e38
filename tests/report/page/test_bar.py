"""Places on a line by hand, and what holds of every line."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.report.page.bar import TICKS, Axis, alone, axis

NUMBERS = st.floats(-1e6, 1e6, allow_subnormal=False).filter(lambda x: x == 0 or abs(x) > 1e-6)


def test_an_interval_on_a_line():
    bar = Axis(-2.0, 6.0, (-2.0, 0.0, 2.0, 4.0, 6.0)).bar(2.0, 0.0, 4.0)
    assert (bar.left, bar.middle, bar.right, bar.open) == (25.0, 50.0, 75.0, "")


def test_what_has_no_bound_is_open_and_reaches_to_the_end():
    line = Axis(-1.0, 1.0, (0.0,))
    assert line.bar(0.5, -math.inf, 1.0) == line.bar(0.5, -9.0, 1.0).__class__(0.0, 75.0, 100.0, "left")
    assert line.bar(0.5, -math.inf, math.inf).open == "left right"


def test_alone_it_has_zero_in_the_middle_and_room_at_the_ends():
    bar = alone(2.0, 1.0, 4.0)
    assert (bar.left, bar.middle, bar.right) == (61.5, 73.0, 96.0)
    assert alone(0.0, 0.0, 0.0).middle == 50.0
    assert alone(-1.0, -math.inf, math.inf).middle == 4.0


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([-1.7, 4.3], [-2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
        ([0.1, 0.21], [0.0, 0.05, 0.1, 0.15, 0.2, 0.25]),
        ([-3.0, math.inf], [-3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0]),
        ([0.0], [0.0, 0.2]),
    ],
)
def test_round_marks(values, ticks):
    assert axis(values).ticks == ticks


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ([-1.7, 5.0], (-4.0, 5.0)),
        ([-5.0, 1.7], (-5.0, 4.0)),
        ([-4.4, 3.0], (-5.0, 4.0)),
        ([0.3, 5.0], (0.0, 5.0)),
    ],
)
def test_an_end_near_0_moves_out_where_its_text_needs_room(values, ends):
    line = axis(values, lambda end: 40.0)
    assert (line.low, line.high) == ends


def test_no_end_moves_farther_than_0_is_in_the_middle():
    line = axis([-1.0, 5.0], lambda end: 90.0)
    assert (line.low, line.high) == (-5.0, 5.0)


@given(st.lists(NUMBERS, min_size=1, max_size=7))
def test_every_value_and_zero_stand_on_the_line(values):
    line = axis(values)
    assert line.low <= min(0.0, *values, 0.0) and line.high >= max(0.0, *values, 0.0)
    assert 0.0 in line.ticks and len(line.ticks) <= TICKS + 2
    assert all(0.0 <= line.place(value) <= 100.0 for value in values)
