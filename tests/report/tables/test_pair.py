"""Means and paired differences with their intervals, by hand."""

import math

import pytest

from steady_attention.metrics.card import PERCENT, PLAIN
from steady_attention.report.tables.pair import Pair, half_width


def test_paired_differences_and_students_t_by_hand():
    """2, 1 and 3 points: mean 2, deviation 1, half width 4.303 / sqrt(3) = 2.484."""
    pair = Pair({0: 0.82, 1: 0.82, 2: 0.85, 3: 0.9}, {0: 0.8, 1: 0.81, 2: 0.82}, PERCENT)
    assert pair.differences == pytest.approx([0.02, 0.01, 0.03]) and pair.difference == pytest.approx(0.02)
    assert pair.half_difference == pytest.approx(0.02484, abs=1e-5)
    assert pair.interval == pytest.approx((0.02 - 0.02484, 0.02 + 0.02484), abs=1e-5) and not pair.distinct
    assert (pair.mean, pair.std) == ("84.75", "3.77")


def test_an_interval_that_excludes_zero_is_distinct():
    pair = Pair({0: 0.5, 1: 0.52, 2: 0.51}, {0: 0.1, 1: 0.1, 2: 0.1}, PLAIN)
    assert pair.distinct and pair.interval == pytest.approx((0.385, 0.435), abs=1e-3)


@pytest.mark.parametrize("values", [{0: 0.5}, {0: 0.5, 1: 0.7}, {1: 0.5}, {}, {0: math.nan}])
def test_what_two_runs_cannot_say(values):
    pair = Pair(values, {0: 0.25, 1: 0.5}, PLAIN)
    assert pair.interval is None and pair.half is None and not pair.distinct


def test_half_of_the_interval_of_a_mean_by_hand():
    """Deviation 1, three seeds: 4.303 / sqrt(3)."""
    assert half_width([1.0, 2.0, 3.0]) == pytest.approx(2.484, abs=1e-3)
    assert half_width([1.0, 1.0, 1.0]) is None  # few seeds agree by chance
    assert half_width([1.0] * 5) == 0.0


def test_distances_between_seeds_are_no_independent_values():
    """2 (n - 1) / (n - 2) is 4 of three seeds and 3 of four."""
    assert half_width([1.0, 2.0, 3.0], True) == pytest.approx(4 * half_width([1.0, 2.0, 3.0]))
    assert half_width([1.0, 2.0, 3.0, 7.0], True) == pytest.approx(3 * half_width([1.0, 2.0, 3.0, 7.0]))


def test_how_much_of_the_gap_to_a_printed_number_a_change_is():
    """From .5 to .8 there are .3, of which .1 is a third."""
    pair = Pair({0: 0.6, 1: 0.6}, {0: 0.5, 1: 0.5}, PLAIN, printed=0.8)
    assert pair.share == "33 %"
    assert Pair({0: 0.6}, {0: 0.5}, PLAIN, printed=0.5).share == ""  # none to go
    assert Pair({0: 0.6}, {1: 0.5}, PLAIN, printed=0.8).share == ""
    assert Pair({0: 0.5}, {0: 0.5}, PLAIN, printed=0.4).share == "0 %"
