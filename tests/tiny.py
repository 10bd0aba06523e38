"""A tiny model and batch; every size is another prime, so that no transposed axis can pass."""

import numpy as np
import torch

from steady_attention.models.batch import Batch, Texts
from steady_attention.models.classifier import Classifier

VOCABULARY, WIDTH, HIDDEN, ATTENTION_HIDDEN = 31, 7, 11, 5
LENGTHS = (2, 13, 1, 7, 5)  # a text of one word among them


def make_model(encoder="bilstm", scorer="additive", classes=2, dropout=0.0, seed=0, dtype=torch.float32):
    """A classifier with random weights, in training mode."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        vectors = torch.randn(VOCABULARY, WIDTH)
        vectors[0] = 0.0
        model = Classifier(vectors, encoder, scorer, HIDDEN, ATTENTION_HIDDEN, dropout, classes)
    return model.to(dtype).train()


def make_texts(lengths=LENGTHS, classes=2, seed=0, labeled=True, boundaries=False):
    """Random texts of the given lengths; the label is decided by the first word."""
    random = np.random.default_rng(seed)
    tokens = random.integers(4, VOCABULARY, sum(lengths)).astype(np.int32)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    labels = tokens[offsets[:-1]].astype(np.int64) % classes if labeled else None
    return Texts(tokens, offsets, labels, boundaries)


def make_batch(lengths=LENGTHS, classes=2, seed=0, unlabeled=None) -> Batch:
    """All texts as one batch."""
    texts = make_texts(lengths, classes, seed)
    return texts.batch(np.arange(len(lengths)), unlabeled)


def noise(seed=0):
    """A generator for dropout and random starts."""
    return torch.Generator().manual_seed(seed)
