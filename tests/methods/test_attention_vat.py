"""Attention VAT, equation by equation (Kitada & Iyatomi 2022)."""

import numpy as np
import torch

from steady_attention.methods import attention_vat, vanilla
from steady_attention.methods.attention_at import perturbation as at_perturbation
from steady_attention.methods.attention_vat import HParams, divergences, perturbation
from steady_attention.methods.parts.perturbation import gradient, random_unit
from steady_attention.models.outputs import kl_divergence, negative_log_likelihood
from tests.tiny import make_batch, make_model, make_texts, noise

HP = HParams(epsilon=3.0, xi=0.1, weight=1.0)


def constant_reading(classes=2):
    """A reading of the tiny batch in double precision, as a constant."""
    batch = make_batch(classes=classes)
    model = make_model(classes=classes, dtype=torch.float64)
    return model.read(model.embed(batch, noise()), batch).detached()


def divergence_of(reading):
    """KL as a function of r."""
    clean = reading.logits()
    return lambda r: kl_divergence(clean, reading.logits(reading.scores + r))


def test_eq_5_by_hand():
    """The divergence s_1^2 + 2 s_2^2 at xi d = (0.6, 0.8) has gradient (1.2, 3.2), length sqrt(11.68)."""
    mask, start = torch.tensor([[True, True, False]]), torch.tensor([[0.6, 0.8, 0.0]])
    weights = torch.tensor([1.0, 2.0, 7.0])
    r = perturbation(lambda r: (weights * r**2).sum(1), start, mask, HParams(2.0, 1.0, 1.0))
    torch.testing.assert_close(r, 2 * torch.tensor([[1.2, 3.2, 0.0]]) / 11.68**0.5)


def test_the_divergence_has_no_gradient_at_zero():
    """KL(p || p(r)) is least at r = 0, so Eq. 5 needs a start."""
    reading = constant_reading()
    found = gradient(divergence_of(reading), torch.zeros_like(reading.scores))
    assert found.abs().max() < 1e-15


def test_for_one_sigmoid_the_line_is_that_of_attention_at():
    """The Hessian of KL has rank one there: whatever the start, r is AT's up to its sign."""
    reading, labels = constant_reading(), make_batch().labels
    several = reading.mask.sum(1) > 1
    at = at_perturbation(
        lambda s: negative_log_likelihood(reading.logits(s), labels), reading.scores, reading.mask, 1.0
    )
    for seed in range(7):
        start = random_unit(reading.scores, reading.mask, noise(seed))
        r = perturbation(divergence_of(reading), start, reading.mask, HParams(1.0, 1e-3, 1.0))
        cosine = (r * at).sum(1)[several].abs()
        torch.testing.assert_close(cosine, torch.ones_like(cosine), atol=1e-4, rtol=0)


def test_with_three_classes_the_start_matters():
    reading = constant_reading(classes=3)
    long = reading.mask.sum(1).argmax()
    found = [
        perturbation(
            divergence_of(reading), random_unit(reading.scores, reading.mask, noise(seed)), reading.mask, HP
        )
        for seed in range(7)
    ]
    cosines = [abs(float(found[0][long] @ r[long])) / HP.epsilon**2 for r in found[1:]]
    assert min(cosines) < 0.999


def test_eq_4_is_at_least_zero_and_zero_without_radius():
    model, batch = make_model(), make_batch()
    reading = model.read(model.embed(batch, noise()), batch)
    assert (divergences(reading, HP, noise()) >= 0).all()
    torch.testing.assert_close(divergences(reading, HParams(0.0, 0.1, 1.0), noise()), torch.zeros(5))


def test_the_clean_prediction_is_a_constant():
    """The gradient is that of a fixed p: by hand, d KL / d bias = sum of q - p."""
    model, batch = make_model(dtype=torch.float64), make_batch()
    reading = model.read(model.embed(batch, noise()), batch)
    clean = reading.detached().logits()
    shifted = reading.logits(reading.scores + torch.linspace(0, 1, 13, dtype=torch.float64))
    kl_divergence(clean, shifted).sum().backward()
    expected = model.decoder.bias.grad.clone()  # d KL / d bias = sum (q - p): by hand, with p fixed
    torch.testing.assert_close(expected, (torch.sigmoid(shifted) - torch.sigmoid(clean)).sum(0))


def test_eq_2_averages_over_labeled_and_unlabeled():
    """The same text beside itself: the loss adds the mean of both divergences, each from its own start."""
    texts, model = make_texts((7,)), make_model(dtype=torch.float64)
    one = texts.batch(np.array([0]))
    clean = vanilla.loss(model, one, vanilla.HParams(), noise())
    for batch, times in ((one, 1), (texts.batch(np.array([0]), unlabeled=one), 2)):
        random = noise()
        reading = model.read(model.embed(one, random), one)
        expected = torch.cat([divergences(reading, HP, random) for _ in range(times)]).mean()
        torch.testing.assert_close(attention_vat.loss(model, batch, HP, noise()) - clean, expected)


def test_labels_do_not_enter_the_divergence():
    model, batch = make_model(), make_batch()
    reading = model.read(model.embed(batch, noise()), batch)
    clean = negative_log_likelihood(reading.logits(), batch.labels).mean()
    other = batch.__class__(batch.tokens, batch.lengths, batch.mask, 1 - batch.labels)
    flipped = negative_log_likelihood(reading.logits(), other.labels).mean()
    added = attention_vat.loss(model, batch, HP, noise()) - clean
    torch.testing.assert_close(attention_vat.loss(model, other, HP, noise()) - flipped, added)
