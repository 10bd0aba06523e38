"""The classifier without attention (Zhou et al. 2021, section 4.1)."""

import numpy as np
import pytest
import torch

from steady_attention.models.outputs import log_probabilities
from steady_attention.models.recurrent import maximum
from tests.tiny import HIDDEN, RECURRENT, make_batch, make_model, make_texts, noise


def logits(model, batch):
    return model.read(model.embed(batch, noise()), batch).logits()


def of_one_text(encoder, model, one):
    """The maximum of the states of a batch of one text without padding."""
    return encoder(model.embedding(one.tokens), one.lengths)[0].amax(0)


def test_maximum_by_hand():
    """States (1, -8), (3, -6), (2, -7): their maximum is (3, -6), whatever stands before and behind them."""
    states = torch.tensor([[[9.0, 9.0], [1.0, -8.0], [3.0, -6.0], [2.0, -7.0], [0.0, 0.0]]])
    mask = torch.tensor([[False, True, True, True, False]])
    assert maximum(states, mask).tolist() == [[3.0, -6.0]]


def test_the_gradient_goes_to_the_largest_states():
    """Of each state to the one word where it is largest; none to padding."""
    states = torch.tensor([[[1.0, -8.0], [3.0, -9.0], [9.0, 9.0]]], requires_grad=True)
    maximum(states, torch.tensor([[True, True, False]])).sum().backward()
    assert states.grad.tolist() == [[[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]]


def test_a_text_without_a_word_is_not_a_number():
    """Not minus infinity, which a decoder could turn into a sure answer."""
    found = maximum(torch.ones(2, 3, 5), torch.tensor([[False] * 3, [True] * 3]))
    assert found[0].isnan().all() and (found[1] == 1).all()


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("pair", [False, True])
@pytest.mark.parametrize("encoder", RECURRENT)
def test_logits_are_those_of_each_text_alone(encoder, pair, classes):
    """Padding is never pooled, a text of one word is its state; of pairs both maxima stand side by side."""
    model, texts = make_model(encoder, "max", classes, pair=pair), make_texts(classes=classes, pair=pair)
    found = logits(model, texts.batch(np.arange(5)))
    for row in range(5):
        one = texts.batch(np.array([row]))
        pooled = of_one_text(model.encoder.first, model, one)
        if pair:
            pooled = torch.cat([pooled, of_one_text(model.encoder.second, model, one.second)])
        torch.testing.assert_close(found[row], model.decoder.weight @ pooled + model.decoder.bias)
    assert model.decoder.in_features == (2 if pair else 1) * (2 if encoder == "bilstm" else 1) * HIDDEN


def test_boundaries_are_never_pooled():
    model, texts = make_model(scorer="max"), make_texts((7,), boundaries=True)
    one = texts.batch(np.array([0]))
    states = model.encoder.first(model.embedding(one.tokens), one.lengths)[0]
    assert not torch.equal(states.amax(0), states[1:-1].amax(0))
    torch.testing.assert_close(logits(model, one)[0], model.decoder(states[1:-1].amax(0)))


def test_the_other_text_is_read():
    model, batch = make_model(scorer="max", pair=True), make_batch(pair=True)
    second = batch.second
    turned = type(batch)(second.tokens.flip(0), second.lengths.flip(0), second.mask.flip(0))
    other = type(batch)(batch.tokens, batch.lengths, batch.mask, second=turned)
    assert not torch.allclose(logits(model, batch)[1], logits(model, other)[1])


def test_a_class_that_is_no_candidate_has_no_probability_and_no_gradient():
    model, batch = make_model(scorer="max", classes=5), make_batch(classes=5, candidates=True)
    found = log_probabilities(logits(model, batch))
    assert (found.exp()[~batch.candidates] == 0).all()
    torch.testing.assert_close(found.exp().sum(1), torch.ones(5))
    found[torch.arange(5), batch.labels].sum().backward()
    assert (model.decoder.bias.grad[~batch.candidates.any(0)] == 0).all()
    assert all(torch.isfinite(parameter.grad).all() for parameter in model.parameters())


def test_dropout_keeps_the_mean():
    """A number of a word vector is 0 or, with a rate of 0.2, 1.25 times itself; about a fifth are 0."""
    model, batch = make_model(scorer="max", dropout=0.2), make_batch(lengths=(101, 89))
    found, whole = model.embed(batch, noise()), model.embedding(batch.tokens)
    torch.testing.assert_close(found, torch.where(found == 0, 0.0, whole / 0.8))
    assert 0.15 < (found == 0)[batch.mask].double().mean() < 0.25


@pytest.mark.parametrize("pair", [False, True])
def test_words_are_embedded_as_with_attention(pair):
    """The same words from the same vectors, with the same dropout from the same generator."""
    batch, theirs = make_batch(pair=pair), make_model(dropout=0.3)
    ours = make_model(scorer="max", dropout=0.3, pair=pair)
    expected = theirs.embed(batch, noise(2))
    assert torch.equal(ours.embed(batch, noise(2)), expected)
    assert not torch.equal(ours.embed(batch, noise(3)), expected)
    assert torch.equal(ours.eval().embed(batch, noise(3)), theirs.eval().embed(batch, noise(2)))
