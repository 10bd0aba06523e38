"""Seeds by need: at which look a comparison is decided, with which error, and what keeps a claim open."""

import math

import numpy as np
import pytest
from scipy.special import stdtrit

from steady_attention.claims import looks
from steady_attention.claims.curves import parts
from steady_attention.claims.scores import Score
from steady_attention.claims.verdict import of_scores, undecided
from steady_attention.settings.looks import Look
from steady_attention.store.errors import UserError

LOOKS = (Look(3, 0.01), Look(5, 0.015), Look(11, 0.025))
BETTER = {"op": "compare", "subject": {"method": "a"}, "object": {"method": "b"}}
SURE, NEAR, OPEN = (0.50, 0.51, 0.49), (0.5, 0.1, 0.3), (0.5, -0.5, 0.25)


def pair(differences, dataset="sst"):
    """a and b with these differences, seed by seed."""
    a = Score("a", dataset, "f1", dict(enumerate(differences)))
    return [a, Score("b", dataset, "f1", dict.fromkeys(range(len(differences)), 0.0))]


def found(differences, given=LOOKS):
    """The finding of the one comparison."""
    ((one,),) = looks.findings(parts(BETTER, pair(differences)), given)
    return one


def test_the_interval_of_a_look_by_hand():
    """Of three seeds at 1 %: 0.5 - t(2 degrees, 0.99) 0.01 / sqrt 3."""
    one = found(SURE)
    assert one.low == pytest.approx(0.5 - stdtrit(2, 0.99) * 0.01 / math.sqrt(3)) and one.seeds == (0, 1, 2)


def test_more_seeds_undo_no_decision():
    """Alone, five seeds of which two are far below would decide nothing."""
    assert found((*SURE, -9.0, -7.0)).seeds == (0, 1, 2) and looks.decided(found((*SURE, -9.0, -7.0)))
    assert not looks.decided(found((*SURE, -9.0, -7.0), ()))


def test_an_open_comparison_is_judged_at_the_next_look():
    """With seed 3 alone there is no further look; with seed 4 there is, at its own error rate."""
    assert found((*OPEN, 0.5)).seeds == (0, 1, 2)
    five = (*OPEN, 0.5, 0.25)
    spread = np.std(five, ddof=1)
    low = np.mean(five) - stdtrit(4, 0.985) * spread / math.sqrt(5)
    assert found(five).seeds == (0, 1, 2, 3, 4) and found(five).low == pytest.approx(low)


def test_too_few_seeds_for_a_look_tell_nothing():
    one = found((0.5, 0.51))
    assert (one.low, one.high) == (-math.inf, math.inf) and one.margin == pytest.approx(0.505)


def test_a_false_claim_is_said_to_hold_in_at_most_five_of_a_hundred():
    """Differences of mean 0, looked at three times; plain intervals at each look would err more often."""
    random = np.random.default_rng(7)
    draws = random.normal(size=(701, 11))
    plain = tuple(Look(look.seeds, 0.05) for look in LOOKS)
    errs = [np.mean([found(draw, given).low > 0 for draw in draws]) for given in (LOOKS, plain)]
    assert errs[0] <= 0.05 < errs[1]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([Look(3, 0.02), Look(5, 0.04)], "the error rates come to 0.06, expected 0.05 at most"),
        ([Look(5, 0.01), Look(3, 0.01)], r"expected numbers of seeds that grow, from 3 on, got \[5, 3\]"),
        ([Look(2, 0.01)], r"from 3 on, got \[2\]"),
    ],
)
def test_looks_that_are_none_are_refused(given, told):
    with pytest.raises(UserError, match=told):
        looks.check(given)


CLAIM = {
    "paper": "attention_at",
    "over": {"datasets": ["sst", "imdb"], "encoders": [], "metrics": ["f1"]},
    "test": {**BETTER, "subject": {"method": "word_at"}, "object": {"method": "vanilla"}},
}


def scored(dataset, differences):
    """Scores of word_at and vanilla as ours, and as printed."""
    return [
        Score(name, dataset, "f1", numbers, "bilstm", "additive", "supervised")
        for name, numbers in (
            ("word_at", {seed: 70 + value for seed, value in enumerate(differences)}),
            ("vanilla", dict.fromkeys(range(len(differences)), 70.0)),
        )
    ]


@pytest.mark.parametrize(
    ("sst", "imdb", "verdict", "kept"),
    [
        (SURE, SURE, "holds", set()),
        (SURE, NEAR, "undecided", {"imdb"}),
        (OPEN, [-one for one in SURE], "fails", set()),
        (SURE, (0.5,), "holds where run", {"imdb"}),  # one seed fills a cell, and decides nothing
        ([-one for one in SURE], (0.5,), "fails where run", set()),  # the rest cannot mend it
    ],
)
def test_what_keeps_a_claim_open(sst, imdb, verdict, kept):
    scores = [*scored("sst", sst), *scored("imdb", imdb)]
    assert of_scores(CLAIM, scores, scores, {}, LOOKS).verdict == verdict
    assert {score.dataset for score in undecided(CLAIM, scores, scores, {}, LOOKS)} == kept
