"""Headline effects by hand: intervals, words for numbers, which runs fit; and what the papers declare."""

import math

import pytest

from steady_attention import methods
from steady_attention.metrics.cards import cards
from steady_attention.papers.headlines import HEADLINES
from steady_attention.printed import SUITES
from steady_attention.report.findings.headline import (
    EACH,
    MOST_RUN,
    Runs,
    fits,
    interval,
    said,
)
from steady_attention.report.findings.outcomes import section
from tests.report.findings.profiles import PLACE, rows, table


def test_interval_by_hand():
    """1, 2, 3: t(0.975, 2) / sqrt(3) = 2.484."""
    assert interval([1.0, 2.0, 3.0]) == pytest.approx((2, -0.484, 4.484), abs=5e-4)
    assert interval([7.0]) == (7, -math.inf, math.inf) == interval([7.0, 7.0])


@pytest.mark.parametrize(
    ("values", "metric", "sign", "text"),
    [
        ([0.01, 0.02, 0.03], "f1", "+", "+2.00 points [-0.48, +4.48]"),
        ([0.01, 0.02, 0.03], "f1", "", "2.00 % [-0.48, 4.48]"),
        ([0.125], "jsd@delta=0.01", "+", "+0.125"),
        ([0.125], "pearson", "", "0.125"),
        ([1e-6, 2e-6, 3e-6], "jsd@delta=0.01", "+", "(+2.0 [-0.5, +4.5]) × 10⁻⁶"),
        ([-2e-4], "jsd@delta=0.01", "+", "-2.0 × 10⁻⁴"),
        ([0.01, 0.02, 0.03], "jsd@delta=0.01", "+", "+0.02 [-0.00484, +0.0448]"),
        ([0.0, 0.0], "jsd@delta=0.01", "+", "+0"),
    ],
)
def test_points_plain_numbers_and_small_ones(values, metric, sign, text):
    assert said(values, metric, sign) == text


def test_variants_fit_by_all_their_keys():
    assert fits({"a": 1, "b": "x"}, {"a": EACH, "b": "x"}) and fits({"a": 1}, {"a": MOST_RUN})
    assert not fits({"a": 1, "b": "x"}, {"a": 1}) and not fits({"a": 1}, {"a": 2})


def test_the_value_of_most_seeds():
    """5 and 7 have three seeds, 11 has two; of the first the larger."""
    given = table(
        *(rows("seat", [0.5] * seeds, variant=f"unlabeled={n}") for n, seeds in ((5, 3), (7, 3), (11, 2)))
    )
    (found,) = given.series("best", PLACE, Runs("seat", {"unlabeled": MOST_RUN}), "f1")
    assert found.variant == {"unlabeled": 7} and len(found.values) == 3


@pytest.mark.parametrize("suite", SUITES)
def test_every_paper_declares_methods_and_measures_that_there_are(suite):
    headline = HEADLINES[suite]
    named = [runs for one in (*headline.effects, *headline.causes) for runs in (one.of, one.over) if runs]
    assert {runs.method for runs in named} <= set(methods.NAMES)
    assert {one.metric.partition("@")[0] for one in headline.effects} <= set(cards())
    assert all(max(cause.effects) < len(headline.effects) for cause in headline.causes)
    assert len({one.short for one in headline.effects}) == len(headline.effects)
    answer, lines, bullets = section(headline, table(), headline.place)
    assert answer.startswith("Not run: ") and bullets == [headline.known] and not lines.rows
