"""Predictions and attention at perturbed word embeddings, and the noise that perturbs them (SEAT, Stability
Evaluation).

Shapes: B texts, L embedded words (of pairs those of both texts), D wide. Of pairs the attended text alone is
perturbed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import torch
from torch import Tensor, nn

from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.outputs import log_probabilities
from steady_attention.models.predict import BATCH, Predictions
from steady_attention.models.texts import Texts, by_length

Perturb = Callable[[Batch, Tensor], Tensor]  # a batch and its embedded words (B, L, D) -> what is added


@contextmanager
def frozen(model: nn.Module) -> Iterator[None]:
    """Within the block the model is in evaluation mode, without dropout, and its parameters ask for no
    gradient; then it is as before.
    """
    training, asking = model.training, [p for p in model.parameters() if p.requires_grad]
    try:
        model.eval().requires_grad_(False)
        yield
    finally:
        model.train(training)
        for parameter in asking:
            parameter.requires_grad_()


def attended(batch: Batch) -> Tensor:
    """(B, L) True on the attended text's real words."""
    if batch.second is None:
        return batch.mask
    return torch.cat([batch.mask, torch.zeros_like(batch.second.mask)], dim=1)


def gaussian(model: Classifier, texts: Texts, delta: float, random: torch.Generator) -> Predictions:
    """At one uniformly drawn real word of each text (of BERT a word piece), moved by noise of variance
    `delta` in every coordinate.

    SEAT writes x' = x + N(0, delta I) for "one token". Words and directions depend on the state of `random`
    alone, so that the same ones serve every delta.
    """
    return predicted(model, texts, one_word(delta, random))


def one_word(delta: float, random: torch.Generator) -> Perturb:
    """The noise of `gaussian`."""

    def perturb(batch: Batch, embedded: Tensor) -> Tensor:
        places = attended(batch)
        drawn = torch.rand(places.shape, generator=random).masked_fill(~places.cpu(), -1.0).argmax(1)
        noise = torch.randn(len(drawn), embedded.shape[2], generator=random, dtype=embedded.dtype)
        moves = torch.zeros(embedded.shape, dtype=embedded.dtype)
        moves[torch.arange(len(drawn)), drawn] = delta**0.5 * noise
        return moves.to(embedded.device)

    return perturb


def predicted(model: Classifier, texts: Texts, perturb: Perturb) -> Predictions:
    """As models/predict.py, at perturbed embeddings. The model is left as it was."""
    probabilities, weights = {}, {}
    with frozen(model):
        for indices in by_length(texts, BATCH):
            batch = texts.batch(indices).to(model.device)
            embedded = model.embed(batch, torch.Generator())  # no dropout in evaluation
            reading = model.read(embedded + perturb(batch, embedded), batch)
            rows = log_probabilities(reading.logits()).exp().cpu().numpy()
            probabilities |= dict(zip(indices.tolist(), rows, strict=True))
            weights |= dict(zip(indices.tolist(), batch.by_word(reading.attention()), strict=True))
    order = range(len(texts))
    return Predictions(np.stack([probabilities[i] for i in order]), [weights[i] for i in order])
