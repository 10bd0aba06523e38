"""What differs clearly is decided, what does not is left open, over many comparisons at once."""

import numpy as np
import pytest

from tests.claims.samples import RANKS, alike, along, cells, compare, corpora, curve, verdict

BETTER = compare("better")


@pytest.mark.parametrize("comparisons, seeds", [(1, 3), (24, 3), (24, 5)])
def test_methods_that_do_not_differ_are_seldom_decided(comparisons, seeds):
    generator = np.random.default_rng(0)
    drawn = (generator.normal(80, 1, (comparisons, 2, seeds)) for _ in range(200))
    assert sum(verdict(BETTER, corpora(values)) != "undecided" for values in drawn) <= 20


def test_methods_that_differ_are_decided():
    """Four deviations of a run apart, 24 comparisons, ten seeds; the worse side fails as surely."""
    values = np.random.default_rng(0).normal(80, 1, (24, 2, 10)) + [[[4], [0]]]
    assert verdict(BETTER, corpora(values)) == "holds"
    assert verdict(BETTER, corpora(values[:, ::-1])) == "fails"


@pytest.mark.parametrize(
    "test, make, expected",
    [
        (compare("within", 5.0), alike, "holds"),
        (compare("within", 0.01), alike, "undecided"),
        (along("settles", tolerance=9.0), curve(50, 80, 80, 80), "holds"),
        (along("settles", tolerance=9.0), curve(50, 80, 50, 50), "fails"),
    ],
)
def test_what_is_clear_is_decided_with_ten_seeds(test, make, expected):
    assert verdict(test, make(np.random.default_rng(0), 10)) == expected


@pytest.mark.parametrize("turned, expected", [(1, "holds"), (-1, "fails")])
def test_rankings_that_are_clear_are_decided_with_ten_seeds(turned, expected):
    generator = np.random.default_rng(0)
    steps = 100.0 * np.arange(7)[:, None]
    x, y = (sign * steps + generator.normal(0, 1, (7, 10)) for sign in (1, turned))
    assert verdict(RANKS, cells(x, metric="f1") + cells(y, metric="pearson")) == expected
