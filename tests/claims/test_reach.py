"""How far margins that are not linear reach: by hand, and by values drawn within the intervals."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.claims.reach import (
    correlation,
    pairwise,
    ranks,
    settled,
    settling,
    spearman,
    within,
)

NUMBER = st.floats(-100, 100).map(lambda value: round(value, 3))


@pytest.mark.parametrize(
    "low, high, expected",
    [
        (-1, 2, (3, 5)),
        (1, 2, (3, 4)),
        (-2, -1, (3, 4)),
        (6, 8, (-3, -1)),
        (-8, -6, (-3, -1)),
        (4, 7, (-2, 1)),
        (-np.inf, np.inf, (-np.inf, 5)),
    ],
)
def test_reach_of_a_distance_from_5(low, high, expected):
    assert within(np.array([low]), np.array([high]), 5.0) == expected


def test_pairs_are_later_minus_earlier():
    assert pairwise(np.array([[2.0], [3.0], [7.0]])).ravel().tolist() == [1, 5, 4]


def test_settling_by_hand():
    """1, 5, 4.9 with differences known to 0.15: the peak is 5 or 4.9, the step 0 to 0.25."""
    differences = pairwise(np.array([1.0, 5.0, 4.9])[:, None]).ravel()
    low, high = settling(differences - 0.15, differences + 0.15, 3, 0.3)
    assert (low, high) == (pytest.approx(0.05), pytest.approx(0.3))
    assert settling(differences, differences, 3, 0.3) == (pytest.approx(0.2), pytest.approx(0.2))


def test_ranks_of_values_that_are_known_in_part():
    """1 is surely the lowest; 4 and 5 may change places."""
    differences = pairwise(np.array([5.0, 1.0, 4.0])[:, None]).ravel()
    low, high = ranks(differences - 2, differences + 2, 3)
    assert (low.tolist(), high.tolist()) == ([2, 1, 2], [3, 1, 3])


def test_correlation_is_exact_where_every_order_is_known_and_free_where_none_is():
    """x ranks 1 2 3, y ranks 1 3 2: 1 - 6 * 2 / 24 = 0.5."""
    x, y = (pairwise(np.array(v)[:, None]).ravel() for v in ((1.0, 2.0, 3.0), (10.0, 30.0, 20.0)))
    both = np.concatenate([x, y])
    assert correlation(both, both, 3) == (pytest.approx(0.5), pytest.approx(0.5))
    assert correlation(both - 99, both + 99, 3) == (-1, 1)
    half = np.concatenate([x, y - [99, 99, 15]]), np.concatenate([x, y + [99, 99, 15]])
    assert correlation(*half, 3) == (-1, 1)


@given(st.lists(NUMBER, min_size=5, max_size=5), st.lists(NUMBER, min_size=5, max_size=5), st.floats(0, 50))
def test_values_near_by_settle_within_the_reach(centre, move, width):
    centre = np.array(centre)[:, None]
    moved = centre + width / 2 * np.array(move)[:, None] / 100
    differences = pairwise(centre).ravel()
    low, high = settling(differences - width, differences + width, 5, 7.0)
    assert low - 1e-9 <= settled(moved, 7.0).item() <= high + 1e-9


@given(st.lists(NUMBER, min_size=4, max_size=4, unique=True), st.permutations(range(4)), st.floats(0, 50))
def test_every_ranking_that_is_possible_is_within_the_reach(x, y, width):
    x, y = np.array(x), np.array(y, dtype=float)
    x_differences, y_differences = pairwise(x[:, None]).ravel(), pairwise(y[:, None]).ravel()
    low, high = correlation(
        np.concatenate([x_differences - width, y_differences]),
        np.concatenate([x_differences + width, y_differences]),
        4,
    )
    for order in permutations(range(4)):
        ranked = np.array(order)
        swapped = np.sign(ranked[:, None] - ranked) != np.sign(x[:, None] - x)
        if not (swapped & (abs(x[:, None] - x) > width)).any():
            found = spearman(ranked[:, None].astype(float), y[:, None]).item()
            assert low - 1e-9 <= found <= high + 1e-9
