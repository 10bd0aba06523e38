"""The smallest perturbations that change a prediction: known on linear models, compared on others."""

import numpy as np
import pytest
import torch

from steady_attention.evaluation import attack, minimal_norm
from steady_attention.evaluation.minimal_norm import CAP, adaptive, bisected
from steady_attention.models.noise import attended, frozen
from steady_attention.models.texts import Choices, texts
from tests.evaluation.linear import Linear
from tests.tiny import make_batch, make_model

SEARCHES = pytest.mark.parametrize("search", [adaptive, bisected])
VECTORS = [[0.0, 0.0, 0.0], [1.0, 0.0, 7.0], [0.0, 1.0, -5.0]]
BATCH = texts(np.array([1, 2, 2, 1, 2, 1, 1], np.int32), np.array([0, 2, 3, 7]), None, False).batch(
    np.arange(3)
)


def norms(search, model, batch, places, steps=20):
    with frozen(model):
        return search(model, batch, torch.as_tensor(places), steps).numpy()


@SEARCHES
def test_the_closed_form_on_a_linear_model(search):
    """|W| = 5. Word 1 adds 3, word 2 adds 4, b = -5: z = 2, -1, 8. With 1, 1 and 4 words to move:
    2 / 5, 1 / 5, 8 / 10.
    """
    model = Linear(VECTORS, [[3.0, 4.0, 0.0]], [-5.0])
    places = BATCH.mask.clone()
    places[0, 1] = False
    found = norms(search, model, BATCH, places)
    np.testing.assert_allclose(found, [0.4, 0.2, 0.8], rtol=0.0101)
    assert (found >= np.array([0.4, 0.2, 0.8]) * (1 - 1e-6)).all(), "what did not change the prediction"


@SEARCHES
def test_the_closed_form_of_three_classes(search):
    """Text of word 1: logits 6, 3, 0. The second class gains 3 on the first at |W_1 - W_0| = |(0, 5)| = 5."""
    model = Linear(VECTORS, [[6.0, 0.0, 0.0], [6.0, 5.0, 0.0], [0.0, 0.0, 0.0]], [0.0, -3.0, 0.0])
    batch = texts(np.array([1], np.int32), np.array([0, 1]), None, False).batch(np.array([0]))
    np.testing.assert_allclose(norms(search, model, batch, batch.mask), [0.6], rtol=0.0101)


@SEARCHES
def test_a_prediction_that_cannot_change(search):
    """No word that counts; a boundary behind CAP, at 2 CAP; just before it; no word to move."""
    flat = Linear(VECTORS, [[0.0, 0.0, 0.0]], [1.0])
    assert np.isinf(norms(search, flat, BATCH, BATCH.mask)).all()
    one = texts(np.array([0], np.int32), np.array([0, 1]), None, False).batch(np.array([0]))
    behind, before = (Linear(VECTORS, [[0.0, 2.0, 0.0]], [2 * CAP * part]) for part in (2.0, 0.9))
    assert np.isinf(norms(search, behind, one, one.mask))
    np.testing.assert_allclose(norms(search, before, one, one.mask), 0.9 * CAP, rtol=0.0101)
    assert np.isinf(norms(search, before, one, ~one.mask))


@SEARCHES
def test_a_class_that_is_no_candidate_is_never_reached(search):
    model = make_model(classes=3).eval()
    batch = make_batch((5,), classes=3)
    alone = Choices(3, np.array([1], np.int32), np.array([0, 1])).rows(np.array([0]))
    batch = attack.replace(batch, candidates=alone)
    assert np.isinf(norms(search, model, batch, batch.mask, steps=3))


def test_what_the_run_does_not_change_goes_to_the_reference(monkeypatch):
    """Of these three texts the second alone has no gradient, and a radius up to CAP."""
    model = Linear(VECTORS, [[3.0, 4.0, 0.0]], [-5.0])
    places = BATCH.mask.clone()
    places[1] = False
    given = []

    def reference(model, batch, places, steps):
        given.append((batch.tokens.tolist(), places.tolist(), steps))
        return torch.tensor([42.0])

    monkeypatch.setattr(minimal_norm, "bisected", reference)
    found = norms(adaptive, model, BATCH, places, steps=7)
    assert given == [([[2, 0, 0, 0]], [[False] * 4], 7)]
    np.testing.assert_allclose(found, [0.4 / 2**0.5, 42.0, 0.8], rtol=0.0101)


@pytest.mark.parametrize("kind", [{}, {"classes": 3}, {"pair": True}, {"encoder": "rnn", "scorer": "dot"}])
def test_one_run_finds_what_the_reference_finds(kind):
    """Random models; a text of one word among them, and of pairs the attended text alone may move."""
    model = make_model(seed=1, **kind).eval()
    batch = make_batch(**{name: kind[name] for name in ("classes", "pair") if name in kind})
    places = attended(batch)
    reference = norms(bisected, model, batch, places)
    assert np.isfinite(reference).all()
    np.testing.assert_allclose(norms(adaptive, model, batch, places), reference, rtol=0.03)


@SEARCHES
def test_other_texts_of_the_batch_change_nothing(search):
    model, batch = make_model(dtype=torch.float64).eval(), make_batch()
    together = norms(search, model, batch, batch.mask, steps=3)
    for row in range(len(batch.tokens)):
        alone = attack.rows_of(batch, torch.tensor([row]))
        np.testing.assert_allclose(norms(search, model, alone, alone.mask, 3), together[[row]], rtol=1e-6)
