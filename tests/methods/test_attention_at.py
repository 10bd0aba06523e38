"""Attention AT, equation by equation."""

import torch

from steady_attention.methods import attention_at, vanilla
from steady_attention.methods.attention_at import HParams, perturbation
from steady_attention.methods.parts.perturbation import random_unit
from steady_attention.models.outputs import negative_log_likelihood
from tests.tiny import make_batch, make_model, noise


def reading_and_losses(classes=2, dtype=torch.float64):
    """A constant reading of the tiny batch, the losses as a function of its scores, its mask."""
    batch = make_batch(classes=classes)
    model = make_model(classes=classes, dtype=dtype)
    reading = model.read(model.embed(batch, noise()), batch).detached()
    return reading, lambda scores: negative_log_likelihood(reading.logits(scores), batch.labels), batch.mask


def test_eq_5_by_hand():
    """The loss 3 s_1 + 4 s_2 has gradient (3, 4), of length 5: radius 10 along it is (6, 8)."""
    weights, mask = torch.tensor([3.0, 4.0, 9.0]), torch.tensor([[True, True, False]])
    r = perturbation(lambda scores: scores @ weights, torch.zeros(1, 3), mask, 10.0)
    torch.testing.assert_close(r, torch.tensor([[6.0, 8.0, 0.0]]))


def test_closed_form_of_the_direction():
    """One sigmoid: g_t = (p - y) a_t (v_t - sum_k a_k v_k), scaled to epsilon."""
    reading, losses, mask = reading_and_losses()
    batch = make_batch()
    r = perturbation(losses, reading.scores, mask, 7.0)
    a, v = reading.attention(), reading.values[..., 0]
    p = torch.sigmoid(reading.logits()[:, 0])
    g = (p - batch.labels)[:, None] * a * (v - (a * v).sum(1, keepdim=True))
    expected = 7.0 * g / g.norm(dim=1, keepdim=True).clamp_min(1e-300)
    torch.testing.assert_close(r, expected)


def test_it_is_the_steepest_step_of_its_length():
    """No random step of the same small length raises the loss more (one word alone cannot be moved)."""
    reading, losses, mask = reading_and_losses(classes=3)
    epsilon, several = 1e-3, mask.sum(1) > 1
    risen = losses(reading.scores + perturbation(losses, reading.scores, mask, epsilon)) - losses(
        reading.scores
    )
    assert (risen[several] > 0).all()
    for seed in range(200):
        other = losses(reading.scores + epsilon * random_unit(reading.scores, mask, noise(seed)))
        assert (other - losses(reading.scores) <= risen + 1e-9)[several].all()


def test_length_is_epsilon_and_padding_stays():
    reading, losses, mask = reading_and_losses()
    r = perturbation(losses, reading.scores, mask, 5.0)
    several = mask.sum(1) > 1
    torch.testing.assert_close(
        r[several].norm(dim=1), torch.full((int(several.sum()),), 5.0, dtype=torch.float64)
    )
    assert (r[~mask] == 0).all()


def test_one_word_has_no_direction():
    """T = 1: attention is 1 whatever the score, the gradient is 0, so r is 0 and not NaN."""
    reading, losses, mask = reading_and_losses()
    r = perturbation(losses, reading.scores, mask, 5.0)
    assert (r[mask.sum(1) == 1] == 0).all()


def test_finding_the_direction_leaves_the_model_alone():
    model, batch = make_model(), make_batch()
    weights = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    state = torch.get_rng_state()
    attention_at.loss(model, batch, HParams(5.0, 1.0), noise())
    assert all(parameter.grad is None for parameter in model.parameters())
    assert model.training and torch.equal(state, torch.get_rng_state())
    assert all(torch.equal(tensor, weights[name]) for name, tensor in model.state_dict().items())


def test_eq_14_falls_back_to_the_clean_loss():
    """Without a radius the loss counts twice, without a weight once."""
    model, batch = make_model(), make_batch()
    clean = vanilla.loss(model, batch, vanilla.HParams(), noise())
    for hparams, times in ((HParams(0.0, 1.0), 2), (HParams(3.0, 0.0), 1)):
        torch.testing.assert_close(attention_at.loss(model, batch, hparams, noise()), times * clean)


def test_the_perturbation_is_a_constant_in_the_loss():
    """The gradient is that of L + lambda L(scores + r) with r held fixed."""
    model, batch = make_model(dtype=torch.float64), make_batch()
    attention_at.loss(model, batch, HParams(5.0, 1.0), noise()).backward()
    found = model.decoder.weight.grad.clone()
    model.zero_grad()
    reading = model.read(model.embed(batch, noise()), batch)
    constant = reading.detached()
    r = perturbation(
        lambda s: negative_log_likelihood(constant.logits(s), batch.labels), constant.scores, batch.mask, 5.0
    )
    losses = [negative_log_likelihood(reading.logits(reading.scores + x), batch.labels) for x in (0 * r, r)]
    (losses[0] + losses[1]).mean().backward()
    torch.testing.assert_close(found, model.decoder.weight.grad)
