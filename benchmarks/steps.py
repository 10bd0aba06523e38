"""The steps that are timed: their sizes, settings, texts, and one for each writing of each method."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks import plain
from benchmarks.step_table import METHODS
from steady_attention import methods
from steady_attention.methods.parts.epoch import Epoch
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.texts import Texts, texts
from steady_attention.training import seeds

BATCH, VOCABULARY, WIDTH, HIDDEN, ATTENTION_HIDDEN, CLASSES = 32, 14_000, 300, 256, 256, 2
ADAM = {"lr": 1e-3, "weight_decay": 1e-5}
RADIUS = {"epsilon": 5.0, "weight": 1.0}
HPARAMS = {
    "vanilla": {},
    "word_at": RADIUS,
    "word_iat": RADIUS | {"neighbours": 10},
    "word_vat": RADIUS | {"xi": 0.1},
    "word_ivat": RADIUS | {"xi": 1.0, "neighbours": 10},
    "attention_at": RADIUS,
    "attention_iat": RADIUS | {"direction": "paper"},
    "attention_vat": RADIUS | {"xi": 0.1},
    "attention_ivat": RADIUS | {"xi": 0.1, "direction": "paper", "start": "random"},
}
Step = Callable[[Batch], None]


def make_texts(length: int, number: int) -> Texts:
    """Random texts: words by Zipf's law, lengths within 10 % of `length`."""
    random = seeds.numpy_generator(number, "batch", length)
    lengths = random.integers(round(0.9 * length), round(1.1 * length) + 1, BATCH)
    likely = 1 / np.arange(1, VOCABULARY - 1)  # ids 0 and 1 are no words
    tokens = 2 + random.choice(VOCABULARY - 2, lengths.sum(), p=likely / likely.sum())
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    return texts(tokens, offsets, random.integers(0, CLASSES, BATCH), False)


def make_batch(length: int, number: int) -> Batch:
    """All of them."""
    return make_texts(length, number).batch(np.arange(BATCH))


def hparams(method: str) -> Any:
    """A method's settings."""
    return methods.hparams(method, HPARAMS[method])


def make_step(model: nn.Module, loss: Callable[..., Tensor], **adam: bool) -> Step:
    """A training step as training/fit.py takes it; the loss may use the parameters' gradients."""
    optimizer = torch.optim.Adam(model.parameters(), **ADAM, **adam)
    loss = partial(loss, model.train(), noise=seeds.generator(0, "noise"))

    def step(batch: Batch) -> None:
        optimizer.zero_grad(set_to_none=True)
        loss(batch).backward()
        optimizer.step()

    return step


def make_steps() -> dict[tuple[str, str], Step]:
    """A step for each (who, method): a model and an optimizer of its own, all from equal weights."""
    steps = {}
    for method in METHODS:
        with seeds.seeded(0, "initialisation"):
            vectors = torch.randn(VOCABULARY, WIDTH)
            vectors[0] = 0.0
            ours = Classifier(
                vectors.clone(),
                "bilstm",
                {"hidden": HIDDEN},
                "additive",
                ATTENTION_HIDDEN,
                0.0,
                CLASSES,
                False,
            )
        if method in plain.LOSSES:
            theirs = plain.Classifier(vectors, HIDDEN, ATTENTION_HIDDEN, CLASSES)
            theirs.load_state_dict(plain.renamed(ours.state_dict()))
            steps["plain", method] = make_step(theirs, partial(plain.LOSSES[method], hparams=hparams(method)))
        loss = methods.epoch_loss(method, hparams(method), Epoch(1, ours, make_texts(20, 0), None))
        steps["ours", method] = make_step(ours, loss, fused=True)
    return steps
