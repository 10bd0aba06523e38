"""Predictions and attention at perturbed word embeddings (SEAT, Stability Evaluation).

Of pairs the attended text alone is perturbed.
"""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from steady_attention.evaluation import attack
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.outputs import log_probabilities
from steady_attention.models.predict import BATCH, Predictions
from steady_attention.models.texts import Texts, by_length

STEPS = 5  # of the adversarial search
Perturb = Callable[[Batch, Tensor], Tensor]  # a batch and its embedded words (B, L, D) -> what is added


def gaussian(model: Classifier, texts: Texts, delta: float, random: torch.Generator) -> Predictions:
    """At one uniformly drawn real word of each text (of BERT a word piece), moved by noise of variance
    `delta` in every coordinate.

    SEAT writes x' = x + N(0, delta I) for "one token". Words and directions depend on the state of `random`
    alone, so that the same ones serve every delta.
    """

    def perturb(batch: Batch, embedded: Tensor) -> Tensor:
        places = attack.attended(batch)
        drawn = torch.rand(places.shape, generator=random).masked_fill(~places.cpu(), -1.0).argmax(1)
        noise = torch.randn(len(drawn), embedded.shape[2], generator=random, dtype=embedded.dtype)
        moves = torch.zeros(embedded.shape, dtype=embedded.dtype)
        moves[torch.arange(len(drawn)), drawn] = delta**0.5 * noise
        return moves.to(embedded.device)

    return _predicted(model, texts, perturb)


def adversarial(model: Classifier, texts: Texts, delta: float) -> Predictions:
    """At all words of the attended text, moved by projected gradient ascent on the decision's margin.

    The L2 norm of the whole perturbation is at most sqrt(delta D), which is the root mean square norm of the
    Gaussian noise on one word: equally large, in the worst direction. Of two classes the margin's gradient
    is the total variation's own direction, which has none at the clean point. Nothing is clamped.
    """

    def perturb(batch: Batch, embedded: Tensor) -> Tensor:
        with torch.no_grad():
            own = attack.decided(model.read(embedded, batch).logits())
        radius = embedded.new_full((len(own),), (delta * embedded.shape[2]) ** 0.5)
        *_, last = attack.pgd(model, batch, embedded, attack.attended(batch), own, radius, STEPS)
        return last[0]

    return _predicted(model, texts, perturb)


def _predicted(model: Classifier, texts: Texts, perturb: Perturb) -> Predictions:
    """As models/predict.py, at perturbed embeddings. The model is left as it was."""
    probabilities, weights = {}, {}
    with attack.frozen(model):
        for indices in by_length(texts, BATCH):
            batch = texts.batch(indices).to(model.device)
            embedded = model.embed(batch, torch.Generator())  # no dropout in evaluation
            reading = model.read(embedded + perturb(batch, embedded), batch)
            rows = log_probabilities(reading.logits()).exp().cpu().numpy()
            probabilities |= dict(zip(indices.tolist(), rows, strict=True))
            weights |= dict(zip(indices.tolist(), batch.by_word(reading.attention()), strict=True))
    order = range(len(texts))
    return Predictions(np.stack([probabilities[i] for i in order]), [weights[i] for i in order])
