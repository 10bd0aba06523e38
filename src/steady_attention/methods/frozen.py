"""Frozen: vanilla's training with the attention held at its random start.

The control of what training the attention brings: Wiegreffe & Pinter 2019, section 3.2, hold it too, there at
uniform weights (uniform.py).
"""

import torch
from torch import Tensor

from steady_attention.methods import vanilla
from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.store.sections import section

PROPERTIES = Properties(perturbs=None, unlabeled=False, restricted=False)


@section
class HParams:
    """Frozen has none."""


def hold(model: Classifier) -> None:
    """The scorer stays at its first weights."""
    model.scorer.requires_grad_(False)


def loss(model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """Vanilla's."""
    return vanilla.loss(model, batch, vanilla.HParams(), noise)
