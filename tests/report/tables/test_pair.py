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
    assert pair.interval == pytest.approx((0.02 - 0.02484, 0.02 + 0.02484), abs=1e-5)
    assert not pair.distinct(PERCENT)
    assert (pair.mean, pair.std) == ("84.75", "3.77")


def test_a_share_of_the_gap_is_of_the_same_seeds():
    """From .5 and .7, a gap of .4 to .2 more; the third seed, which the other lacks, would make it .2."""
    pair = Pair({0: 0.6, 1: 0.8}, {0: 0.5, 1: 0.7, 2: 1.2}, PLAIN, printed=1.0)
    assert pair.share == "25 %"
    assert Pair({0: 0.6}, {0: 1.0, 1: 0.5}, PLAIN, printed=1.0).share == ""


def test_an_interval_that_excludes_zero_is_distinct():
    pair = Pair({0: 0.5, 1: 0.52, 2: 0.51}, {0: 0.1, 1: 0.1, 2: 0.1}, PLAIN)
    assert pair.distinct(pair.unit) and pair.interval == pytest.approx((0.385, 0.435), abs=1e-3)


def test_what_is_shown_as_zero_is_not_distinct():
    """The interval is .0002 to .0004, of which no digit is shown; and up to -0.001 points."""
    pair = Pair({0: 0.5002, 1: 0.5003, 2: 0.5004, 3: 0.5003}, dict.fromkeys(range(4), 0.5), PLAIN)
    assert pair.interval[0] > 0.0001 and not pair.distinct(pair.unit)
    points = Pair({0: -0.004, 1: -0.006, 2: -0.009072}, dict.fromkeys(range(3), 0.0), PERCENT)
    assert points.interval[0] < points.interval[1] < -1e-5 and not points.distinct(points.unit)


@pytest.mark.parametrize("values", [{0: 0.5}, {0: 0.5, 1: 0.7}, {1: 0.5}, {}, {0: math.nan}])
def test_what_two_runs_cannot_say(values):
    pair = Pair(values, {0: 0.25, 1: 0.5}, PLAIN)
    assert pair.interval is None and pair.half is None and not pair.distinct(pair.unit)


def test_half_of_the_interval_of_a_mean_by_hand():
    """Deviation 1, three seeds: 4.303 / sqrt(3)."""
    assert half_width([1.0, 2.0, 3.0]) == pytest.approx(2.484, abs=1e-3)
    assert half_width([1.0, 1.0, 1.0]) is None  # few seeds agree by chance
    assert half_width([1.0] * 5) == 0.0


def test_distances_between_seeds_are_no_independent_values():
    """2 (n - 1) / (n - 2) is 4 of three seeds and 3 of four."""
    assert half_width([1.0, 2.0, 3.0], True) == pytest.approx(4 * half_width([1.0, 2.0, 3.0]))
    assert half_width([1.0, 2.0, 3.0, 7.0], True) == pytest.approx(3 * half_width([1.0, 2.0, 3.0, 7.0]))


def test_distances_from_other_seeds_are_no_pair():
    """A value is the mean distance from all other seeds: with seed 2 it is another number."""
    vanilla = {0: 0.1, 1: 0.2, 2: 0.4}
    assert Pair({0: 0.1, 1: 0.2}, vanilla, PLAIN, between_seeds=True).difference is None
    assert Pair({0: 0.1, 1: 0.2}, vanilla, PLAIN).difference == 0.0
    assert Pair({0: 0.2, 1: 0.3, 2: 0.5}, vanilla, PLAIN, between_seeds=True).difference == pytest.approx(0.1)


def test_how_much_of_the_gap_to_a_printed_number_a_change_is():
    """From .5 to .8 there are .3, of which .1 is a third."""
    pair = Pair({0: 0.6, 1: 0.6}, {0: 0.5, 1: 0.5}, PLAIN, printed=0.8)
    assert pair.share == "33 %"
    assert Pair({0: 0.6}, {0: 0.5}, PLAIN, printed=0.5).share == ""  # none to go
    assert Pair({0: 0.6}, {1: 0.5}, PLAIN, printed=0.8).share == ""
    assert Pair({0: 0.5}, {0: 0.5}, PLAIN, printed=0.4).share == "0 %"
