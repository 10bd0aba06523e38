"""Divergences of attention and of predictions, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from steady_attention.metrics.divergence import batch_sum, jsd, tvd


def test_jsd_by_hand():
    """(1, 0) against (1/2, 1/2): middle (3/4, 1/4); half of ln 4/3 + 1/2 ln 2/3 + 1/2 ln 2."""
    expected = 0.5 * (np.log(4 / 3) + 0.5 * np.log(2 / 3) + 0.5 * np.log(2))
    assert jsd(np.array([1.0, 0.0]), np.array([0.5, 0.5])) == pytest.approx(expected)


def test_jsd_at_its_ends():
    """All attention on one word, then on another: ln 2. Equal attention: exactly 0."""
    one, other = np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0])
    assert jsd(one, other) == pytest.approx(np.log(2))
    assert jsd(one, one) == jsd(np.array([1.0]), np.array([1.0])) == 0.0


def test_jsd_of_a_padded_batch():
    """Padding adds nothing."""
    p, q = np.array([[0.25, 0.75, 0.0], [0.2, 0.3, 0.5]]), np.array([[0.5, 0.5, 0.0], [0.2, 0.3, 0.5]])
    found = jsd(p, q)
    assert found.shape == (2,) and found[1] == 0.0
    assert found[0] == jsd(p[0, :2], q[0, :2]) > 0


def test_jsd_below_single_precision_survives():
    """d around (1/2, 1/2): 2 d^2 to first order."""
    d = 1e-6
    assert jsd(np.array([0.5 + d, 0.5 - d]), np.array([0.5 - d, 0.5 + d])) == pytest.approx(
        2 * d * d, rel=1e-3
    )


weights = arrays(np.float32, 5, elements=some.floats(0, 1, width=32)).filter(lambda row: row.sum() > 0.01)


@given(weights, weights)
def test_jsd_is_symmetric_and_between_0_and_ln_2(p, q):
    p, q = p / p.sum(), q / q.sum()
    assert jsd(p, q) == pytest.approx(jsd(q, p), abs=1e-12)
    assert 0.0 <= jsd(p, q) <= np.log(2) + 1e-6


def test_tvd_by_hand():
    """Three classes: half of .3 + .1 + .2; opposite certainties: 1."""
    p = np.array([[0.5, 0.25, 0.25], [1.0, 0.0, 0.0]])
    q = np.array([[0.2, 0.35, 0.45], [0.0, 1.0, 0.0]])
    np.testing.assert_allclose(tvd(p, q), [0.3, 1.0])


def test_the_printed_convention():
    """32 texts at 1 are a batch at its ceiling, whatever their number."""
    assert batch_sum(np.ones(7)) == 32.0
    assert batch_sum(np.array([0.25, 0.75, 0.5, 0.5])) == 16.0
    assert batch_sum(np.array([0.5, 0.0]), size=8) == 2.0


def test_padding_of_attention_counts_for_nothing():
    padded = [np.array([*row, 0.0, 0.0]) for row in ([0.5, 0.125, 0.375], [0.25, 0.25, 0.5])]
    assert jsd(*padded) == jsd(*(row[:3] for row in padded))
