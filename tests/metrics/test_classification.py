"""Scores by hand."""

import numpy as np
import pytest

from steady_attention.metrics.classification import accuracy, f1, macro_f1, scores

# Decisions 1 1 0 1 0 against labels 1 0 0 1 1: two true positives, one false one, one missed.
PROBABILITIES = np.array([[0.1, 0.9], [0.4, 0.6], [0.8, 0.2], [0.5, 0.5], [0.51, 0.49]])
LABELS = np.array([1, 0, 0, 1, 1])


def test_f1_of_the_positive_class():
    """Precision 2/3, recall 2/3."""
    assert f1(PROBABILITIES, LABELS) == pytest.approx(2 / 3)


def test_macro_f1():
    """Positive 2/3; negative: one of two found, one of two right, 1/2."""
    assert macro_f1(PROBABILITIES, LABELS) == pytest.approx((2 / 3 + 1 / 2) / 2)


def test_accuracy():
    assert accuracy(PROBABILITIES, LABELS) == pytest.approx(3 / 5)


def test_one_half_is_positive_and_the_published_threshold_is_not_used():
    """Published code decides at 0.622: it would call 0.6 negative."""
    assert accuracy(np.array([[0.5, 0.5], [0.4, 0.6]]), np.array([1, 1])) == 1.0


def test_of_more_classes_f1_is_micro_and_equals_accuracy():
    probabilities = np.eye(3)[[0, 1, 2, 2, 1]]
    labels = np.array([0, 1, 1, 2, 0])
    assert f1(probabilities, labels) == accuracy(probabilities, labels) == pytest.approx(3 / 5)


def test_a_class_that_is_never_decided_counts_as_zero():
    assert f1(np.array([[0.9, 0.1]] * 3), np.array([1, 1, 0])) == 0.0
    assert macro_f1(np.array([[1.0, 0, 0]] * 2), np.array([0, 0])) == pytest.approx(1 / 3)


def test_all_scores_by_name():
    assert set(scores(PROBABILITIES, LABELS)) == {"f1", "macro_f1", "accuracy"}
