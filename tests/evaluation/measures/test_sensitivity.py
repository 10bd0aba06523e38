"""The mean smallest norm by share of the rationale."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from steady_attention.evaluation.measures.sensitivity import area, measured, smallest
from steady_attention.evaluation.minimal_norm import CAP, adaptive, bisected
from steady_attention.models.predict import predict
from steady_attention.models.texts import texts
from tests.evaluation.linear import Linear
from tests.tiny import make_model, make_texts

# |W| = 5; words 1 and 2 add 3 and 4.
MODEL = Linear([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]], [[3.0, 4.0]], [1.0]).eval()
TEXTS = texts(np.array([1, 2, 2, 2, 1], np.int32), np.array([0, 4, 5]), np.array([1, 1]), False)
ATTENTION = [np.array([0.1, 0.2, 0.3, 0.4]), np.array([1.0])]


def test_area_by_hand():
    """Shares .1, .2, .5 at 4, 2, 1: .3 + .45 over .4, in whatever order they stand."""
    norms = np.array([[2.0, 4.0, 1.0], [3.0, 3.0, 3.0]])
    np.testing.assert_allclose(area(norms, (0.2, 0.1, 0.5)), [1.875, 3.0])
    np.testing.assert_allclose(area(norms[:, :1], (0.2,)), [2.0, 3.0])


def test_norms_of_a_linear_model():
    """z = 16 over 1, 2 and 4 of four words: 16 / 5 over 1, sqrt 2 and 2. The text of one word: 4 / 5."""
    for search in (adaptive, bisected):
        norms = smallest(MODEL, TEXTS, ATTENTION, (0.01, 0.5, 1.0), 20, search)
        expected = [[3.2, 3.2 / 2**0.5, 1.6], [0.8, 0.8, 0.8]]
        np.testing.assert_allclose(norms, expected, rtol=0.0101)


def test_the_rationale_is_what_has_the_most_attention():
    """The last word of four, then the last two; never twice the same."""
    seen = []

    def search(model, batch, places, steps):
        seen.extend(zip(batch.lengths.tolist(), places.int().tolist(), strict=True))
        return places.sum(1)

    norms = smallest(MODEL, TEXTS, ATTENTION, (0.25, 0.5, 0.3), 20, search)
    assert norms.tolist() == [[1, 2, 2], [1, 1, 1]]
    assert seen == [(1, [1, 0, 0, 0]), (4, [0, 0, 0, 1]), (4, [0, 0, 1, 1])], "each size once"


@pytest.mark.parametrize("boundaries", [False, True])
def test_boundaries_and_second_texts_never_move(boundaries):
    model = make_model(pair=True).eval()
    whole = make_texts((7, 3, 5), boundaries=boundaries, pair=True)
    attention = predict(model, whole).attention

    def search(model, batch, places, steps):
        width = batch.tokens.shape[1]
        assert places[:, :width].equal(batch.mask) and not places[:, width:].any()
        return places.sum(1)

    smallest(model, whole, attention, (1.0,), 20, search)


def subject(model, whole, amount, seed=3):
    settings = SimpleNamespace(sensitivity_texts=amount, rationale_shares=(0.2, 1.0), sensitivity_steps=20)
    return SimpleNamespace(
        model=model, test=whole, predictions=predict(model, whole), settings=settings, seed=seed
    )


def test_capped_cases_count_as_the_cap():
    """Nothing changes the prediction of a model without weights."""
    flat = Linear([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]], [[0.0, 0.0]], [1.0]).eval()
    assert measured(subject(flat, TEXTS, 7), Path()) == {"sensitivity": CAP, "sensitivity_capped": 1.0}


def test_means_over_the_drawn_texts():
    """Over both texts, and over one of them: the same one again from the same seed, either from some."""
    means = [(3.2 + 1.6) / 2, 0.8]
    for amount in (2, 7):
        assert measured(subject(MODEL, TEXTS, amount), Path())["sensitivity"] == pytest.approx(1.6, rel=0.01)
    found = [measured(subject(MODEL, TEXTS, 1, seed), Path())["sensitivity"] for seed in (0, 1, 2, 3, 4, 0)]
    assert found[0] == found[-1]
    nearest = [min(means, key=lambda mean: abs(value - mean)) for value in found]
    assert set(nearest) == set(means)
    np.testing.assert_allclose(found, nearest, rtol=0.01)


def test_batches_change_nothing():
    model, whole = make_model().eval(), make_texts((7, 2, 11, 1, 5))
    attention = predict(model, whole).attention
    norms = [smallest(model, whole, attention, (0.2, 0.6), 20, size=size) for size in (2, 128)]
    np.testing.assert_allclose(*norms, rtol=0.02)
