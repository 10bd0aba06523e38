"""Correlations by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from steady_attention.metrics.correlation import LONG, kendall, mean_over_texts, pearson


def test_pearson_by_hand():
    """(1, 2, 3) and (1, 3, 2): covariance 1, variances 2 and 2, so 1/2."""
    assert pearson(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0])) == pytest.approx(0.5)


def test_kendall_by_hand():
    """(1, 2, 3) and (1, 3, 2): two pairs agree, one does not, (2 - 1) / 3."""
    assert kendall(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0])) == pytest.approx(1 / 3)


def test_kendall_is_tau_b():
    """A tie in one of them: (2 - 0) / sqrt(3 * 2)."""
    found = kendall(np.array([1.0, 2.0, 3.0]), np.array([1.0, 1.0, 2.0]))
    assert found == pytest.approx(2 / math.sqrt(6))


@pytest.mark.parametrize("measure", [pearson, kendall])
def test_constants_and_single_words_have_no_correlation(measure):
    assert math.isnan(measure(np.array([0.5, 0.5]), np.array([0.1, 0.9])))
    assert math.isnan(measure(np.array([0.1, 0.9]), np.full(2, 1 / 3)))
    assert math.isnan(measure(np.array([1.0]), np.array([1.0])))
    assert math.isnan(measure(np.array([0.2, 0.8]), np.zeros(2)))


@pytest.mark.parametrize("measure", [pearson, kendall])
def test_scale_does_not_matter(measure):
    random = np.random.default_rng(0)
    a, b = random.random(13), random.random(13)
    assert measure(a, b) == pytest.approx(measure(a, b / b.sum()))
    assert measure(a, a) == pytest.approx(1.0) and measure(a, -a) == pytest.approx(-1.0)


def test_the_mean_is_over_the_texts_where_it_is_defined():
    texts = [np.array([1.0, 2.0, 3.0]), np.array([1.0]), np.array([1.0, 2.0])]
    others = [np.array([1.0, 3.0, 2.0]), np.array([1.0]), np.array([2.0, 1.0])]
    mean, defined = mean_over_texts(pearson, texts, others)
    assert (mean, defined) == (pytest.approx((0.5 - 1.0) / 2), 2)


def test_without_a_defined_text_there_is_no_mean():
    mean, defined = mean_over_texts(pearson, [np.array([1.0])], [np.array([1.0])])
    assert math.isnan(mean) and defined == 0


@pytest.mark.parametrize("length", [2, 3, 17, LONG, LONG + 1])
@pytest.mark.parametrize("values", [3, 10**6])
def test_to_the_bit_as_scipy(length, values):
    """With many ties, and with none."""
    random = np.random.default_rng(length)
    for _ in range(31):
        a, b = random.integers(0, values, (2, length)) / values
        if np.ptp(a) and np.ptp(b):
            assert pearson(a, b) == stats.pearsonr(a, b).statistic
            assert kendall(a, b) == stats.kendalltau(a, b).statistic


@given(st.integers(2, 61), st.floats(1e-6, 1e6), st.integers(0, 2**31))
def test_what_is_equal_up_to_rounding_in_float32_has_no_correlation(words, size, seed):
    """Whichever neighbouring number of float32 each weight is."""
    random = np.random.default_rng(seed)
    equal = np.full(words, size, np.float32)
    near = np.nextafter(equal, np.where(random.random(words) < 0.5, 0, np.inf).astype(np.float32))
    other = random.random(words).astype(np.float32)
    for measure in (pearson, kendall):
        assert np.isnan(measure(near, other)) and np.isnan(measure(other, near))


def test_small_differences_beyond_rounding_count():
    """A thousandth of a weight, in single precision; a millionth in double."""
    row = np.array([1.0, 2.0, 4.0])
    for kind, share in ((np.float32, 1e-3), (np.float64, 1e-6)):
        assert pearson((1 + share * row).astype(kind), row) == pytest.approx(1, abs=1e-3)
