"""Predictions and attention of whole splits, in length-sorted batches."""

from dataclasses import dataclass

import numpy as np
import torch

from steady_attention.models.batch import Texts, by_length
from steady_attention.models.classifier import Classifier
from steady_attention.models.max_pooling import MaxPooled
from steady_attention.models.outputs import log_probabilities

BATCH = 128  # texts; performance.md: larger gains nothing on a CPU


@dataclass(frozen=True)
class Predictions:
    """probabilities (n, C >= 2); attention, one array over a text's real words for each text, None of a model
    that has none.
    """

    probabilities: np.ndarray
    attention: list[np.ndarray] | None


@torch.no_grad()
def predict(model: Classifier | MaxPooled, texts: Texts) -> Predictions:
    """The model's predictions on every text, in the order of the texts. The model is left as it was."""
    training = model.training
    model.eval()
    unused = torch.Generator()  # no dropout in evaluation
    probabilities: dict[int, np.ndarray] = {}
    weights: dict[int, np.ndarray] = {}
    for indices in by_length(texts, BATCH):
        batch = texts.batch(indices)
        reading = model.read(model.embed(batch, unused), batch)
        rows = log_probabilities(reading.logits()).exp().numpy()
        probabilities |= dict(zip(indices.tolist(), rows, strict=True))
        if isinstance(model, Classifier):
            attention = reading.attention()
            for row, index in enumerate(indices.tolist()):
                weights[index] = attention[row][batch.mask[row]].numpy()
    model.train(training)
    order = range(len(texts))
    attended = [weights[i] for i in order] if isinstance(model, Classifier) else None
    return Predictions(np.stack([probabilities[i] for i in order]), attended)
