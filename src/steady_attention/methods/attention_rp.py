"""Attention RP: training under random perturbation of the attention scores, the control of Attention AT.

Normal noise on real words, scaled to the norm of AT's perturbation (Miyato et al. 2016, random perturbation;
REPRODUCTION.md 6: SEAT's baseline of the same name is another one).
"""

import torch
from torch import Tensor

from steady_attention.methods.parts.perturbation import random_unit
from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.outputs import negative_log_likelihood
from steady_attention.store.sections import NotNegative, section

PROPERTIES = Properties(perturbs="attention", unlabeled=False, restricted=False)


@section
class HParams:
    """epsilon: L2 norm of the perturbation, in units of the attention score. weight: lambda of the perturbed
    loss.
    """

    epsilon: NotNegative
    weight: NotNegative


def loss(model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """L(x, y) + lambda L(x at scores + r, y) with random r, averaged over the batch."""
    reading = model.read(model.embed(batch, noise), batch)
    r = hparams.epsilon * random_unit(reading.scores, batch.mask, noise)
    clean = negative_log_likelihood(reading.logits(), batch.labels)
    perturbed = negative_log_likelihood(reading.perturbed(r), batch.labels)
    return (clean + hparams.weight * perturbed).mean()
