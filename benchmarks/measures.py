"""The measures that are timed, the model and the texts."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

from steady_attention.evaluation.measures import erasure, sensitivity
from steady_attention.evaluation.minimal_norm import adaptive, bisected
from steady_attention.metrics.rationales import top_share
from steady_attention.models import importance
from steady_attention.models.classifier import Classifier
from steady_attention.models.predict import predict
from steady_attention.models.texts import Texts, texts
from steady_attention.training import seeds

VOCABULARY, WIDTH, HIDDEN, ATTENTION_HIDDEN = 14_000, 300, 128, 64
SHORTEST, LONGEST = 10, 30  # words of a text
SHARES, STEPS = (0.01, 0.05, 0.1, 0.2, 0.5), 20
OTHER = "sensitivity, the fast search in both"  # a line without a target
Measure = Callable[[Classifier, Texts], object]


@dataclass(frozen=True)
class Pair:
    """A measure as it would be taken of one example after another, and as it is taken of many."""

    single: Measure
    batched: Measure


def gradients(model: Classifier, some: Texts) -> object:
    """Gradient importance."""
    return importance.importance(model, some)


def drops(model: Classifier, some: Texts) -> object:
    """Comprehensiveness and sufficiency at every share, from the clean predictions on."""
    full = predict(model, some)
    return [
        erasure.drops(model, some, full, [top_share(row, share) for row in full.attention])
        for share in SHARES
    ]


def norms(search: sensitivity.Search) -> Measure:
    """Sensitivity by one of the two searches."""

    def measure(model: Classifier, some: Texts) -> object:
        return sensitivity.smallest(model, some, predict(model, some).attention, SHARES, STEPS, search)

    return measure


PAIRS = {
    "gradient importance": Pair(gradients, gradients),
    "comprehensiveness and sufficiency": Pair(drops, drops),
    "sensitivity": Pair(norms(bisected), norms(adaptive)),
    OTHER: Pair(norms(adaptive), norms(adaptive)),
}


def make_texts(amount: int, number: int) -> Texts:
    """Random texts: words by Zipf's law, lengths alike likely."""
    random = seeds.numpy_generator(number, "evaluation")
    lengths = random.integers(SHORTEST, LONGEST + 1, amount)
    likely = 1 / np.arange(1, VOCABULARY - 1)  # ids 0 and 1 are no words
    tokens = 2 + random.choice(VOCABULARY - 2, lengths.sum(), p=likely / likely.sum())
    return texts(tokens.astype(np.int32), np.concatenate([[0], np.cumsum(lengths)]), None, False)


def make_model() -> Classifier:
    """A BiLSTM with random weights, and vectors about as long as published ones."""
    with seeds.seeded(0, "initialisation"):
        vectors = 0.4 * torch.randn(VOCABULARY, WIDTH)
        return Classifier(
            vectors, "bilstm", {"hidden": HIDDEN}, "additive", ATTENTION_HIDDEN, 0.0, 2, False
        ).eval()
