"""Predictions at perturbed scores and weights of the attention."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from steady_attention.evaluation.attention_perturbation import Attacked, smoothness, within
from steady_attention.methods import attention_at
from steady_attention.metrics.divergence import tvd
from steady_attention.models.importance import importance
from steady_attention.models.outputs import negative_log_likelihood
from steady_attention.models.predict import predict
from steady_attention.models.texts import texts
from tests.evaluation.linear import Linear
from tests.tiny import make_model, make_texts, noise

EPSILON = math.sqrt(2) * math.log(3)  # along (1, -1) / sqrt 2 it moves two even weights to 9/10 and 1/10


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def two_words(label):
    """Of values 2 (3) and 2 (4 / 4), 6 and 2, attention is half each: the logit is 4 + 1."""
    model = Linear([[0.0, 0.0], [1.0, 0.0], [0.0, 0.25]], [[3.0, 4.0]], [1.0]).eval()
    return model, texts(np.array([1, 2], np.int32), np.array([0, 2]), np.array([label]), False)


@pytest.mark.parametrize(("label", "logit"), [(1, 0.1 * 6 + 0.9 * 2 + 1), (0, 0.9 * 6 + 0.1 * 2 + 1)])
def test_the_attack_by_hand(label, logit):
    """Values 6 and 2: the label's loss grows where attention leaves the larger one, or goes to it."""
    model, whole = two_words(label)
    found = predict(Attacked(model, EPSILON), whole)
    assert found.probabilities[0, 1] == pytest.approx(sigmoid(logit), rel=1e-5)
    assert sorted(found.attention[0]) == pytest.approx([0.1, 0.9], rel=1e-5)


def test_smoothness_by_hand():
    """Of the two ends of the line it is one, whatever the label; without a perturbation 0."""
    model, whole = two_words(1)
    p, ends = sigmoid(5), [sigmoid(3.4), sigmoid(6.6)]
    divergences = [p * math.log(p / q) + (1 - p) * math.log((1 - p) / (1 - q)) for q in ends]
    found = smoothness(model, whole, EPSILON, noise()).item()
    assert min(abs(found - one) for one in divergences) < 1e-6
    assert smoothness(model, two_words(0)[1], EPSILON, noise()).item() == found
    assert smoothness(model, whole, 0.0, noise()).item() == 0.0


def test_the_worst_weights_by_hand():
    """Values 6 and 2, radius 0.01: the logit moves by 0.08 at most; from 5 the way down counts for more."""
    model, whole = two_words(1)
    assert within(model, whole, 0.01).item() == pytest.approx(sigmoid(5) - sigmoid(4.92), rel=1e-5)
    assert within(model, whole, 0.0).item() == 0.0


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("pair", [False, True])
def test_no_random_perturbation_is_worse(classes, pair):
    model = make_model(classes=classes, pair=pair).eval()
    whole = make_texts((7, 5, 13), classes, boundaries=True, pair=pair)
    worst = within(model, whole, 0.03)
    batch = whole.batch(np.arange(3))
    with torch.no_grad():
        reading = model.read(model.embed(batch, noise()), batch)
        random = noise(1)
        for _ in range(31):
            delta = 0.03 * (2 * torch.rand(reading.scores.shape, generator=random) - 1)
            logits = reading.logits_of(reading.attention() + torch.where(batch.mask, delta, 0.0))
            moved = replace(reading, bias=reading.bias + logits - reading.logits())
            apart = tvd(*(torch.softmax(wide(one.logits()), 1).numpy() for one in (reading, moved)))
            assert (apart <= worst + 1e-6).all()


def wide(logits):
    return torch.cat([torch.zeros_like(logits), logits], 1) if logits.shape[1] == 1 else logits


@pytest.mark.parametrize("classes", [2, 3])
def test_the_attack_is_training_s_own(classes):
    """The loss is that of Attention AT's objective at r_AT, and larger than the clean one."""
    model, whole = make_model(classes=classes).eval(), make_texts((7, 5, 13), classes)
    batch = whole.batch(np.arange(3))
    reading = model.read(model.embed(batch, noise()), batch)
    constant = reading.detached()
    r = attention_at.perturbation(
        lambda scores: negative_log_likelihood(constant.logits(scores), batch.labels),
        constant.scores,
        batch.mask,
        0.7,
    )
    attacked = Attacked(model, 0.7).read(model.embed(batch, noise()), batch)
    torch.testing.assert_close(attacked.logits(), reading.perturbed(r))
    losses = [negative_log_likelihood(one.logits(), batch.labels) for one in (reading, attacked)]
    assert (losses[1] > losses[0]).all()


def test_nothing_changes_at_0_and_the_model_stays_as_it_is():
    model, whole = make_model(dropout=0.5).eval(), make_texts()
    found, clean = predict(Attacked(model, 0.0), whole), predict(model, whole)
    np.testing.assert_array_equal(found.probabilities, clean.probabilities)
    for row, expected in zip(importance(Attacked(model, 0.0), whole), importance(model, whole), strict=True):
        np.testing.assert_array_equal(row, expected)
    assert not model.training and all(p.grad is None and p.requires_grad for p in model.parameters())


@pytest.mark.parametrize("pair", [False, True])
def test_padding_has_no_part_in_it(pair):
    """A text's numbers are the same beside a longer one as alone."""
    model, whole = make_model(pair=pair).eval(), make_texts((3, 13), pair=pair)
    alone = whole.take(np.array([0]))
    for find in (lambda t: within(model, t, 0.03), lambda t: predict(Attacked(model, 0.7), t).probabilities):
        np.testing.assert_allclose(find(whole)[0], find(alone)[0], rtol=1e-5)
