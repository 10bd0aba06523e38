"""Verdicts between methods that do not differ are wrong in at most 5 % of all cases: every kind of margin.

Each sample has scores of normal noise, 3, 5 or 10 seeds, whose true margin is 0, or on the other side by no
more than noise: so that the verdicts named are errors.
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
    "between seeds, one dimension": (compare("better"), samples.between_seeds(1), BOTH),
    "between seeds, many dimensions": (compare("better"), samples.between_seeds(23), BOTH),
}


@pytest.mark.parametrize("seeds", [3, 5, 10])
@pytest.mark.parametrize("kind", KINDS)
def test_verdicts_between_methods_that_do_not_differ_are_seldom_wrong(kind, seeds):
    test, make, errors = KINDS[kind]
    generator = np.random.default_rng([seeds, *kind.encode()])
    wrong = sum(verdict(test, make(generator, seeds)) in errors for _ in range(SAMPLES))
    assert wrong / SAMPLES <= ALLOWED
