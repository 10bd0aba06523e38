"""The cheap passes equal running the whole model again."""

import numpy as np
import pytest
import torch

from steady_attention.models import checkpoint
from steady_attention.models.predict import predict
from steady_attention.store.errors import UserError
from tests.tiny import make_batch, make_model, make_texts, noise


@pytest.mark.parametrize("scorer", ["additive", "dot"])
@pytest.mark.parametrize("classes", [2, 3])
def test_values_give_the_logits_of_the_weighted_sum_of_states(scorer, classes):
    """sum_t a_t (W h_t) + b = W (sum_t a_t h_t) + b (Eqs. 18-19)."""
    model, batch = make_model(scorer=scorer, classes=classes), make_batch()
    embedded = model.embed(batch, noise())
    reading = model.read(embedded, batch)
    states = model.encoder(embedded, batch).states
    summed = (reading.attention()[..., None] * states).sum(1)
    torch.testing.assert_close(reading.logits(), model.decoder(summed))


def test_perturbed_scores_act_as_in_the_whole_model():
    model, batch = make_model(), make_batch()
    reading = model.read(model.embed(batch, noise()), batch)
    shifted = reading.scores + torch.arange(13.0)
    attention = torch.softmax(torch.where(batch.mask, shifted, torch.tensor(-torch.inf)), 1)
    states = model.encoder(model.embedding(batch.tokens), batch).states
    expected = model.decoder(torch.einsum("bt,bth->bh", attention, states))
    torch.testing.assert_close(reading.logits(shifted), expected)


def test_dropout_draws_from_its_generator_alone():
    model, batch = make_model(dropout=0.5), make_batch()
    state = torch.get_rng_state()
    first, second, other = (
        model.embed(batch, noise(1)),
        model.embed(batch, noise(1)),
        model.embed(batch, noise(2)),
    )
    assert torch.equal(first, second) and not torch.equal(first, other)
    assert torch.equal(state, torch.get_rng_state())
    assert torch.equal(model.eval().embed(batch, noise(1)), model.embedding(batch.tokens))


def test_a_batch_by_hand():
    """Two texts of 3 and 1 words: padded to 3, mask true on words; boundaries get no attention."""
    texts = make_texts((3, 1))
    batch = texts.batch(np.array([1, 0]))
    assert batch.lengths.tolist() == [1, 3]
    assert batch.tokens[0].tolist() == [int(texts.tokens[3]), 0, 0]
    assert batch.mask.tolist() == [[True, False, False], [True, True, True]]
    bounded = make_texts((5, 3), boundaries=True).batch(np.array([0, 1]))
    assert bounded.mask.tolist() == [[False, True, True, True, False], [False, True, False, False, False]]


def test_predictions_come_in_the_order_of_the_texts():
    """Length-sorted batches must not permute the results; padding must not change them."""
    model, texts = make_model().eval(), make_texts((7, 2, 11, 1, 5))
    found = predict(model, texts)
    for index in range(5):
        batch = texts.batch(np.array([index]))
        reading = model.read(model.embed(batch, noise()), batch)
        np.testing.assert_allclose(found.attention[index], reading.attention()[0].detach().numpy(), atol=1e-6)
        positive = torch.sigmoid(reading.logits()[0, 0]).item()
        assert found.probabilities[index, 1] == pytest.approx(positive, abs=1e-6)


def test_a_saved_model_is_the_same_model(tmp_path):
    built = {
        "encoder": "bilstm",
        "scorer": "additive",
        "sizes": {"hidden": 11},
        "attention_hidden": 5,
        "dropout": 0.0,
    }
    model, texts = make_model(), make_texts()
    checkpoint.save(tmp_path, model.state_dict(), built | {"classes": 2, "pair": False})
    again = checkpoint.load(tmp_path)
    np.testing.assert_array_equal(predict(again, texts).probabilities, predict(model, texts).probabilities)


def test_weights_that_are_not_finite_are_refused(tmp_path):
    model = make_model()
    with torch.no_grad():
        model.decoder.bias.fill_(float("nan"))
    checkpoint.save(tmp_path, model.state_dict(), {})
    with pytest.raises(UserError, match=r"decoder\.bias holds a value that is not finite"):
        checkpoint.load(tmp_path)
