"""Pairs of texts: the other text asks, the first one is attended to (Kitada & Iyatomi 2022, A.2)."""

import numpy as np
import pytest
import torch

from steady_attention.models.encoders import NAMES as ENCODERS
from steady_attention.models.outputs import kl_divergence, log_probabilities, negative_log_likelihood
from steady_attention.models.predict import predict
from tests.tiny import ATTENTION_HIDDEN, HIDDEN, SECOND, make_batch, make_model, make_texts, noise


def read(model, batch):
    return model.read(model.embed(batch, noise()), batch)


def test_words_of_both_texts_lie_side_by_side():
    batch = make_batch(pair=True)
    assert batch.words.shape == (5, 13 + 17)
    assert batch.words[:, :13].equal(batch.mask) and batch.words[:, 13:].sum(1).tolist() == list(SECOND)
    assert make_model(pair=True).embed(batch, noise()).shape == (5, 13 + 17, 7)


def test_additive_scores_by_equation_22():
    """c^T tanh(W_1 h_t + W_2 q + b), the states and the final state from one text at a time."""
    model, texts = make_model(pair=True), make_texts(pair=True)
    scores = read(model, texts.batch(np.arange(5))).scores
    for row in range(5):
        one = texts.batch(np.array([row]))
        states = model.encoder.first(model.embedding(one.tokens), one.lengths)[0]
        others = model.encoder.second(model.embedding(one.second.tokens), one.second.lengths)[0]
        final = torch.cat([others[-1, :HIDDEN], others[0, HIDDEN:]])  # forwards at the end, backwards at 0
        scorer = model.scorer
        inside = states @ scorer.hidden.weight.T + scorer.query.weight @ final + scorer.hidden.bias
        assert inside.shape == (len(states), ATTENTION_HIDDEN)
        expected = (torch.tanh(inside) @ scorer.context.weight.T)[:, 0]
        torch.testing.assert_close(scores[row, : len(states)], expected)


@pytest.mark.parametrize("encoder", ["rnn", "lstm"])
def test_scaled_dot_scores(encoder):
    model, texts = make_model(encoder, "dot", pair=True), make_texts(pair=True)
    batch = texts.batch(np.arange(5))
    states = model.encoder.first(model.embedding(batch.tokens), batch.lengths)
    others = model.encoder.second(model.embedding(batch.second.tokens), batch.second.lengths)
    expected = [
        (states[row] @ (model.scorer.query.weight @ others[row, SECOND[row] - 1])) / HIDDEN**0.5
        for row in range(5)
    ]
    torch.testing.assert_close(read(model, batch).scores, torch.stack(expected))


@pytest.mark.parametrize("scorer", ["additive", "dot"])
def test_the_question_decides_where_the_attention_falls(scorer):
    model, batch = make_model(scorer=scorer, pair=True), make_batch(pair=True)
    turned = batch.second.tokens.flip(0), batch.second.lengths.flip(0), batch.second.mask.flip(0)
    other = type(batch)(batch.tokens, batch.lengths, batch.mask, second=type(batch)(*turned))
    assert not torch.allclose(read(model, batch).attention()[1], read(model, other).attention()[1])


@pytest.mark.parametrize("encoder", ENCODERS)
def test_padding_of_either_text_changes_nothing(encoder):
    model, texts = make_model(encoder, pair=True), make_texts(pair=True)
    together = read(model, texts.batch(np.arange(5))).logits()
    alone = [read(model, texts.batch(np.array([row]))).logits() for row in range(5)]
    torch.testing.assert_close(together, torch.cat(alone))


def test_boundaries_of_both_texts_are_no_words():
    words = make_texts((5, 3), boundaries=True, pair=True).batch(np.arange(2)).words
    assert words[0].tolist() == [False, True, True, True, False] + [False, True, False]


def test_a_class_that_is_no_candidate_has_no_probability_and_no_gradient():
    model, batch = make_model(classes=5), make_batch(classes=5, candidates=True)
    assert batch.candidates.sum(1).tolist() == [2] * 5
    assert batch.candidates[torch.arange(5), batch.labels].all()
    logits = read(model, batch).logits()
    probabilities = log_probabilities(logits).exp()
    assert (probabilities[~batch.candidates] == 0).all()
    torch.testing.assert_close(probabilities.sum(1), torch.ones(5))
    negative_log_likelihood(logits, batch.labels).sum().backward()
    never = ~batch.candidates.any(0)
    assert (model.decoder.bias.grad[never] == 0).all() and torch.isfinite(model.decoder.bias.grad).all()


def test_a_divergence_between_candidates_is_finite():
    model, batch = make_model(classes=5), make_batch(classes=5, candidates=True)
    reading = read(model, batch)
    divergence = kl_divergence(reading.logits().detach(), reading.logits(reading.scores.flip(0)))
    divergence.sum().backward()
    assert torch.isfinite(divergence).all() and torch.isfinite(model.decoder.weight.grad).all()


def test_predictions_keep_to_the_candidates():
    texts = make_texts((3, 5, 2, 7, 11), classes=5, candidates=True, pair=True)
    found = predict(make_model(classes=5, pair=True), texts)
    assert ((found.probabilities > 0).sum(1) <= 2).all()
    assert [len(weights) for weights in found.attention] == [3, 5, 2, 7, 11]


def test_taken_texts_keep_their_partners_and_candidates():
    texts = make_texts(classes=5, pair=True, candidates=True)
    order = np.array([3, 0])
    taken, batch = texts.take(order).batch(np.array([0, 1])), texts.batch(order)
    assert taken.tokens.equal(batch.tokens) and taken.second.tokens.equal(batch.second.tokens)
    assert taken.candidates.equal(batch.candidates) and taken.labels.equal(batch.labels)
    assert texts.first(2).without_labels().batch(np.array([1])).labels is None
