"""Attention iAT: adversarial training of the attention scores along the differences between words' scores.

Kitada & Iyatomi 2021; the equations as the 2022 paper restates them (Eqs. 7-13), with the loss of Eq. 1 in
the place of the divergence. Read literally they give exactly Attention AT, so that the other readings are
options (differences.py).
"""

from collections.abc import Callable

import torch
from torch import Tensor

from steady_attention.methods.attention_at import objective
from steady_attention.methods.parts.differences import Direction, restricted
from steady_attention.methods.parts.perturbation import gradient
from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.outputs import negative_log_likelihood
from steady_attention.store.sections import NotNegative, section

PROPERTIES = Properties(perturbs="attention", unlabeled=False, restricted=True)


@section
class HParams:
    """epsilon: L2 norm of w, Eq. 12; under paper, sentence_sign and official also that of r, in units of the
    attention score. direction: the reading of Eqs. 7-12. weight: lambda of the adversarial loss.
    """

    epsilon: NotNegative
    direction: Direction
    weight: NotNegative


def perturbation(
    losses_at: Callable[[Tensor], Tensor], scores: Tensor, mask: Tensor, hparams: HParams
) -> Tensor:
    """Eqs. 9-12: r (B, T) from the gradient in w at w = 0, a constant, 0 on padding."""
    g = gradient(losses_at, scores)
    return hparams.epsilon * restricted(g, scores, mask, hparams.direction)


def loss(model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """Attention AT's objective at r_iAT (Eq. 13)."""
    reading = model.read(model.embed(batch, noise), batch)
    constant = reading.detached()
    r = perturbation(
        lambda scores: negative_log_likelihood(constant.logits(scores), batch.labels),
        constant.scores,
        batch.mask,
        hparams,
    )
    return objective(reading, batch.labels, r, hparams.weight)
