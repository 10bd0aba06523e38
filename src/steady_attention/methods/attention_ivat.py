"""Attention iVAT: virtual adversarial training along the differences between words' scores.

Kitada & Iyatomi 2022, section 3.2. Read literally with a random start, Eqs. 7-13 give exactly Attention VAT,
so that the other readings and the other start are options (differences.py).
"""

from collections.abc import Callable
from typing import Literal

import torch
from torch import Tensor

from steady_attention.methods.attention_vat import objective
from steady_attention.methods.parts.differences import Direction, random_start, restricted, uniform_start
from steady_attention.methods.parts.perturbation import gradient
from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier, Reading
from steady_attention.models.outputs import kl_divergence
from steady_attention.store.sections import NotNegative, Positive, section

PROPERTIES = Properties(perturbs="attention", unlabeled=True, restricted=True)


@section
class HParams:
    """epsilon: L2 norm of w, Eq. 12; under paper, sentence_sign and official also that of r, in units of the
    attention score. xi: norm of the perturbation at the start. direction: the reading of Eqs. 7-12. start:
    the w at which the gradient is taken, normal or all equal. weight: lambda, Eq. 14.
    """

    epsilon: NotNegative
    xi: Positive
    direction: Direction
    start: Literal["random", "uniform"]
    weight: NotNegative


def begun(scores: Tensor, mask: Tensor, hparams: HParams, noise: torch.Generator) -> Tensor:
    """The start (B, T), of norm 1; 0 where all scores are equal."""
    if hparams.start == "uniform":
        return uniform_start(scores, mask, hparams.direction)
    return random_start(scores, mask, hparams.direction, noise)


def perturbation(
    divergences_at: Callable[[Tensor], Tensor], start: Tensor, scores: Tensor, mask: Tensor, hparams: HParams
) -> Tensor:
    """Eqs. 9-12: r_iVAT (B, T) from the gradient in w where r(w) = xi start: a constant, 0 on padding.

    divergences_at maps r (B, T) to KL (B,).
    """
    g = gradient(divergences_at, hparams.xi * start)
    return hparams.epsilon * restricted(g, scores, mask, hparams.direction)


def divergences(reading: Reading, hparams: HParams, noise: torch.Generator) -> Tensor:
    """Eq. 4 at r_iVAT: KL(p(scores) || p(scores + r_iVAT)) (B,), the clean prediction a constant."""
    constant = reading.detached()
    clean = constant.logits()
    r = perturbation(
        lambda r: kl_divergence(clean, constant.perturbed(r)),
        begun(reading.scores.detach(), reading.mask, hparams, noise).double(),
        constant.scores,
        reading.mask,
        hparams,
    )
    return kl_divergence(reading.logits().detach(), reading.perturbed(r))


def loss(model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """Attention VAT's objective at r_iVAT (Eqs. 13-14)."""
    return objective(
        model,
        batch,
        hparams.weight,
        noise,
        lambda texts, embedded, reading: divergences(reading, hparams, noise),
    )
