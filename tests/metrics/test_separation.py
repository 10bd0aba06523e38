"""Separation of classes: by hand and by property."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.metrics.separation import distance_ratio, silhouette

# Class 2: centroid (0, 0), both points 1 away; class 7: centroid (0, 8), one point 3 away each.
POINTS = np.array([[1.0, 0.0], [3.0, 8.0], [-1.0, 0.0], [-3.0, 8.0]], np.float32)
LABELS = np.array([2, 7, 2, 7])


def test_distance_ratio():
    """8 between, (1 + 3 + 1 + 3) / 4 = 2 within."""
    assert distance_ratio(POINTS, LABELS) == pytest.approx(4.0)


def test_distance_ratio_of_three_classes():
    """Centroids 0, 3 and 5 lie 3, 5 and 2 apart, 10/3 on average; two of five points are 1 away, 2/5."""
    points = np.array([[-1.0], [1.0], [3.0], [5.0], [5.0]])
    assert distance_ratio(points, np.array([0, 0, 1, 2, 2])) == pytest.approx(25 / 3)


def test_silhouette():
    """On a line 0, 1 | 4, 5: own 1, other 4.5 or 3.5: 7/9 and 5/7, twice each."""
    points = np.array([[0.0], [1.0], [4.0], [5.0]])
    assert silhouette(points, np.array([0, 0, 1, 1])) == pytest.approx((7 / 9 + 5 / 7) / 2)


@pytest.mark.parametrize("measure", [silhouette, distance_ratio])
@pytest.mark.parametrize(
    ("points", "labels"),
    [
        ([[0.0], [1.0], [4.0]], [5, 5, 5]),
        ([[2.0]], [0]),  # one class; one text
    ],
)
def test_one_class_has_no_separation(measure, points, labels):
    assert math.isnan(measure(np.array(points), np.array(labels)))


@pytest.mark.parametrize("measure", [silhouette, distance_ratio])
def test_a_class_for_every_point_has_no_separation(measure):
    assert math.isnan(measure(np.arange(3.0)[:, None], np.array([0, 1, 2])))


@pytest.mark.parametrize("value", [0.0, 0.1, 1.0])  # 0.1 is not the mean of three
@pytest.mark.parametrize("measure", [silhouette, distance_ratio])
def test_equal_points_have_no_separation(measure, value):
    assert math.isnan(measure(np.full((5, 3), value), np.array([0, 0, 1, 1, 1])))


def test_one_place_for_each_class():
    """No distance within: the silhouette is at its best, the ratio, a division by 0, is undefined."""
    points, labels = np.repeat([[0.1], [0.7]], [3, 7], axis=0), np.repeat([0, 1], [3, 7])
    assert silhouette(points, labels) == 1 and math.isnan(distance_ratio(points, labels))


@given(st.integers(0, 100), st.floats(0.01, 100.0), st.floats(-10.0, 10.0))
def test_scale_and_place_change_nothing(seed, scale, shift):
    random = np.random.default_rng(seed)
    points, labels = random.normal(size=(13, 3)), random.permutation(13) % 3
    for measure in (silhouette, distance_ratio):
        assert measure(points * scale + shift, labels) == pytest.approx(measure(points, labels), rel=1e-6)
