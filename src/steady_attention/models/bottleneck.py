"""The variational bottleneck on a text's representation R (Zhou et al. 2021, section 3.3, Eqs. 4-9)."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

SMALLEST = 1e-6  # of sigma: softplus alone reaches 0 in float32, and there the divergence is infinite


@dataclass(frozen=True)
class Compressed:
    """p(z | R) = N(mu, sigma^2) by mu, sigma (B, H); logits (B, C) of q(y | z) at one z drawn from it."""

    mu: Tensor
    sigma: Tensor
    logits: Tensor


class Bottleneck(nn.Module):
    """R (B, H) -> mu, sigma -> z = mu + sigma * epsilon -> logits of q(y | z). z is as wide as R."""

    def __init__(self, size: int, outputs: int):
        """size: H; outputs: C, 1 for two classes."""
        super().__init__()
        self.mu = _perceptron(size, size)
        self.sigma = _perceptron(size, size)
        self.classifier = _perceptron(size, outputs)

    def forward(self, representation: Tensor, noise: torch.Generator) -> Compressed:
        """One sample of z a text, epsilon ~ N(0, I) drawn from `noise` and from nothing else (Eq. 9)."""
        mu = self.mu(representation)
        sigma = functional.softplus(self.sigma(representation)) + SMALLEST
        epsilon = torch.randn(mu.shape, generator=noise, dtype=mu.dtype).to(mu.device)
        return Compressed(mu, sigma, self.classifier(mu + sigma * epsilon))


def kl(mu: Tensor, sigma: Tensor) -> Tensor:
    """KL(N(mu, sigma^2) || N(0, I)) (B,) in nats, summed over the H dimensions of mu, sigma (B, H): the upper
    bound of I(Z; R) of Eq. 7 with the prior r(z) = N(0, I).
    """
    return ((mu**2 + sigma**2 - 1) / 2 - sigma.log()).sum(1)


def _perceptron(size: int, outputs: int) -> nn.Sequential:
    """One hidden tanh layer as wide as the input."""
    return nn.Sequential(nn.Linear(size, size), nn.Tanh(), nn.Linear(size, outputs))
