"""The entropy of attention, by hand and by property."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.metrics.entropy import attention_entropy


def test_by_hand():
    """Uniform 1; all on one word 0; a half and two quarters of three words 1.5 ln 2 / ln 3."""
    rows = [[1 / 7] * 7, [0.0, 1.0], [0.5, 0.25, 0.25]]
    for row, expected in zip(rows, (1.0, 0.0, 1.5 * np.log(2) / np.log(3)), strict=True):
        assert attention_entropy([np.array(row)]) == pytest.approx(expected)
    assert attention_entropy(list(map(np.array, rows))) == pytest.approx(
        (1 + 1.5 * np.log(2) / np.log(3)) / 3
    )


def test_a_text_of_one_word_has_none():
    assert np.isnan(attention_entropy([np.array([1.0])]))
    assert attention_entropy([np.array([1.0]), np.array([0.5, 0.5])]) == 1.0


@given(st.integers(2, 61), st.integers(0, 2**31))
def test_it_lies_between_0_and_1_and_does_not_ask_for_the_order(words, seed):
    row = np.random.default_rng(seed).dirichlet(np.ones(words)).astype(np.float32)
    found = attention_entropy([row])
    assert 0 <= found <= 1 and found == pytest.approx(attention_entropy([row[::-1]]))
