"""Predictions and attention of whole splits, in length-sorted batches."""

from dataclasses import dataclass

import numpy as np
import torch

from steady_attention.models.classifier import Classifier, Pooled
from steady_attention.models.outputs import log_probabilities
from steady_attention.models.texts import Texts, by_length

BATCH = 128  # texts; performance.md: larger gains nothing on a CPU


@dataclass(frozen=True)
class Predictions:
    """probabilities (n, C >= 2); attention, one array over a text's real words for each text (a word's is
    the sum over its pieces), None of a model that has none.
    """

    probabilities: np.ndarray
    attention: list[np.ndarray] | None


@torch.no_grad()
def predict(model: Classifier | Pooled, texts: Texts) -> Predictions:
    """The model's predictions on every text, in the order of the texts. The model is left as it was."""
    training = model.training
    model.eval()
    unused = torch.Generator()  # no dropout in evaluation
    probabilities: dict[int, np.ndarray] = {}
    weights: dict[int, np.ndarray] = {}
    for indices in by_length(texts, BATCH):
        batch = texts.batch(indices).to(model.device)
        reading = model.read(model.embed(batch, unused), batch)
        rows = log_probabilities(reading.logits()).exp().float().cpu().numpy()
        probabilities |= dict(zip(indices.tolist(), rows, strict=True))
        if isinstance(model, Classifier):
            weights |= dict(zip(indices.tolist(), batch.by_word(reading.attention().float()), strict=True))
    model.train(training)
    order = range(len(texts))
    attended = [weights[i] for i in order] if isinstance(model, Classifier) else None
    return Predictions(np.stack([probabilities[i] for i in order]), attended)
