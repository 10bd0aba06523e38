"""Variational information bottleneck attention: Eq. 8, by hand and by property."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.methods import vanilla
from steady_attention.methods.vib import bound
from steady_attention.models.bottleneck import Compressed, kl
from steady_attention.models.outputs import negative_log_likelihood
from tests.methods.compressed import HP, loss_in, make_compressed
from tests.tiny import make_batch, make_texts, noise

SIZE = 7
LABELS = torch.tensor([1, 0])


def compressed(mu=0.0, sigma=1.0, logit=0.0):
    """Two texts in 7 dimensions, all with these numbers, and q's logit for label 1."""
    return Compressed(torch.full((2, SIZE), mu), torch.full((2, SIZE), sigma), torch.full((2, 1), logit))


def compress(model, batch, seed=0):
    """The compressor's loss, the R that the bottleneck was given, and what it made of it."""
    seen = []
    hook = model.bottleneck.register_forward_hook(lambda _, inputs, found: seen.append((inputs[0], found)))
    loss = loss_in("compressor", model, batch, noise(seed))
    hook.remove()
    return loss, *seen[0]


def test_eq_8_by_hand():
    """q = 1/2 and no divergence: -ln 2. A mean of 1 in 7 dimensions takes 3.5 beta away."""
    torch.testing.assert_close(bound(compressed(), LABELS, 10.0), torch.full((2,), -math.log(2)))
    expected = torch.full((2,), -math.log(2) - 35.0)
    torch.testing.assert_close(bound(compressed(mu=1.0), LABELS, 10.0), expected)
    expected = torch.tensor([math.log(3 / 4), math.log(1 / 4)])
    torch.testing.assert_close(bound(compressed(logit=math.log(3)), LABELS, 10.0), expected)


@given(beta=st.floats(0.01, 10), low=st.floats(-3, 3), step=st.floats(0.01, 3))
def test_the_sign_of_eq_8(beta, low, step):
    """The bound is to be maximised: it rises with log q(y | z) and falls with the divergence."""
    lower, higher = (bound(compressed(logit=logit), LABELS, beta) for logit in (low, low + step))
    assert higher[0] > lower[0] and higher[1] < lower[1]  # labels 1 and 0
    near, far = (bound(compressed(mu=abs(low) + more), LABELS, beta) for more in (0, step))
    assert (far < near).all()  # a mean further from the prior's


@pytest.mark.parametrize("beta", [0.0, 0.01, 10.0])
def test_the_compressors_loss_is_the_bound_turned(beta):
    """Cross-entropy of q plus beta times the divergence, over the batch; beta 0 leaves the cross-entropy."""
    model, batch = make_compressed(dtype=torch.float64), make_batch()
    _, _, found = compress(model, batch)
    hparams = replace(HP, beta=beta)
    likelihood = negative_log_likelihood(found.logits, batch.labels).mean()
    expected = likelihood + beta * kl(found.mu, found.sigma).mean()
    torch.testing.assert_close(loss_in("compressor", model, batch, noise(), hparams), expected)


def test_without_beta_cross_entropy_alone_is_followed():
    """Its gradient is all that the attention and the bottleneck get."""
    model, batch = make_compressed(dtype=torch.float64), make_batch()
    loss = loss_in("compressor", model, batch, noise(), replace(HP, beta=0.0))
    _, _, found = compress(model, batch)
    expected = negative_log_likelihood(found.logits, batch.labels).mean()
    parameters = [*model.scorer.parameters(), *model.bottleneck.parameters()]
    torch.testing.assert_close(
        torch.autograd.grad(loss, parameters), torch.autograd.grad(expected, parameters)
    )


@pytest.mark.parametrize("kinds", [{}, {"boundaries": True}, {"pair": True}])
@pytest.mark.parametrize("scorer", ["additive", "dot"])
def test_the_bottleneck_is_given_r(scorer, kinds):
    """R = sum_t a_t h_t (Eq. 2) of each text alone: padding and boundaries have no part in it."""
    pair = kinds.get("pair", False)
    model, texts = make_compressed(scorer=scorer, pair=pair), make_texts((3, 13, 3, 7, 5), **kinds)
    _, r, _ = compress(model, texts.batch(np.arange(5)))
    for row in range(5):
        one = texts.batch(np.array([row]))
        embedded = model.embed(one, noise())
        words = one.mask[0]
        states = model.encoder.first(embedded[:, : len(words)], one.lengths)[0][words]
        weights = torch.softmax(model.read(embedded, one).scores[0][words], 0)
        torch.testing.assert_close(r[row], weights @ states)


def test_the_learner_is_vanilla():
    """The same loss to the bit, with dropout too: beta and the bottleneck have no part in it."""
    model, batch = make_compressed(dropout=0.3), make_batch()
    expected = vanilla.loss(model, batch, vanilla.HParams(), noise(3))
    for beta in (0.0, 10.0):
        assert torch.equal(loss_in("learner", model, batch, noise(3), replace(HP, beta=beta)), expected)


def test_z_is_drawn_from_the_noise():
    """In the compressor alone; the learner draws nothing without dropout."""
    model, batch, state = make_compressed(), make_batch(), torch.get_rng_state()
    first, second, other = (loss_in("compressor", model, batch, noise(seed)) for seed in (3, 3, 4))
    assert torch.equal(first, second) and not torch.equal(first, other)
    unused = noise()
    loss_in("learner", model, batch, unused)
    assert torch.equal(unused.get_state(), noise().get_state())
    assert torch.equal(state, torch.get_rng_state())


def test_q_keeps_to_the_candidates():
    """A class that is no candidate has no part in log q: whatever its logit, the bound is the same."""
    model, batch = make_compressed(classes=5), make_batch(classes=5, candidates=True)
    loss, _, found = compress(model, batch)
    raised = found.logits.masked_fill(~batch.candidates, 50.0)
    expected = bound(replace(found, logits=raised), batch.labels, HP.beta, batch.candidates)
    torch.testing.assert_close(loss, -expected.mean())
    probabilities = found.logits.exp() * batch.candidates
    likelihood = (probabilities / probabilities.sum(1, keepdim=True))[torch.arange(5), batch.labels].log()
    torch.testing.assert_close(loss, HP.beta * kl(found.mu, found.sigma).mean() - likelihood.mean())


@pytest.mark.parametrize("level", [-1e4, 1e4])
def test_a_sigma_at_its_bounds_trains_on(level):
    model, batch = make_compressed(), make_batch()
    torch.nn.init.constant_(model.bottleneck.sigma[-1].bias, level)
    loss = loss_in("compressor", model, batch, noise())
    loss.backward()
    assert torch.isfinite(loss)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    assert trained and all(torch.isfinite(parameter.grad).all() for parameter in trained)


@pytest.mark.parametrize(("beta", "falls"), [(0.0, "likelihood"), (10.0, "divergence")])
def test_training_the_compressor_does_what_eq_8_asks(beta, falls):
    """With beta 0 cross-entropy at least halves in a hundred steps, with beta 10 the divergence does."""
    model, batch = make_compressed(), make_batch(lengths=(3, 5, 7, 11) * 5, seed=1)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    terms = []
    for seed in range(101):
        _, _, found = compress(model, batch)
        likelihood = negative_log_likelihood(found.logits, batch.labels).mean().item()
        terms.append({"likelihood": likelihood, "divergence": kl(found.mu, found.sigma).mean().item()})
        optimizer.zero_grad()
        loss_in("compressor", model, batch, noise(seed), replace(HP, beta=beta)).backward()
        optimizer.step()
    assert terms[-1][falls] < terms[0][falls] / 2
