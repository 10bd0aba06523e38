"""Attention AT: adversarial training of the attention scores.

Kitada & Iyatomi 2021; the equations as the 2022 paper restates them for its VAT (Eqs. 5-6, 14), with the loss
of Eq. 1 in the place of the divergence. Departures from the published code: REPRODUCTION.md 3-5.
"""

from collections.abc import Callable

import torch
from torch import Tensor

from steady_attention.methods.parts.perturbation import gradient, unit
from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier, Reading
from steady_attention.models.outputs import negative_log_likelihood
from steady_attention.store.sections import NotNegative, section

PROPERTIES = Properties(perturbs="attention", unlabeled=False, restricted=False)


@section
class HParams:
    """epsilon: L2 norm of the perturbation, in units of the attention score. weight: lambda of the
    adversarial loss.
    """

    epsilon: NotNegative
    weight: NotNegative


def perturbation(
    losses_at: Callable[[Tensor], Tensor], scores: Tensor, mask: Tensor, epsilon: float
) -> Tensor:
    """r_AT = epsilon g / |g|_2 (B, T), g the gradient of the loss in the scores: a constant, 0 on padding."""
    return epsilon * unit(gradient(losses_at, scores), mask)


def objective(reading: Reading, labels: Tensor, r: Tensor, weight: float) -> Tensor:
    """L(x, y) + lambda L(x at scores + r, y), averaged over the batch."""
    clean = negative_log_likelihood(reading.logits(), labels)
    adversarial = negative_log_likelihood(reading.perturbed(r), labels)
    return (clean + weight * adversarial).mean()


def loss(model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """The objective at r_AT."""
    reading = model.read(model.embed(batch, noise), batch)
    constant = reading.detached()
    r = perturbation(
        lambda scores: negative_log_likelihood(constant.logits(scores), batch.labels),
        constant.scores,
        batch.mask,
        hparams.epsilon,
    )
    return objective(reading, batch.labels, r, hparams.weight)
