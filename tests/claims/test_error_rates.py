"""A claim that is not so holds in at most 5 % of all cases, and one that is so fails in at most 5 %: every
kind of margin, every count of comparisons.

Each sample has scores of normal noise, 3, 5 or 10 seeds, whose true margin is 0, or on the other side by no
more than noise: so that the verdicts named are errors, or are as frequent as errors can be.
"""

import numpy as np
import pytest

from tests.claims import samples
from tests.claims.samples import RANKS, A, along, compare, curve, to, verdict

SAMPLES = 300
ALLOWED = 0.05 + 2.6 * (0.05 * 0.95 / SAMPLES) ** 0.5  # 99.5 % of all simulations of an error of 5 %
BOTH = ("holds", "fails")
KINDS = {  # margin: test, scores, verdicts that are errors
    "better": (compare("better"), samples.alike, BOTH),
    "not_worse": (compare("not_worse"), samples.alike, BOTH),
    "greater": (compare("greater"), samples.alike, BOTH),
    "twelve, coarse": (compare("better"), samples.coarse, BOTH),
    "ratio": (compare("ratio_at_least", 1.0), samples.alike, BOTH),
    "gain": ({"op": "gain", "pairs": [[to("a"), to("b")]]}, samples.changed, BOTH),
    "bound": ({"op": "bound", "subject": A, "relation": "lt", "value": 80.0}, samples.alike, BOTH),
    "monotone": (along("monotone"), curve(*[80] * 5), BOTH),
    "within, at the bound": (compare("within", 0.5), samples.apart, BOTH),
    "within, equal": (compare("within", 0.01), samples.alike, ("fails",)),
    "settles, flat": (along("settles", tolerance=0.1), curve(*[80] * 6), ("fails",)),
    "settles, a step too far": (along("settles", tolerance=0.49), curve(70, 80, 79.5, 79.5), ("holds",)),
    "settles, a step just allowed": (along("settles", tolerance=0.5), curve(70, 80, 79.5, 79.5), ("fails",)),
    "rank correlation": (RANKS, samples.ranked, BOTH),
    "best of three": (samples.BEST, samples.about(0, 0, 0, 0, 0), BOTH),
    "best of three, one of them good": (samples.BEST, samples.about(0, -9, -9, 0, -9), BOTH),
    "between seeds, one dimension": (compare("better"), samples.between_seeds(1), BOTH),
    "between seeds, many dimensions": (compare("better"), samples.between_seeds(23), BOTH),
}
SURE = 99.0  # a true difference that no noise hides
NINE = {"at_least": 9, "of": 10}
COUNTS = {  # true differences, how many must be above 0, the error: as near the other side as can be
    "all of 12, eleven are so": ([SURE] * 11 + [0], "all", "holds"),
    "all of 12, none is so": ([0] * 12, "all", "holds"),
    "all of 12, just so": ([0] * 12, "all", "fails"),
    "9 of 10, eight are so": ([SURE] * 8 + [0] * 2, NINE, "holds"),
    "9 of 10, just so": ([-SURE] + [0] * 9, NINE, "fails"),
    "most of 12, six are so": ([SURE] * 6 + [0] * 6, "most", "holds"),
    "most of 12, just so": ([-SURE] * 5 + [0] * 7, "most", "fails"),
    "any of 12, none is so": ([0] * 12, "any", "holds"),
    "any of 12, just so": ([-SURE] * 11 + [0], "any", "fails"),
}
TWO = {"all_of": [compare("better"), compare("better") | {"object": {"method": "c"}}]}
PARTS = {  # true values of a, b, c; the error
    "two parts, one is so": ((0, 0, -SURE), "holds"),
    "two parts, just so": ((0, 0, 0), "fails"),
}


def check(test, make, errors, seeds, name):
    """The rate of every error over SAMPLES samples."""
    generator = np.random.default_rng([seeds, *name.encode()])
    found = [verdict(test, make(generator, seeds)) for _ in range(SAMPLES)]
    for error in errors:
        assert found.count(error) / SAMPLES <= ALLOWED, error


@pytest.mark.parametrize("seeds", [3, 5, 10])
@pytest.mark.parametrize("kind", KINDS)
def test_verdicts_between_methods_that_do_not_differ_are_seldom_wrong(kind, seeds):
    test, make, errors = KINDS[kind]
    check(test, make, errors, seeds, kind)


@pytest.mark.parametrize("shared", [0.0, 1.0])
@pytest.mark.parametrize("seeds", [3, 10])
@pytest.mark.parametrize("kind", COUNTS)
def test_counts_of_comparisons_are_seldom_wrong(kind, seeds, shared):
    """Also where all comparisons have the same noise."""
    differences, need, error = COUNTS[kind]
    make = samples.differing(differences, shared)
    check(compare("better") | {"need": need}, make, [error], seeds, kind)


@pytest.mark.parametrize("seeds", [3, 10])
@pytest.mark.parametrize("kind", PARTS)
def test_parts_that_must_all_hold_are_seldom_wrong(kind, seeds):
    means, error = PARTS[kind]
    check(TWO, samples.about(*means), [error], seeds, kind)


def test_more_comparisons_in_favour_do_not_widen_what_a_claim_on_all_of_them_needs():
    """Ten deviations apart, three seeds. The half width of Bonferroni, t(1 - 0.05 / 24, 2) times
    sqrt(2 / 3), is 12.6, so that few of twelve would be in favour; that of t(0.95, 2) is 2.4.
    """
    generator = np.random.default_rng(7)
    make = samples.differing([10.0] * 12)
    found = [verdict(compare("better"), make(generator, 3)) for _ in range(100)]
    assert found.count("holds") >= 60 and "fails" not in found
