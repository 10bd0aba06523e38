"""Deletion curves: by hand."""

import numpy as np
import pytest

from steady_attention.metrics.deletion import accuracy_lost, averaged_drop, floor

# Three texts at k = 0, 1, 2; the probability of class 1. Labels 1 1 0: right 3, then 1, then 2.
POSITIVE = np.array([[0.75, 1.0, 0.25], [0.25, 0.5, 0.5], [0.5, 0.0, 0.0]])
PROBABILITIES = np.stack([1 - POSITIVE, POSITIVE], 2)
LABELS = np.array([1, 1, 0])


def test_accuracy_lost():
    """Wrong at k = 1: the first and the third text; at k = 2: the second."""
    np.testing.assert_allclose(accuracy_lost(PROBABILITIES, LABELS), [2 / 3, 1 / 3])


def test_accuracy_can_be_gained():
    assert accuracy_lost(PROBABILITIES[::-1], LABELS)[-1] == pytest.approx(-1 / 3)


def test_averaged_drop():
    """Of the decided classes 1 1 0: drops 1/2 1/2 1/4 at k = 1, mean 5/12; 1/4 1 -1/4 at k = 2, mean 1/3.

    With the nothing of k = 0 they average to 5/24 over two and (5/12 + 4/12) / 3 = 1/4 over three.
    """
    np.testing.assert_allclose(averaged_drop(PROBABILITIES), [5 / 24, 1 / 4])


def test_averaged_drop_is_of_the_decided_class_not_of_the_label():
    sure = np.array([[[0.25, 0.0, 0.75]], [[0.75, 0.0, 0.25]]])  # one text, three classes
    assert averaged_drop(sure) == pytest.approx([0.5 / 2])


def test_floor_is_the_share_of_texts_without_a_word():
    """Lengths 1, 2, 5: one is empty at k = 1, two at k = 2; two classes are decided at both."""
    rows = np.repeat(np.eye(2)[[0, 1, 1]][None], 3, axis=0)
    np.testing.assert_allclose(floor(rows, np.array([1, 2, 5])), [1 / 3, 2 / 3])


def test_floor_is_reached_where_one_class_is_decided():
    """Two classes of the full texts do not count."""
    rows = np.stack([np.eye(3)[[0, 1]], np.eye(3)[[2, 2]], np.eye(3)[[2, 1]]])
    np.testing.assert_allclose(floor(rows, np.array([7, 11])), [1.0, 0.0])


def test_floor_is_reached_where_all_words_are_gone():
    """As of pairs, whose other texts still tell classes apart."""
    np.testing.assert_allclose(floor(np.stack([np.eye(2)] * 3), np.array([1, 2])), [1 / 2, 1.0])
