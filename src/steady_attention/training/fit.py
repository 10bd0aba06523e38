"""Fit a model to a loss, epoch by epoch; the best epoch on dev is kept; a checkpoint each epoch, equal bits
on resuming.
"""

import math
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from steady_attention.metrics import classification
from steady_attention.models.batch import Batch, Texts
from steady_attention.models.classifier import Classifier
from steady_attention.models.predict import predict
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.params import Train
from steady_attention.training import batches
from steady_attention.training.seeds import generator

Loss = Callable[[Classifier, Batch, torch.Generator], Tensor]
EpochLoss = Callable[[Classifier, Texts], Loss]  # of the epoch that begins with this model, on these texts


@dataclass
class State:
    """What is known after some epochs: history, the best epoch and its weights."""

    history: list[dict[str, Any]] = field(default_factory=list)
    best_score: float = -math.inf
    best_epoch: int = 0
    best_weights: dict[str, Tensor] = field(default_factory=dict)

    def finished(self, settings: Train) -> bool:
        """Whether all epochs are done, or none was better than the best for `patience` epochs."""
        epochs = len(self.history)
        return epochs >= settings.epochs or epochs - self.best_epoch >= settings.patience


@dataclass(frozen=True)
class Corpus:
    """What a run is trained on."""

    train: Texts
    dev: Texts
    unlabeled: Texts | None = None


def fit(model: Classifier, epoch_loss: EpochLoss, corpus: Corpus, settings: Train, seed: int,
        checkpoint: Path, report: Callable[[str], None]) -> State:  # fmt: skip
    """Train until the settings say stop. Where `checkpoint` exists, go on from it.

    Raises UserError when the loss is no longer finite.
    """
    rates = {"lr": settings.learning_rate, "weight_decay": settings.weight_decay}
    optimizer = torch.optim.Adam(model.parameters(), fused=True, **rates)
    state = _resume(checkpoint, model, optimizer) if checkpoint.exists() else State()
    while not state.finished(settings):
        number = len(state.history) + 1
        loss = epoch_loss(model, corpus.train)
        mean_loss = _epoch(model, loss, optimizer, corpus, settings, seed, number)
        dev = classification.scores(predict(model, corpus.dev).probabilities, corpus.dev.labels)
        state.history.append({"epoch": number, "loss": mean_loss} | {f"dev_{k}": v for k, v in dev.items()})
        if dev[settings.selection] > state.best_score:
            state.best_score, state.best_epoch = dev[settings.selection], number
            state.best_weights = {name: tensor.clone() for name, tensor in model.state_dict().items()}
        _save(checkpoint, model, optimizer, state)
        score = f"dev {settings.selection} {dev[settings.selection]:.3f}"
        report(f"epoch {number}/{settings.epochs} loss {mean_loss:.3f} {score}")
    return state


def _epoch(model: Classifier, loss: Loss, optimizer: torch.optim.Optimizer, corpus: Corpus, settings: Train,
           seed: int, number: int) -> float:  # fmt: skip
    """One pass over the labeled texts; returns the mean loss of its steps."""
    model.train()
    noise = generator(seed, "noise", number)
    total, steps = torch.zeros(()), 0
    ratio = settings.unlabeled_ratio
    for batch in batches.epoch(corpus.train, corpus.unlabeled, settings.batch_size, ratio, seed, number):
        optimizer.zero_grad(set_to_none=True)
        value = loss(model, batch, noise)
        value.backward()
        optimizer.step()
        total += value.detach()
        steps += 1
    mean = float(total) / steps
    if not math.isfinite(mean):
        advice = "lower train.learning_rate or the method's epsilon in params.yaml"
        raise UserError(f"the loss is {mean} in epoch {number}, expected a finite number: {advice}")
    return mean


def _save(path: Path, model: Classifier, optimizer: torch.optim.Optimizer, state: State) -> None:
    """All that the next epoch depends on; generators are made anew from the seed and the epoch's number."""
    half = path.with_name(f"{path.name}.half")
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "state": vars(state)}, half)
    os.replace(half, path)


def _resume(path: Path, model: Classifier, optimizer: torch.optim.Optimizer) -> State:
    """Put model and optimizer back to where the checkpoint was written."""
    saved = torch.load(path, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    return State(**saved["state"])
