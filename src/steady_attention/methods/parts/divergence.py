"""How far a prediction is from another one: SEAT's D1 and D2 (Hu et al. 2023, Definition 2).

Both are exactly flat in the prediction where it equals the target, to the last bit: a student that equals its
teacher has a gradient of 0, and Adam, which scales rounding up to whole steps, leaves it alone.
"""

from typing import Literal

import torch
from torch import Tensor

from steady_attention.models.outputs import from_likeliest, log_probabilities

Divergence = Literal["bce", "tvd"]


def divergence(name: Divergence, logits: Tensor, target: Tensor) -> Tensor:
    """The named divergence (B,) of the distributions that logits (B, C) stand for from the target's."""
    return soft_cross_entropy(logits, target) if name == "bce" else total_variation(logits, target)


def soft_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    """H(p, q) (B,) = -sum_c p_c log q_c, p the target's distribution: where there is one output, the binary
    cross-entropy of a soft label (the paper's section "Model, Dataset and Baseline").

    Smallest, not 0, at q = p. Written as log-sum-exp - sum_c p_c z_c, whose gradient is q - p; both seen from
    their likeliest class, as in log_probabilities.
    """
    z, of_target = (from_likeliest(_one_a_class(given)) for given in (logits, target))
    p = torch.exp(of_target - torch.logsumexp(of_target, 1, keepdim=True))
    return torch.logsumexp(z, 1) - (p * z).sum(1)


def total_variation(logits: Tensor, target: Tensor) -> Tensor:
    """Total variation distance (B,) in [0, 1] = 1/2 sum_c |q_c - p_c|, over both classes of one sigmoid (the
    paper's appendix, "Metrics").
    """
    return (log_probabilities(logits).exp() - log_probabilities(target).exp()).abs().sum(1) / 2


def _one_a_class(logits: Tensor) -> Tensor:
    """(B, C) logits; one sigmoid's z (B, 1) are those of the classes 0 and z."""
    return torch.cat([torch.zeros_like(logits), logits], 1) if logits.shape[1] == 1 else logits
