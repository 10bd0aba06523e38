"""Vanilla: maximum likelihood, no perturbation (Jain & Wallace 2019; Kitada & Iyatomi 2022, Eq. 1)."""

from dataclasses import dataclass

import torch
from torch import Tensor

from steady_attention.methods.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.outputs import negative_log_likelihood

PROPERTIES = Properties(perturbs=None, unlabeled=False, restricted=False)


@dataclass(frozen=True)
class HParams:
    """Vanilla has none."""


def loss(model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """Eq. 1, averaged over the batch."""
    reading = model.read(model.embed(batch, noise), batch)
    return negative_log_likelihood(reading.logits(), batch.labels).mean()
