"""Whole objectives, with no cross-entropy beside them, and what they are made of."""

from typing import Literal

import torch
from torch import Tensor

from steady_attention import methods
from steady_attention.losses.inputs import Decode, fit, numbered, read
from steady_attention.methods.parts import topk
from steady_attention.models.bottleneck import Compressed

SEAT, VIB = map(methods.get, ("seat", "vib"))


def seat(
    scores: Tensor,
    values: Tensor,
    mask: Tensor,
    teacher_scores: Tensor,
    teacher_values: Tensor,
    lambda1: float = 1.0,
    lambda2: float = 1000.0,
    k: int = 7,
    radius: float = 0.01,
    steps: int = 10,
    norm: Literal["linf", "l2"] = "linf",
    decode: Decode | None = None,
    teacher_decode: Decode | None = None,
    noise: torch.Generator | None = None,
) -> Tensor:
    """SEAT: the whole of its objective, with no cross-entropy beside it (Hu et al. 2023, Eq. 6): closeness to
    a trained teacher's prediction, stability of one's own under a perturbation of the attention by at most
    `radius` (in units of the weight, found in `steps` steps), and a top-k set like the teacher's.
    """
    student = read(scores, values, mask, decode)
    with torch.no_grad():
        teacher = read(teacher_scores, teacher_values, mask, teacher_decode)
    of_released_code = {"embedding_radius": radius, "epochs": 1, "learning_rate": 1.0, "descent": "none"}
    hparams = SEAT.HParams(
        mode="paper",
        trainable="all",
        ablation="l3+topk",
        start="vanilla",
        closeness="bce",
        stability="bce",
        lambda1=lambda1,
        lambda2=lambda2,
        k=k,
        radius=radius,
        steps=steps,
        norm=norm,
        **of_released_code,
    )
    return SEAT.objective(student, teacher, hparams, noise)


def topk_distance(attention: Tensor, other: Tensor, mask: Tensor, k: int = 7) -> Tensor:
    """SEAT's L_Topk (B,), in [0, 1]: how far two attentions (B, T) are apart on the k words that either
    weighs most (Hu et al. 2023, Eq. 5).
    """
    return topk.surrogate(attention, other, mask, k)


def topk_overlap(attention: Tensor, other: Tensor, mask: Tensor, k: int = 7) -> Tensor:
    """SEAT's V_k (B,), in [0, 1]: the share of one top-k set that is in the other (Definition 1). A number,
    without a gradient.
    """
    return topk.overlap(attention, other, mask, k)


def vib(logits: Tensor, mu: Tensor, sigma: Tensor, labels: Tensor, beta: float = 0.1) -> Tensor:
    """VIB attention: the compressor's loss, with no cross-entropy beside it (Zhou et al. 2021, Eq. 8):
    -log q(y | z) + beta KL(N(mu, sigma^2) || N(0, I)), in nats.

    mu, sigma (B, H) of the bottleneck on the attended text, sigma above 0; logits (B, C) of one sample z.
    """
    fit("sigma", sigma, mu.shape)
    return -VIB.bound(Compressed(mu, sigma, logits), numbered(labels, len(mu)), beta).mean()
