"""Fit a model to a loss, epoch by epoch; the best epoch on dev is kept; a checkpoint each epoch, equal bits
on resuming.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from steady_attention.methods.parts.epoch import Schedule
from steady_attention.metrics import classification
from steady_attention.models import checkpoint as weights
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.predict import predict
from steady_attention.models.texts import Texts
from steady_attention.store.errors import UserError
from steady_attention.training import batches, device, word_dropout
from steady_attention.training.curves import curves
from steady_attention.training.optimizer import Adam, groups
from steady_attention.training.seeds import generator, numpy_generator, seeded
from steady_attention.training.settings import Train
from steady_attention.training.state import State, kept, resume, save

Loss = Callable[[Classifier, Batch, torch.Generator], Tensor]
EpochLoss = Callable[[Classifier, Texts, int], Loss]  # of the epoch of a number that begins with this model
Monitor = Callable[[Classifier, Texts], dict[str, float]]  # further numbers of the history


@dataclass(frozen=True)
class Technique:
    """What is fitted: a loss for every epoch, how long and how fast, and a monitor, which is taken on train
    and dev after each.
    """

    epoch_loss: EpochLoss
    schedule: Schedule
    monitor: Monitor | None = None


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
    """Train until the technique's schedule says stop. Where `checkpoint` exists, go on from it. The model is
    left as the last epoch leaves it.

    The history begins with a record of the start, epoch 0, which has no loss. Weights that are kept lie
    beside the checkpoint, see `kept`. Raises UserError when the loss, or a weight, is no longer finite.
    """
    schedule = technique.schedule
    parameters = groups(model, schedule.weight_decay, settings.decayed)
    optimizer = Adam(parameters, lr=schedule.learning_rate, fused=True)
    state = resume(checkpoint, model, optimizer) if checkpoint.exists() else State()
    share = _word_dropout(model, corpus.train, settings)
    while not state.finished(schedule):
        number = len(state.history)
        found = {}
        if number:
            loss = technique.epoch_loss(model, corpus.train, number)
            for group in optimizer.param_groups:
                group["lr"] = schedule.rate(number)
            found["loss"] = _epoch(model, loss, optimizer, corpus, settings, share, seed, number)
        predictions = predict(model, corpus.dev)
        dev = classification.scores(predictions.probabilities, corpus.dev.labels)
        shown = dev | curves(model, corpus.dev, predictions, settings.curve_texts, seed)
        found |= {f"dev_{name}": value for name, value in shown.items()}
        state.history.append({"epoch": number} | found | _monitored(technique, model, corpus))
        if schedule.chooses(number):
            state.choose(model, dev[settings.selection], number)
        if schedule.keeps(number):
            weights.save_weights(kept(checkpoint, number // schedule.every), model.state_dict())
        save(checkpoint, model, optimizer, state)
        loss_told = f" loss {found['loss']:.3f}" if number else ""
        score = f"dev {settings.selection} {dev[settings.selection]:.3f}"
        report(f"epoch {number}/{schedule.epochs}{loss_told} {score}")
    return state


def _word_dropout(model: Classifier, train: Texts, settings: Train) -> np.ndarray | None:
    """How probably each word (V,) is dropped; None where none is."""
    if not settings.word_dropout:
        return None
    return word_dropout.probabilities(train, settings.word_dropout, model.embedding.num_embeddings)


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
    share: np.ndarray | None,
    seed: int,
    number: int,
) -> float:
    """One pass over the labeled texts, words dropped by `share`; returns the mean loss of its steps."""
    model.train()
    noise, where = generator(seed, "noise", number), model.device
    total, steps, first = torch.zeros((), device=where), 0, None
    ratio = settings.unlabeled_ratio
    every = batches.epoch(corpus.train, corpus.unlabeled, settings.batch_size, ratio, seed, number)
    if share is not None:
        every = word_dropout.over(every, share, numpy_generator(seed, "word dropout", number))
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
