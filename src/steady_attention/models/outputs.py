"""What logits mean: one output is a sigmoid's, C outputs are a softmax's."""

import torch
from torch import Tensor
from torch.nn import functional


def outputs(classes: int) -> int:
    """Outputs of the decoder: two classes share one sigmoid, as in all four papers."""
    return 1 if classes == 2 else classes


def log_probabilities(logits: Tensor) -> Tensor:
    """(B, 1) or (B, C) logits -> (B, 2) or (B, C) log-probabilities, at least in single precision.

    More than two classes are seen from the likeliest one, as one sigmoid sees two. That changes no value. But
    the gradient of a sure prediction is then a sum of small numbers, where softmax alone takes it as a
    difference of two near 1, whose rounding would be most of a perturbation's direction.
    """
    logits = logits.to(torch.promote_types(logits.dtype, torch.float32))
    if logits.shape[1] == 1:
        return functional.logsigmoid(torch.cat([-logits, logits], dim=1))
    return torch.log_softmax(from_likeliest(logits), dim=1)


def from_likeliest(logits: Tensor) -> Tensor:
    """Logits (B, C) less the largest of each row, which stands in the gradient: its entries sum to 0."""
    return logits - logits.amax(1, keepdim=True)


def negative_log_likelihood(logits: Tensor, labels: Tensor) -> Tensor:
    """Losses (B,) = -log p(y | x) (Kitada & Iyatomi 2022, Eq. 1)."""
    return functional.nll_loss(log_probabilities(logits), labels, reduction="none")


def kl_divergence(clean: Tensor, perturbed: Tensor) -> Tensor:
    """KL(p || q) (B,) of the distributions p, q that two logits (B, C) stand for (Eq. 4)."""
    p, q = log_probabilities(clean), log_probabilities(perturbed)
    return (p.exp() * (p - q)).sum(1)


IMPOSSIBLE = -1e9  # the logit of a class that is no candidate: its probability is exactly 0 in float32


def among(logits: Tensor, candidates: Tensor | None) -> Tensor:
    """Logits (B, C), or a bias (C,) of them, that leave the candidates (B, C) alone; the same where all
    classes may be answered (None).
    """
    return logits if candidates is None else logits + torch.where(candidates, 0.0, IMPOSSIBLE)
