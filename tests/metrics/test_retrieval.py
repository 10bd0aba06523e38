"""Precision, recall and F1 of picked words: by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.metrics.retrieval import retrieval


def marks(text):
    return np.array([character == "x" for character in text], bool)


def test_means_over_texts():
    """1 of 1 picked, 1 of 4 wanted: 1, 1/4, 2/5. 2 of 5 picked, 2 of 2 wanted: 2/5, 1, 4/7."""
    found = retrieval([marks("x...."), marks("xxxxx..")], [marks("xxxx."), marks("x...x..")])
    assert found == pytest.approx((7 / 10, 5 / 8, (2 / 5 + 4 / 7) / 2, 0))


def test_f1_is_not_the_harmonic_mean_of_the_means():
    """1, 1/3, 1/2; 0, 0, 0; 1/3, 1, 1/2: F1 is 1/3 on average, precision and recall are both 4/9."""
    found = retrieval([marks("x.."), marks("x."), marks("xxx")], [marks("xxx"), marks(".x"), marks("x..")])
    assert found == pytest.approx((4 / 9, 4 / 9, 1 / 3, 0))


def test_a_text_without_a_wanted_word_is_left_out():
    assert retrieval([marks("x."), marks("x")], [marks(".."), marks("x")]) == (1.0, 1.0, 1.0, 1)


def test_a_text_without_a_picked_word_counts_as_nothing():
    assert retrieval([marks("..")], [marks("x.")]) == (0.0, 0.0, 0.0, 0)


@pytest.mark.parametrize("texts", [0, 1, 3])
def test_without_a_wanted_word_there_is_no_mean(texts):
    found = retrieval([marks("x.")] * texts, [marks("..")] * texts)
    assert all(map(math.isnan, found[:3])) and found.skipped == texts


TEXT = st.integers(1, 7).flatmap(
    lambda words: st.tuples(*[st.lists(st.booleans(), min_size=words, max_size=words)] * 2)
)


@given(st.lists(TEXT, min_size=1, max_size=5).filter(lambda texts: any(any(true) for _, true in texts)))
def test_f1_lies_between_nothing_and_the_mean_of_both(texts):
    """A text's F1 is at most the arithmetic mean of its precision and recall, so the means are as well."""
    found = retrieval(*([np.array(rows, bool) for rows in part] for part in zip(*texts, strict=True)))
    assert 0 <= found.f1 <= (found.precision + found.recall) / 2 + 1e-12


def test_marks_fit_each_other():
    with pytest.raises(ValueError, match="true: expected 0 entries, found 1"):
        retrieval([], [marks("x")])
