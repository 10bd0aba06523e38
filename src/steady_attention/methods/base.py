"""Base: maximum likelihood without attention, the states max-pooled (Zhou et al. 2021, section 4.1).

The trained model also judges deleted words (section 5.2).
"""

import torch
from torch import Tensor

from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Pooled
from steady_attention.models.outputs import negative_log_likelihood
from steady_attention.store.sections import section

PROPERTIES = Properties(perturbs=None, unlabeled=False, restricted=False)


@section
class HParams:
    """Base has none."""


def loss(model: Pooled, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """-log p(y | x), averaged over the batch."""
    reading = model.read(model.embed(batch, noise), batch)
    return negative_log_likelihood(reading.logits(), batch.labels).mean()
