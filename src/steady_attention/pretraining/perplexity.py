"""How well masked pieces are guessed: exp of the mean negative log-likelihood of a piece."""

import math
from collections.abc import Iterable

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from steady_attention.pretraining.language_model import LanguageModel
from steady_attention.pretraining.masking import Masked
from steady_attention.store.errors import UserError


@torch.no_grad()
def perplexity(model: LanguageModel, batches: Iterable[Masked]) -> float:
    """Of the chosen pieces of all batches; 1 is certain and right, the vocabulary's size is chance.

    Raises UserError where none is chosen.
    """
    total, count = torch.zeros((), device=model.device), 0
    for batch in batches:
        total += cross_entropy(model(batch).float(), batch.targets, reduction="sum")
        count += len(batch.targets)
    if count == 0:
        raise UserError(
            "pretrain: no piece of the held-out texts is masked; raise pretrain.held_out or masked"
        )
    return math.exp(float(total) / count)


def unigram(train: np.ndarray, targets: np.ndarray, size: int) -> float:
    """Of the targets (K) to one who knows nothing but how often each piece stands in the training blocks
    (B, T), one added to each of the `size` counts: what a model that has learnt no context comes to.
    """
    counts = np.bincount(train.ravel(), minlength=size) + 1.0
    return math.exp(-float(np.log(counts / counts.sum())[targets].mean()))
