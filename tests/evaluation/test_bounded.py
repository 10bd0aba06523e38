"""Comprehensiveness and sufficiency between their bounds, on a model whose probabilities are known."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from steady_attention.evaluation import bounded
from steady_attention.models.predict import predict
from steady_attention.models.texts import texts
from tests.evaluation.linear import Linear

# Word 1 is the unknown word, z = 0; words 2, 3, 4 add ln 3, -ln 3, ln 9.
MODEL = Linear([[0.0], [0.0], [1.0], [-1.0], [2.0]], [[math.log(3)]], [0.0]).eval()
TEXTS = texts(np.array([2, 3, 4, 4, 2, 3, 4, 2, 3], np.int32), np.array([0, 3, 4, 6, 9]), None, False)


def searched(**settings):
    settings = SimpleNamespace(**{"bounded_words": 3, "bounded_texts": 5, "beam": 6} | settings)
    subject = SimpleNamespace(model=MODEL, test=TEXTS, predictions=predict(MODEL, TEXTS), settings=settings)
    return bounded.bounded(subject)


def test_short_texts_of_two_words_or_more_are_searched():
    assert searched().chosen.tolist() == [0, 2, 3]
    assert searched(bounded_texts=2).chosen.tolist() == [0, 3]
    assert searched(bounded_words=2).chosen.tolist() == [2]
    assert searched(bounded_words=1) is None


def test_the_best_and_the_worst_order():
    """By hand: of 2 3 4 the order 4, 2, 3 loses .4, .65 and .4, the most; 3, 2, 4 the least."""
    found = searched(bounded_words=3, bounded_texts=1)
    assert bounded.scores(found, [np.array([2.0, 1.0, 3.0])]) == {
        "comprehensiveness": 1.0,
        "sufficiency": 0.0,
    }
    other = bounded.scores(found, [np.array([2.0, 3.0, 1.0])])
    assert other == pytest.approx({"comprehensiveness": 0.0, "sufficiency": 1.0})


def test_an_order_between_them_by_hand():
    """2, 4, 3: without 2 the odds are 3, without 4 too 1/3, then 1: .9 - .75, .65 and .4."""
    found = searched(bounded_words=3, bounded_texts=1)
    least, most = (0.9 - 27 / 28 + 0.0 + 0.4) / 3, (0.4 + 0.65 + 0.4) / 3
    value = (bounded.scores(found, [np.array([3.0, 1.0, 2.0])]))["comprehensiveness"]
    assert value == pytest.approx(((0.15 + 0.65 + 0.4) / 3 - least) / (most - least))


def test_nothing_to_search_has_no_scores():
    assert bounded.scores(None, []) == {"comprehensiveness": None, "sufficiency": None}
