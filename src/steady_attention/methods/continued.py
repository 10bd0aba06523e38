"""Continued: vanilla trained on by its own loss, the control of equal cost of the methods that begin from it.

As many passes over the training texts as the variational bottleneck attention of Zhou et al. 2021 has
(vib.py), at its learning rate and, as it, without weight decay.
"""

import torch
from torch import Tensor

from steady_attention.methods import vanilla as trained
from steady_attention.methods.parts.epoch import Schedule
from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.store.sections import Count, Positive, section

PROPERTIES = Properties(perturbs=None, unlabeled=False, restricted=False)


@section
class HParams:
    """epochs, after vanilla's own. learning_rate: Adam's."""

    epochs: Count
    learning_rate: Positive


def begin(model: Classifier, vanilla: Classifier, hparams: HParams) -> None:
    """All weights are vanilla's, and all are trained."""
    model.load_state_dict(vanilla.state_dict())


def schedule(hparams: HParams) -> Schedule:
    """Dev may choose every epoch."""
    return Schedule(hparams.epochs, hparams.learning_rate)


def loss(model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """Vanilla's."""
    return trained.loss(model, batch, trained.HParams(), noise)
