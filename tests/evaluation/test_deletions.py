"""Losses with sets of words, and the bounds of AOPC."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.evaluation import deletions
from steady_attention.evaluation.deletions import Losses, deleted, marks
from steady_attention.models.predict import predict
from steady_attention.models.texts import texts
from tests.evaluation.linear import Linear
from tests.tiny import make_model, make_texts

# Word 1 is the unknown word, z = 0; words 2, 3, 4 add ln 3, -ln 3, ln 9: odds 3, 1/3 and 9.
MODEL = Linear([[0.0], [0.0], [1.0], [-1.0], [2.0]], [[math.log(3)]], [0.0]).eval()
TEXTS = texts(np.array([2, 3, 4, 4, 2], np.int32), np.array([0, 3, 5]), None, False)


def losses(model=MODEL, whole=TEXTS):
    return Losses(model, whole, predict(model, whole))


def test_by_hand():
    """p = 9/10 and 27/28. Without 4 the first text is 2 3, 1/2; without 3 it is 2 4, 27/28; of nothing the
    unknown word is left, 1/2.
    """
    found = losses().of([(0, 0b100), (0, 0b010), (0, 0b111), (0, 0), (1, 0b01)])
    np.testing.assert_allclose(found, [0.4, 0.9 - 27 / 28, 0.4, 0.0, 27 / 28 - 0.75], atol=1e-6)


def test_aopc_by_hand():
    """The first text without 4, then 2, then 3: 1/2, 1/4, 1/2; the second without 4, then 2: 3/4, 1/2."""
    found = losses().aopc([np.array([2, 0, 1]), np.array([0, 1])])
    np.testing.assert_allclose(
        found, [(0.4 + 0.65 + 0.4) / 3, (27 / 28 - 0.75 + 27 / 28 - 0.5) / 2], atol=1e-6
    )


def test_bounds_by_hand():
    """Of the first text the best order is the one above, the worst 3, then 2, then 4: 27/28, 9/10, 1/2."""
    lower, upper = losses().bounds(beam=5)
    worst = (0.9 - 27 / 28) + 0.0 + 0.4
    np.testing.assert_allclose([lower[0], upper[0]], [worst / 3, 1.45 / 3], atol=1e-6)


@pytest.mark.parametrize("classes", [2, 3])
def test_a_beam_of_all_sets_finds_what_trying_all_orders_finds(classes):
    model, whole = make_model(classes=classes).eval(), make_texts((7, 3, 6, 4), classes, boundaries=True)
    found = losses(model, whole)
    lower, upper = found.bounds(beam=100)
    for text, length in enumerate((5, 1, 4, 2)):
        one = losses(model, whole.take(np.array([text])))
        each = [one.aopc([np.array(order)])[0] for order in permutations(range(length))]
        np.testing.assert_allclose([lower[text], upper[text]], [min(each), max(each)], atol=1e-5)


def test_a_wider_beam_finds_no_narrower_bounds():
    model, whole = make_model().eval(), make_texts((7, 11, 3))
    lower, upper = zip(*(losses(model, whole).bounds(beam) for beam in (1, 3, 101)), strict=True)
    assert (np.diff(lower, axis=0) <= 1e-7).all() and (np.diff(upper, axis=0) >= -1e-7).all()


def test_the_model_is_asked_of_each_set_once(monkeypatch):
    asked = []
    monkeypatch.setattr(deletions, "CHUNK", 3)
    monkeypatch.setattr(
        deletions, "predict", lambda model, whole: asked.append(len(whole)) or predict(model, whole)
    )
    found = losses()
    first = found.bounds(beam=7)
    assert sum(asked) == 2**3 - 1 + 2**2 - 1
    np.testing.assert_array_equal(first, found.bounds(beam=7))
    assert sum(asked) == 2**3 - 1 + 2**2 - 1


@given(st.lists(st.booleans(), min_size=1, max_size=61))
def test_sets_are_marks(row):
    found = marks(deleted(np.array(row)), len(row))
    assert found.tolist() == row
