"""Gradient-based word importance, in batches."""

import numpy as np
import torch

from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.outputs import log_probabilities
from steady_attention.models.texts import Texts, by_length

BATCH = 128  # texts


def importance(model: Classifier, texts: Texts) -> list[np.ndarray]:
    """g_t = |sum_i 1[X_it = 1] dy/dX_it| on every real word (Kitada & Iyatomi 2022, Eq. 26), summing to 1 a
    text.

    Equals |dy/dx_t . x_t| at the embedding x_t of the word that is there. y is the probability of the
    positive class of two, of the likeliest class of more; the attention is a constant, as in Jain & Wallace
    2019. A word's is the sum over its pieces. One array a text, in the precision of the model. Where nothing
    depends on the words all are 0.
    """
    found: dict[int, np.ndarray] = {}
    unused = torch.Generator()  # no dropout in evaluation
    model.eval()
    for indices in by_length(texts, BATCH):
        batch = texts.batch(indices).to(model.device)
        rows = batch.by_word(_gradient_times_input(model, batch, unused))
        for index, row in zip(indices.tolist(), rows, strict=True):
            total = row.sum(dtype=np.float64)
            found[index] = (row / total).astype(row.dtype) if total > 0 else row
    return [found[i] for i in range(len(texts))]


def _gradient_times_input(model: Classifier, batch: Batch, noise: torch.Generator) -> torch.Tensor:
    """|dy/dx_t . x_t| (B, T) of the attended text."""
    embedded = model.embed(batch, noise).detach().requires_grad_()
    reading = model.read(embedded, batch)
    probabilities = log_probabilities(reading.logits_of(reading.attention().detach())).exp()
    chosen = probabilities[:, 1] if probabilities.shape[1] == 2 else probabilities.amax(1)
    (gradient,) = torch.autograd.grad(chosen.sum(), embedded)
    return (gradient * embedded).sum(2).abs().detach()[:, : batch.tokens.shape[1]]
