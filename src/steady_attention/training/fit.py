"""Fit a model to a loss, epoch by epoch; the best epoch on dev is kept; a checkpoint each epoch, equal bits
on resuming.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from steady_attention.metrics import classification
from steady_attention.models import checkpoint as weights
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.predict import predict
from steady_attention.models.texts import Texts
from steady_attention.store.errors import UserError
from steady_attention.training import batches, device
from steady_attention.training.optimizer import Adam
from steady_attention.training.seeds import generator, seeded
from steady_attention.training.settings import Train
from steady_attention.training.state import State, kept, resume, save

Loss = Callable[[Classifier, Batch, torch.Generator], Tensor]
EpochLoss = Callable[[Classifier, Texts, int], Loss]  # of the epoch of a number that begins with this model
Monitor = Callable[[Classifier, Texts], dict[str, float]]  # further numbers of the history


@dataclass(frozen=True)
class Technique:
    """What is fitted: a loss for every epoch; monitor, taken on train and dev after each; every: epochs after
    which the dev score may choose the model; keep: whether the weights of all choices are kept.
    """

    epoch_loss: EpochLoss
    monitor: Monitor | None = None
    every: int = 1
    keep: bool = False


@dataclass(frozen=True)
class Corpus:
    """What a run is trained on."""

    train: Texts
    dev: Texts
    unlabeled: Texts | None = None


def fit(
    model: Classifier,
    technique: Technique,
    corpus: Corpus,
    settings: Train,
    seed: int,
    checkpoint: Path,
    report: Callable[[str], None],
) -> State:
    """Train until the settings say stop. Where `checkpoint` exists, go on from it.

    Weights that are kept lie beside it, see `kept`. Raises UserError when the loss, or a weight, is no longer
    finite.
    """
    rates = {"lr": settings.learning_rate, "weight_decay": settings.weight_decay}
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = Adam(trained, fused=True, **rates)
    state = resume(checkpoint, model, optimizer) if checkpoint.exists() else State()
    if technique.keep and not state.history:
        weights.save_weights(kept(checkpoint, 0), model.state_dict())
    while not state.finished(settings):
        number = len(state.history) + 1
        loss = technique.epoch_loss(model, corpus.train, number)
        mean_loss = _epoch(model, loss, optimizer, corpus, settings, seed, number)
        dev = classification.scores(predict(model, corpus.dev).probabilities, corpus.dev.labels)
        record = {"epoch": number, "loss": mean_loss} | {f"dev_{name}": value for name, value in dev.items()}
        state.history.append(record | _monitored(technique, model, corpus))
        if number % technique.every == 0:
            state.choose(model, dev[settings.selection], number)
            if technique.keep:
                weights.save_weights(kept(checkpoint, number // technique.every), model.state_dict())
        save(checkpoint, model, optimizer, state)
        score = f"dev {settings.selection} {dev[settings.selection]:.3f}"
        report(f"epoch {number}/{settings.epochs} loss {mean_loss:.3f} {score}")
    return state


def _monitored(technique: Technique, model: Classifier, corpus: Corpus) -> dict[str, float]:
    """The monitor's numbers, named by the split."""
    if technique.monitor is None:
        return {}
    splits = {"train": corpus.train, "dev": corpus.dev}
    return {
        f"{split}_{name}": value
        for split, texts in splits.items()
        for name, value in technique.monitor(model, texts).items()
    }


def _epoch(
    model: Classifier,
    loss: Loss,
    optimizer: torch.optim.Optimizer,
    corpus: Corpus,
    settings: Train,
    seed: int,
    number: int,
) -> float:
    """One pass over the labeled texts; returns the mean loss of its steps."""
    model.train()
    noise, where = generator(seed, "noise", number), model.device
    total, steps, first = torch.zeros((), device=where), 0, None
    ratio = settings.unlabeled_ratio
    every = batches.epoch(corpus.train, corpus.unlabeled, settings.batch_size, ratio, seed, number)
    with seeded(seed, "dropout", number):
        for batch in device.there(every, where):
            optimizer.zero_grad(set_to_none=True)
            with device.cast(settings.precision, where):
                value = loss(model, batch, noise)
            value.backward()
            optimizer.step()
            first = value.detach() if first is None else first
            total += value.detach()
            steps += 1
    mean = float(total) / steps
    _check(mean, float(first), model, number)
    return mean


def _check(mean: float, first: float, model: Classifier, epoch: int) -> None:
    """Raise UserError unless the mean loss and all weights are finite; `first`: the loss of the first step,
    which of epoch 1 no learning rate has changed yet.
    """
    if epoch == 1 and not math.isfinite(first):
        raise UserError(
            f"the loss is {first} in the first step, before any weight has changed, expected a finite "
            "number: the numbers that training starts from (word vectors, a checkpoint) are too large, or "
            "the size of the method's perturbation in conf/ is"
        )
    lost = [name for name, weight in model.named_parameters() if not weight.isfinite().all()]
    if not math.isfinite(mean) or lost:
        found = f"the loss is {mean}" if not math.isfinite(mean) else f"{lost[0]} is no longer finite"
        advice = "lower the learning rate or the size of the method's perturbation in conf/"
        raise UserError(f"{found} in epoch {epoch}, expected finite numbers: {advice}")
