"""Vanilla: maximum likelihood, no perturbation (Jain & Wallace 2019; Kitada & Iyatomi 2022, Eq. 1)."""

import torch
from torch import Tensor

from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.outputs import negative_log_likelihood
from steady_attention.store.sections import section

PROPERTIES = Properties(perturbs=None, unlabeled=False, restricted=False)


@section
class HParams:
    """Vanilla has none."""


def loss(model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """Eq. 1, averaged over the batch."""
    reading = model.read(model.embed(batch, noise), batch)
    return negative_log_likelihood(reading.logits(), batch.labels).mean()
