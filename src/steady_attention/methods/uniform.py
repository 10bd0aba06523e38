"""Uniform: vanilla's training with the attention held uniform (Wiegreffe & Pinter 2019, section 3.2).

The control of what attention is worth. All words of a text have the same weight: a measure of this attention
is what no information gives. Of pairs the other text, which asks, is not read then.
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
    """Uniform has none."""


@torch.no_grad()
def hold(model: Classifier) -> None:
    """The scorer's weights are 0, so that all scores are equal, and stay so."""
    for weight in model.scorer.parameters():
        weight.zero_().requires_grad_(False)


def loss(model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """Vanilla's."""
    return vanilla.loss(model, batch, vanilla.HParams(), noise)
