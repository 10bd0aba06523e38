"""Whether attention is a function of its input."""

import math

import numpy as np
import pytest

from steady_attention.metrics.dependence import attention_variance


def test_by_hand():
    """Two texts of two words: each position varies by 1/2 (unbiased); three of three words do not vary; a
    text alone and texts of one word are left out. (2 * 1 + 3 * 0) / 5.
    """
    attention = [
        np.array([1.0, 0.0]),
        np.array([0.2, 0.3, 0.5]),
        np.array([1.0]),
        np.array([0.0, 1.0]),
        np.array([0.2, 0.3, 0.5]),
        np.array([0.2, 0.3, 0.5]),
        np.array([1.0]),
        np.full(5, 0.2),
    ]
    assert attention_variance(attention) == pytest.approx(0.4)


def test_attention_of_length_and_position_alone_has_exactly_none():
    """With weights that no sum of eleven holds exactly."""
    softmax = [np.exp(-0.1 * np.arange(length)) for length in (7,) * 11 + (3, 3)]
    attention = [row / row.sum() for row in softmax]
    assert attention_variance(attention) == 0.0


def test_without_a_group_it_is_undefined():
    assert math.isnan(attention_variance([np.array([1.0]), np.array([1.0]), np.array([0.5, 0.5])]))
    assert math.isnan(attention_variance([]))
