"""The variational bottleneck (Zhou et al. 2021, Eqs. 7 and 9)."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.distributions import Normal, kl_divergence

from steady_attention.models.bottleneck import SMALLEST, Bottleneck, kl
from tests.tiny import noise

SIZE, TEXTS = 7, 5


def make_bottleneck(outputs=3, seed=0):
    """A bottleneck with random weights."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return Bottleneck(SIZE, outputs)


def representation(texts=TEXTS):
    """Random R (texts, 7)."""
    return torch.randn(texts, SIZE, generator=noise(1))


@pytest.mark.parametrize(
    ("mu", "sigma", "of_a_dimension"),
    [(0.0, 1.0, 0.0), (1.0, 1.0, 0.5), (-2.0, 1.0, 2.0), (0.0, math.e, (math.e**2 - 3) / 2)],
)
def test_eq_7_by_hand(mu, sigma, of_a_dimension):
    """KL(N(0, 1) || N(0, 1)) = 0; a mean of 1 costs 1/2, of 2 costs 2; summed over 7 dimensions."""
    found = kl(torch.full((2, SIZE), mu), torch.full((2, SIZE), sigma))
    torch.testing.assert_close(found, torch.full((2,), SIZE * of_a_dimension))


@given(seed=st.integers(0, 10**6))
def test_eq_7_is_the_divergence_from_the_standard_normal(seed):
    mu, logarithm = torch.randn(2, TEXTS, SIZE, generator=noise(seed), dtype=torch.float64)
    expected = kl_divergence(Normal(mu, logarithm.exp()), Normal(0.0, 1.0)).sum(1)
    found = kl(mu, logarithm.exp())
    torch.testing.assert_close(found, expected)
    assert (found > 0).all()


@pytest.mark.parametrize("outputs", [1, 3])
def test_three_perceptrons_with_one_hidden_layer(outputs):
    """Two for mu and sigma and one for q(y | z), tanh between two layers; z as wide as R."""
    bottleneck, r = make_bottleneck(outputs), representation()
    found = bottleneck(r, noise())
    assert found.mu.shape == found.sigma.shape == (TEXTS, SIZE) and found.logits.shape == (TEXTS, outputs)
    for part, width in (("mu", SIZE), ("sigma", SIZE), ("classifier", outputs)):
        shapes = [tuple(tensor.shape) for tensor in getattr(bottleneck, part).parameters()]
        assert shapes == [(SIZE, SIZE), (SIZE,), (width, SIZE), (width,)]
    first, _, last = bottleneck.mu
    torch.testing.assert_close(found.mu, last(torch.tanh(first(r))))
    first, _, last = bottleneck.sigma
    expected = torch.log(1 + torch.exp(last(torch.tanh(first(r))))) + 1e-6
    torch.testing.assert_close(found.sigma, expected)


def test_eq_9_by_hand():
    """With q the identity, the logits are z = mu + sigma * epsilon; epsilon is drawn text by text."""
    bottleneck = make_bottleneck()
    bottleneck.classifier = nn.Identity()
    found = bottleneck(representation(), noise(3))
    epsilon = torch.randn(TEXTS, SIZE, generator=noise(3))
    torch.testing.assert_close(found.logits, found.mu + found.sigma * epsilon)
    (by_mu,) = torch.autograd.grad(found.logits.sum(), found.mu, retain_graph=True)
    (by_sigma,) = torch.autograd.grad(found.logits.sum(), found.sigma)
    assert torch.equal(by_mu, torch.ones(TEXTS, SIZE)) and torch.equal(by_sigma, epsilon)


def test_z_has_mean_mu_and_deviation_sigma():
    """40,000 samples for the same R: within five standard errors and 3 %."""
    bottleneck = make_bottleneck()
    bottleneck.classifier = nn.Identity()
    found = bottleneck(representation(1).expand(40_000, SIZE), noise())
    mu, sigma = found.mu[0], found.sigma[0]
    assert ((found.logits.mean(0) - mu).abs() < 5 * sigma / 200).all()
    torch.testing.assert_close(found.logits.std(0), sigma, rtol=0.03, atol=0)
    assert found.logits.T.corrcoef().fill_diagonal_(0).abs().max() < 0.03


def test_epsilon_comes_from_its_generator_alone():
    bottleneck, r = make_bottleneck(), representation()
    state = torch.get_rng_state()
    first, second, other = (bottleneck(r, noise(seed)).logits for seed in (1, 1, 2))
    assert torch.equal(first, second) and not torch.equal(first, other)
    assert torch.equal(state, torch.get_rng_state())


@pytest.mark.parametrize("level", [-1e4, -100.0, 1e4])
def test_sigma_never_collapses_to_zero(level):
    """softplus(-1e4) is 0 in float32: the divergence and every gradient stay finite all the same."""
    bottleneck = make_bottleneck()
    nn.init.constant_(bottleneck.sigma[-1].bias, level)
    found = bottleneck(representation(), noise())
    divergence = kl(found.mu, found.sigma)
    (divergence + found.logits.sum(1)).sum().backward()
    assert (found.sigma >= SMALLEST).all() and torch.isfinite(divergence).all()
    assert all(torch.isfinite(parameter.grad).all() for parameter in bottleneck.parameters())
