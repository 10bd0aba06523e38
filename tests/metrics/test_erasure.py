"""Rationales and what a prediction loses, by hand."""

import numpy as np
import pytest

from steady_attention.metrics.erasure import decided, drop, normalised, top


@pytest.mark.parametrize(
    "attention, amount, expected",
    [
        ([0.1, 0.6, 0.3], 2, [False, True, True]),
        ([0.25, 0.25, 0.25, 0.25], 2, [True, True, False, False]),  # of equals the earlier
        ([0.0, 1.0, 0.0], 2, [True, True, False]),  # all attention on one word
        ([0.4, 0.6], 5, [True, True]),  # fewer words than asked for
        ([1.0], 1, [True]),
        ([0.5, 0.5], 0, [False, False]),
    ],
)
def test_the_words_with_the_most_attention(attention, amount, expected):
    assert top(np.array(attention, np.float32), amount).tolist() == expected


def test_decided_classes():
    """At one half the positive class, as metrics.classification; the likeliest of three."""
    assert decided(np.array([[0.6, 0.4], [0.5, 0.5], [0.1, 0.9]])).tolist() == [0, 1, 1]
    assert decided(np.array([[0.2, 0.5, 0.3]])).tolist() == [1]


def test_drops_are_signed_and_of_the_class_decided_on_the_full_text():
    """.9 to .6 of class 0; .7 to .8 of class 1; .7 to .4 of class 1, though class 0 is decided then."""
    full = np.array([[0.9, 0.1], [0.3, 0.7], [0.3, 0.7]])
    rest = np.array([[0.6, 0.4], [0.2, 0.8], [0.6, 0.4]])
    np.testing.assert_allclose(drop(full, rest), [0.3, -0.1, 0.3])


def test_normalised_by_hand():
    """Half way, at the lower bound, beyond the upper one; a text without a range is left out."""
    values, lower, upper = (
        np.array([0.5, 0.1, 0.9, 0.3]),
        np.array([0.0, 0.1, -1, 0.3]),
        np.array([1, 1, 0.8, 0.3]),
    )
    assert normalised(values, lower, upper) == pytest.approx((0.5 + 0.0 + 1.0) / 3)
