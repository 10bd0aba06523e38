"""Word VAT, equation by equation."""

import pytest
import torch

from steady_attention.methods import vanilla, word_vat
from steady_attention.methods.parts.perturbation import gradient, random_unit
from steady_attention.methods.word_vat import HParams, divergences, perturbation
from steady_attention.models.outputs import kl_divergence
from tests.methods.words import KINDS, case
from tests.tiny import make_batch, make_model, make_texts, noise

HP = HParams(epsilon=3.0, xi=0.1, weight=1.0)


def test_the_direction_by_hand():
    """|r|^2 has at r = 0.5 d, d = (0.6, 0) and (0, 0.8), the gradient d: radius 10 is (6, 0) and (0, 8)."""
    start, words = torch.tensor([[[0.6, 0.0], [0.0, 0.8], [0.0, 0.0]]]), torch.tensor([[True, True, False]])
    r = perturbation(lambda r: (r**2).flatten(1).sum(1), start, words, HParams(10.0, 0.5, 1.0))
    torch.testing.assert_close(r, torch.tensor([[[6.0, 0.0], [0.0, 8.0], [0.0, 0.0]]]))


def divergence_of(model, batch, embedded):
    """KL as a function of r."""
    clean = model.read(embedded, batch).logits().detach()
    return lambda r: kl_divergence(clean, model.read(embedded + r, batch).logits())


def test_the_divergence_has_no_gradient_at_zero():
    model, batch, embedded = case(classes=3)
    assert gradient(divergence_of(model, batch, embedded), torch.zeros_like(embedded)).abs().max() < 1e-15


@pytest.mark.parametrize("kinds", KINDS)
def test_the_loss_is_the_clean_one_and_the_divergence(kinds):
    """Written out with autograd; one norm for both texts of a pair."""
    model, batch, embedded = case(**kinds)
    kl = divergence_of(model, batch, embedded)
    d = random_unit(embedded, batch.words, noise(7))
    torch.testing.assert_close(d.flatten(1).norm(dim=1), torch.ones(5, dtype=torch.float64))
    g = torch.where(batch.words[..., None], gradient(kl, 0.1 * d), 0.0)
    r = 3.0 * g / g.flatten(1).norm(dim=1)[:, None, None]
    expected = vanilla.loss(model, batch, vanilla.HParams(), noise()) + kl(r).mean()
    torch.testing.assert_close(word_vat.loss(model, batch, HP, noise(7)), expected)


def test_it_is_a_worse_step_than_a_random_one():
    """On average over the texts the divergence at r is above that at random steps of its length."""
    model, batch, embedded = case(classes=3)
    kl, reading = divergence_of(model, batch, embedded), model.read(embedded, batch)
    hparams = HParams(0.1, 0.1, 1.0)
    found = divergences(model, batch, embedded, reading, hparams, noise()).mean()
    others = [kl(0.1 * random_unit(embedded, batch.words, noise(seed))).mean() for seed in range(50)]
    assert found > max(others)


def test_the_mean_is_over_labeled_and_unlabeled_texts():
    """Labeled and unlabeled in any number: the loss adds the mean of all divergences."""
    model, texts = make_model(dtype=torch.float64), make_texts((3, 11, 7), seed=5, labeled=False)
    unlabeled = texts.batch(torch.arange(3).numpy())
    batch, random = make_batch((5,), unlabeled=unlabeled), noise()
    clean = vanilla.loss(model, batch, vanilla.HParams(), noise())
    found = []
    for each in (batch, unlabeled):
        embedded = model.embed(each, random)
        found.append(divergences(model, each, embedded, model.read(embedded, each), HP, random))
    expected = torch.cat(found)
    assert len(expected) == 4 and (expected >= 0).all()
    torch.testing.assert_close(word_vat.loss(model, batch, HP, noise()) - clean, expected.mean())


def test_the_clean_prediction_is_a_constant():
    """With a radius of 0 the divergence is 0 and so is its gradient: it is vanilla's step."""
    model, batch = make_model(dtype=torch.float64), make_batch()
    word_vat.loss(model, batch, HParams(0.0, 0.1, 1.0), noise()).backward()
    found = [p.grad.clone() for p in model.parameters()]
    model.zero_grad()
    vanilla.loss(model, batch, vanilla.HParams(), noise()).backward()
    torch.testing.assert_close(found, [p.grad for p in model.parameters()])


def test_no_gradient_no_perturbation():
    model, batch = make_model(), make_batch()
    torch.nn.init.zeros_(model.decoder.weight)
    found = word_vat.loss(model, batch, HP, noise())
    found.backward()
    torch.testing.assert_close(found, vanilla.loss(model, batch, vanilla.HParams(), noise()))
    assert all(torch.isfinite(p.grad).all() for p in model.parameters())
