"""Permuted: vanilla with its attention permuted over the words of each text, not trained further.

Jain & Wallace 2019, section 4.2.1. Weights as uneven as vanilla's, on other words: the control of whether it
matters which words they are on. One permutation for every number of words, where Jain & Wallace draw a
hundred and take the median.
"""

import torch
from torch import Tensor

from steady_attention.methods import vanilla as trained
from steady_attention.methods.parts.epoch import Schedule
from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.store.sections import section

PROPERTIES = Properties(perturbs=None, unlabeled=False, restricted=False, permuted=True)


@section
class HParams:
    """Permuted has none."""


def begin(model: Classifier, vanilla: Classifier, hparams: HParams) -> None:
    """All weights are vanilla's."""
    model.load_state_dict(vanilla.state_dict())


def schedule(hparams: HParams) -> Schedule:
    """No epoch: dev can choose the start alone."""
    return Schedule(epochs=0, learning_rate=0.0, start=True)


def loss(model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """Vanilla's, which no epoch lowers."""
    return trained.loss(model, batch, trained.HParams(), noise)
