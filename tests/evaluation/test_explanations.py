"""Explanations by hand on a linear model, and beside captum's numbers."""

import numpy as np
import pytest
import torch

from steady_attention.evaluation import explanations
from steady_attention.evaluation.explanations import BY_PASS, attributions, log_odds, occlusion
from steady_attention.models.predict import predict
from steady_attention.models.texts import texts
from steady_attention.store.files import read_json
from tests.evaluation.captum_numbers import FILE, MODELS, STEPS
from tests.evaluation.linear import Linear
from tests.tiny import make_model, make_texts

# Word 1 is the unknown word, z = 0; words 2, 3, 4 add 3, -4 and 5; nothing else does.
VECTORS = [[0.0, 0.0], [0.0, 0.0], [1.0, 0.0], [0.0, -1.0], [1.0, 0.5]]
MODEL = Linear(VECTORS, [[3.0, 4.0]], [0.0]).eval()
TEXTS = texts(np.array([2, 3, 4, 3, 2], np.int32), np.array([0, 3, 5]), None, False)  # z = 4, z = -1
PARTS = [[3.0, -4.0, 5.0], [4.0, -3.0]]  # of the decided class: of the second text class 0


@pytest.mark.parametrize(
    "name", ["gradient_x_input", "integrated_gradients", "occlusion", "attention_x_gradient"]
)
def test_of_a_linear_model_a_word_has_what_it_adds(name):
    for row, expected in zip(attributions(MODEL, TEXTS, 3)[name], PARTS, strict=True):
        np.testing.assert_allclose(row, expected, rtol=1e-6)


def test_attention_and_values_of_a_linear_model():
    """Attention 1 / T; values T times what the word adds."""
    found = attributions(MODEL, TEXTS, 1)
    for name, expected in (("attention", [[1 / 3] * 3, [1 / 2] * 2]), ("attention_x_value", np.abs)):
        for number, row in enumerate(found[name]):
            wanted = expected(PARTS[number]) if callable(expected) else expected[number]
            np.testing.assert_allclose(row, wanted, rtol=1e-6)


def test_integrated_gradients_are_complete():
    """Of any model they sum to what the words change of the log-odds, once the steps are many."""
    model, whole = make_model(classes=3).eval(), make_texts((5, 3, 7, 4), classes=3, boundaries=True)
    found = attributions(model, whole, 101)["integrated_gradients"]
    with torch.no_grad():
        for index, row in enumerate(found):
            batch = whole.batch(np.array([index]))
            embedded = model.embed(batch, torch.Generator())
            own = model.read(embedded, batch).logits().argmax(1)
            bare = torch.where(batch.mask[..., None], 0.0, embedded)
            ends = (log_odds(model.read(at, batch).logits(), own) for at in (embedded, bare))
            assert row.sum() == pytest.approx(float(next(ends) - next(ends)), rel=1e-3, abs=1e-4)


@pytest.mark.parametrize("name", MODELS)
def test_as_captum(name):
    scorer, classes = MODELS[name]
    found = attributions(
        make_model(scorer=scorer, classes=classes).eval(), make_texts(classes=classes), STEPS
    )
    for explanation, rows in read_json(FILE)[name].items():
        for row, expected in zip(found[explanation], rows, strict=True):
            np.testing.assert_allclose(row, expected, rtol=1e-3, atol=2e-6)


@pytest.mark.parametrize("classes", [2, 5])
def test_log_odds(classes):
    """ln p / (1 - p) of the probabilities."""
    logits = torch.randn(7, 1 if classes == 2 else classes, generator=torch.Generator().manual_seed(0))
    own = torch.arange(7) % classes
    zeros = torch.zeros(7, 1)
    chances = torch.softmax(torch.cat([zeros, logits], 1) if classes == 2 else logits, 1)
    p = chances[torch.arange(7), own]
    torch.testing.assert_close(log_odds(logits, own), torch.log(p / (1 - p)))


@pytest.mark.parametrize("kinds", [{}, {"boundaries": True}, {"pair": True, "candidates": True}])
def test_other_texts_of_the_batch_change_nothing(kinds):
    model = make_model(classes=3, pair=kinds.get("pair", False)).eval()
    edge, lengths = int(kinds.get("boundaries", False)), (5, 2, 7, 1, 3)
    whole = make_texts(tuple(length + 2 * edge for length in lengths), classes=3, **kinds)
    together = attributions(model, whole, 3)
    assert set(together) == {*BY_PASS, "occlusion"}
    for index, length in enumerate(lengths):
        alone = attributions(model, whole.take(np.array([index])), 3)
        for name, rows in together.items():
            assert rows[index].shape == (length,) and np.isfinite(rows[index]).all()
            np.testing.assert_allclose(rows[index], alone[name][0], rtol=1e-4, atol=1e-5)


def test_the_model_is_left_as_it_was():
    model, whole = make_model(), make_texts()
    attributions(model, whole, 3)
    assert model.training and all(p.grad is None and p.requires_grad for p in model.parameters())


def test_attention_is_the_models_own():
    model, whole = make_model().eval(), make_texts()
    for row, expected in zip(
        attributions(model, whole, 1)["attention"], predict(model, whole).attention, strict=True
    ):
        np.testing.assert_allclose(row, expected, rtol=1e-6)


def test_a_long_text_is_cut_into_parts(monkeypatch):
    """Of three words two parts: the first two add 3 - 4, the last 5."""
    monkeypatch.setattr(explanations, "PARTS", 2)
    for row, expected in zip(occlusion(MODEL, TEXTS), ([-0.5, -0.5, 5.0], PARTS[1]), strict=True):
        np.testing.assert_allclose(row, expected, rtol=1e-6)


def test_the_only_word_is_compared_with_the_unknown_one():
    (row,) = occlusion(MODEL, texts(np.array([4], np.int32), np.array([0, 1]), None, False))
    np.testing.assert_allclose(row, [5.0])
