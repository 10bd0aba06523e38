"""Word AT, equation by equation."""

from dataclasses import replace

import pytest
import torch

from steady_attention.methods import vanilla, word_at
from steady_attention.methods.parts.perturbation import gradient
from steady_attention.methods.word_at import HParams, perturbation
from steady_attention.models.outputs import negative_log_likelihood
from tests.methods.words import KINDS, case
from tests.tiny import make_batch, make_model, noise


def test_the_direction_by_hand():
    """Gradients (2, 3) and (6, 0) of two words, length 7 together: radius 14 gives (4, 6) and (12, 0)."""
    g, words = torch.tensor([[[2.0, 3.0], [6.0, 0.0], [9.0, 9.0]]]), torch.tensor([[True, True, False]])
    expected = torch.tensor([[[4.0, 6.0], [12.0, 0.0], [0.0, 0.0]]])
    torch.testing.assert_close(perturbation(g, words, 14.0), expected)


def literal(model, batch, epsilon, weight):
    """The loss with a pass of its own for the direction."""
    embedded = model.embed(batch, noise())

    def losses(words):
        return negative_log_likelihood(model.read(words, batch).logits(), batch.labels)

    g = torch.where(batch.words[..., None], gradient(losses, embedded), 0.0)
    r = epsilon * g / g.flatten(1).norm(dim=1)[:, None, None]
    return (losses(embedded) + weight * losses(embedded + r)).mean(), r


@pytest.mark.parametrize("kinds", KINDS)
def test_loss_and_gradients_are_those_of_the_equations(kinds):
    """One backward pass for the direction and the clean loss changes no gradient, also with lambda = 0.3."""
    model, batch, _ = case(**kinds)
    expected, _ = literal(model, batch, 2.0, 0.3)
    (3 * expected).backward()  # what follows the loss has to reach both terms
    gradients = {name: parameter.grad.clone() for name, parameter in model.named_parameters()}
    model.zero_grad()
    found = word_at.loss(model, batch, HParams(2.0, 0.3), noise())
    (3 * found).backward()
    torch.testing.assert_close(found, expected)
    torch.testing.assert_close({name: p.grad for name, p in model.named_parameters()}, gradients)


@pytest.mark.parametrize("kinds", KINDS)
def test_length_is_epsilon_over_both_texts_and_padding_stays(kinds):
    model, batch, _ = case(**kinds)
    _, r = literal(model, batch, 5.0, 1.0)
    torch.testing.assert_close(perturbation(7.0 * r, batch.words, 5.0), r)
    torch.testing.assert_close(r.flatten(1).norm(dim=1), torch.full((5,), 5.0, dtype=torch.float64))
    assert (r[~batch.words] == 0).all() and (r[batch.words].norm(dim=1) > 0).all()


def test_it_is_the_steepest_step_of_its_length():
    """No random step of the same small length raises the loss more."""
    model, batch, embedded = case()
    _, r = literal(model, batch, 1e-3, 1.0)

    def losses(words):
        return negative_log_likelihood(model.read(words, batch).logits(), batch.labels).detach()

    risen = losses(embedded + r) - losses(embedded)
    assert (risen > 0).all()
    for seed in range(100):
        other = torch.randn(r.shape, generator=noise(seed), dtype=r.dtype)
        step = perturbation(other, batch.words, 1e-3)
        assert (losses(embedded + step) - losses(embedded) <= risen).all()


def test_it_falls_back_to_the_clean_loss():
    """Without a radius the loss counts twice, without a weight once."""
    model, batch = make_model(), make_batch()
    clean = vanilla.loss(model, batch, vanilla.HParams(), noise())
    for hparams, times in ((HParams(0.0, 1.0), 2), (HParams(3.0, 0.0), 1)):
        torch.testing.assert_close(word_at.loss(model, batch, hparams, noise()), times * clean)


def test_finding_the_direction_leaves_the_model_alone():
    model, batch = make_model(dropout=0.3), make_batch()
    state = torch.get_rng_state()
    word_at.loss(model, batch, HParams(5.0, 1.0), noise())
    assert all(parameter.grad is None for parameter in model.parameters())
    assert model.training and torch.equal(state, torch.get_rng_state())


def test_one_dropout_mask_for_both_passes():
    """Words are dropped once and perturbed after it: without a radius both passes are the same."""
    model, batch = make_model(dropout=0.5), make_batch()
    clean = vanilla.loss(model, batch, vanilla.HParams(), noise(3))
    torch.testing.assert_close(word_at.loss(model, batch, HParams(0.0, 1.0), noise(3)), 2 * clean)


def test_no_gradient_no_perturbation():
    """A decoder without weights has none: the loss is finite, and the clean one twice."""
    model, batch = make_model(), make_batch()
    torch.nn.init.zeros_(model.decoder.weight)
    clean = vanilla.loss(model, batch, vanilla.HParams(), noise())
    found = word_at.loss(model, batch, HParams(5.0, 1.0), noise())
    torch.testing.assert_close(found, 2 * clean)
    found.backward()
    assert all(torch.isfinite(p.grad).all() for p in model.parameters())


def test_unlabeled_texts_are_not_looked_at():
    model, batch = make_model(), make_batch()
    beside = replace(batch, unlabeled=make_batch(seed=9))
    one, other = (word_at.loss(model, texts, HParams(5.0, 1.0), noise()) for texts in (batch, beside))
    assert torch.equal(one, other)
