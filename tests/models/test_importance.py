"""Gradient importance (Kitada & Iyatomi 2022, Eq. 26)."""

import numpy as np
import pytest
import torch

from steady_attention.models.importance import importance
from steady_attention.models.outputs import log_probabilities
from tests.tiny import make_model, make_texts, noise


@pytest.mark.parametrize("classes", [2, 3])
def test_it_is_the_derivative_by_the_one_hot_entry(classes):
    """g_t is the change of y per change of the one-hot entry, by finite differences, attention held."""
    model, texts = make_model(classes=classes, dtype=torch.float64).eval(), make_texts((5,), classes)
    batch = texts.batch(np.array([0]))
    embedded = model.embed(batch, noise()).detach()
    held = model.read(embedded, batch).attention()
    clean = log_probabilities(model.read(embedded, batch).logits_of(held)).exp()
    chosen = 1 if classes == 2 else int(clean.argmax())

    def probability(x):
        return float(log_probabilities(model.read(x, batch).logits_of(held)).exp()[0, chosen].detach())

    expected = []
    for t in range(5):
        moved = torch.zeros_like(embedded)
        moved[0, t] = 1e-5 * embedded[0, t]
        expected.append(abs(probability(embedded + moved) - probability(embedded - moved)) / 2e-5)
    (found,) = importance(model, texts)
    np.testing.assert_allclose(found, np.array(expected) / sum(expected), rtol=1e-5)


def test_batches_of_mixed_lengths_change_nothing():
    model, texts = make_model().eval(), make_texts((7, 2, 11, 1, 5))
    together = importance(model, texts)
    for index, row in enumerate(together):
        np.testing.assert_allclose(row, importance(model, texts.take(np.array([index])))[0], atol=1e-6)
        assert row.sum() == pytest.approx(1.0)


def test_boundaries_have_no_importance():
    model, texts = make_model().eval(), make_texts((7, 5), boundaries=True)
    assert [len(row) for row in importance(model, texts)] == [5, 3]


def test_the_models_parameters_get_no_gradient():
    model = make_model().eval()
    importance(model, make_texts())
    assert all(parameter.grad is None for parameter in model.parameters())
