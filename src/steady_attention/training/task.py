"""The task behind an item of `train`: one run, from processed texts to weights."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from steady_attention import methods
from steady_attention.methods.parts.epoch import Epoch, Schedule
from steady_attention.models import checkpoint
from steady_attention.models.classifier import Classifier
from steady_attention.models.outputs import negative_log_likelihood
from steady_attention.models.texts import Texts, load, load_unlabeled
from steady_attention.store import sections
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json, write_json
from steady_attention.store.messages import one_of
from steady_attention.training import device, start
from steady_attention.training.fit import Corpus, Loss, Technique, fit
from steady_attention.training.settings import Train
from steady_attention.training.state import kept


def compute(
    work: Path, inputs: dict[str, Path], arguments: dict[str, Any], report: Callable[[str], None]
) -> None:
    """Train one run: weights.safetensors of the epoch that dev chose, last.safetensors of the last one where
    that is another, model.json, history.json, run.json, and iteration<k>.safetensors of a method whose
    schedule keeps them.

    inputs: corpus, vectors, unlabeled where the variant asks for it, vanilla where the method begins from
    that run, pieces and bert for that encoder. arguments: a Run's, the sections `model`, `train` and
    `hparams`, and `device`. Raises UserError on settings that do not fit the data.
    """
    torch.set_num_threads(1)
    name = arguments["method"]
    hparams = methods.hparams(name, arguments["hparams"])
    settings = sections.read("train", arguments["train"], Train)
    _check_word_dropout(settings, inputs)
    corpus = _corpus(inputs, arguments["variant"])
    _check_selection(inputs["corpus"], corpus, settings.selection, _chosen_on(arguments["variant"]))
    where = device.chosen(arguments["device"])
    device.multiply(settings.precision)
    model, built = start.model(inputs, arguments)
    vanilla = _begin(model.to(where), inputs, name, hparams)
    device.check(settings.precision, arguments["encoder"], model, partial(_small, model, corpus.train))
    if settings.compile:
        model.encoder.compile(dynamic=True)
    technique = _technique(name, hparams, vanilla, settings)
    path = work / "checkpoint.pt"
    state = fit(model, technique, corpus, settings, arguments["seed"], path, report)
    checkpoint.save(work, state.best_weights, built)
    if state.best_epoch != state.epochs:
        checkpoint.save_weights(work / checkpoint.LAST, model.state_dict())
    if technique.schedule.keep:
        for number in range(technique.schedule.epochs // technique.schedule.every + 1):
            os.rename(kept(path, number), work / f"iteration{number}.safetensors")
    write_json(work / "history.json", state.history)
    epochs = {"best_epoch": state.best_epoch, "last_epoch": state.epochs}
    write_json(work / "run.json", epochs | {"selection": settings.selection})


def _small(model: Classifier, texts: Texts) -> Tensor:
    """The loss of two texts, to try whether the device can."""
    batch = texts.batch(np.arange(min(2, len(texts)))).to(model.device)
    reading = model.read(model.embed(batch, torch.Generator()), batch)
    return negative_log_likelihood(reading.logits(), batch.labels).mean()


def _begin(model: Classifier, inputs: dict[str, Path], name: str, hparams: Any) -> Classifier | None:
    """The vanilla run, frozen, with the model begun from it; None for other methods, some of which hold a
    part of the model as they put it.
    """
    method = methods.get(name)
    if hasattr(method, "hold"):
        method.hold(model)
    if not hasattr(method, "begin"):
        return None
    vanilla = checkpoint.load(inputs["vanilla"], device=model.device).requires_grad_(False)
    method.begin(model, vanilla, hparams)
    return vanilla


def _technique(name: str, hparams: Any, vanilla: Classifier | None, settings: Train) -> Technique:
    """What the method says of its training; the schedule is the settings' where it has none of its own."""
    method = methods.get(name)

    def epoch_loss(model: Classifier, texts: Texts, number: int) -> Loss:
        return methods.epoch_loss(name, hparams, Epoch(number, model, texts, vanilla))

    monitor = None
    if hasattr(method, "monitored"):
        monitor = partial(method.monitored, hparams=hparams, vanilla=vanilla)
    if hasattr(method, "schedule"):
        return Technique(epoch_loss, method.schedule(hparams), monitor)
    usual = Schedule(
        settings.epochs, settings.learning_rate, settings.weight_decay, patience=settings.patience
    )
    return Technique(epoch_loss, usual, monitor)


def _check_word_dropout(settings: Train, inputs: dict[str, Path]) -> None:
    """Raise UserError for words dropped where the model reads pieces of words."""
    if settings.word_dropout and "pieces" in inputs:
        raise UserError(
            f"bert.train.word_dropout: expected 0, since BERT reads pieces of words, got "
            f"{settings.word_dropout:g}"
        )


def _chosen_on(variant: dict[str, Any]) -> str:
    """The split whose score chooses the epoch."""
    return "test" if variant.get("as_published") else "dev"


def _check_selection(folder: Path, corpus: Corpus, selection: str, split: str) -> None:
    """Raise UserError where the score that chooses the epoch is undefined: F1 of two classes without a text
    of the positive one, macro F1 without one of any.
    """
    classes = read_json(folder / "statistics.json")["classes"]
    needed = {"f1": range(1, 2) if len(classes) == 2 else (), "macro_f1": range(len(classes))}
    for label in needed.get(selection, ()):
        if label not in corpus.dev.labels:
            raise UserError(
                f"{split} has no text of the class {classes[label]!r}, which train.selection needs for "
                f"{selection}: add some, or select by accuracy"
            )


def _corpus(inputs: dict[str, Path], variant: dict[str, Any]) -> Corpus:
    """Train and dev split (the test split in dev's place where the variant says `as_published: true`, since
    SEAT's authors stopped by the test score), and the first `unlabeled` unlabeled texts: of the pool, or of
    the training split's half that is held out where the variant says `labeled: half`.
    """
    forms = inputs.get("pieces")
    train, dev = (load(inputs["corpus"], split, forms) for split in ("train", _chosen_on(variant)))
    amount = variant.get("unlabeled", 0)
    if "labeled" in variant:
        one_of("variant `labeled`", variant["labeled"], ["half"])
        labeled, rest = (np.load(inputs["unlabeled"] / f"{kind}.npy") for kind in ("labeled", "unlabeled"))
        unlabeled, train = train.take(rest).without_labels(), train.take(labeled)
    elif amount:
        unlabeled = load_unlabeled(inputs["unlabeled"], train.boundaries, forms)
    if not amount:
        return Corpus(train, dev)
    if len(unlabeled) < amount:
        raise UserError(
            f"the variant asks for {amount} unlabeled texts, there are {len(unlabeled)}: "
            "lower `unlabeled` of the variant, or raise unlabeled.amount in the settings.yaml of the profile"
        )
    return Corpus(train, dev, unlabeled.first(amount))
