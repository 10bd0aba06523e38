"""What logits mean: one output is a sigmoid's, C outputs are a softmax's."""

import torch
from torch import Tensor
from torch.nn import functional


def outputs(classes: int) -> int:
    """Outputs of the decoder: two classes share one sigmoid, as in all four papers."""
    return 1 if classes == 2 else classes


def log_probabilities(logits: Tensor) -> Tensor:
    """(B, 1) or (B, C) logits -> (B, 2) or (B, C) log-probabilities, from logits throughout."""
    if logits.shape[1] == 1:
        return functional.logsigmoid(torch.cat([-logits, logits], dim=1))
    return torch.log_softmax(logits, dim=1)


def negative_log_likelihood(logits: Tensor, labels: Tensor) -> Tensor:
    """Losses (B,) = -log p(y | x) (Kitada & Iyatomi 2022, Eq. 1)."""
    return functional.nll_loss(log_probabilities(logits), labels, reduction="none")


def kl_divergence(clean: Tensor, perturbed: Tensor) -> Tensor:
    """KL(p || q) (B,) of the distributions p, q that two logits (B, C) stand for (Eq. 4)."""
    p, q = log_probabilities(clean), log_probabilities(perturbed)
    return (p.exp() * (p - q)).sum(1)
