"""The task behind an item of `train`: one run, from processed texts to weights."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from steady_attention import methods
from steady_attention.models import checkpoint
from steady_attention.models.batch import load, load_unlabeled
from steady_attention.models.classifier import Classifier
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.files import read_json, write_json
from steady_attention.pipeline.params import Model, Train
from steady_attention.pipeline.schema import one_of, section
from steady_attention.training import seeds
from steady_attention.training.fit import Corpus, fit

OF_DATA = ("unlabeled", "selection", "labeled")  # a variant's keys that say what is trained on


def compute(
    work: Path, inputs: dict[str, Path], arguments: dict[str, Any], report: Callable[[str], None]
) -> None:
    """Train one run: weights.safetensors, model.json, history.json, run.json.

    inputs: corpus, vectors, and unlabeled where the variant asks for it. arguments: a Run's, and the sections
    `model`, `train` and `hparams`. Raises UserError on settings that do not fit the data.
    """
    torch.set_num_threads(1)
    changes = {key: value for key, value in arguments["variant"].items() if key not in OF_DATA}
    hparams = methods.hparams(arguments["method"], arguments["hparams"], changes)
    settings = section("train", arguments["train"], Train)
    corpus = _corpus(inputs, arguments["variant"])
    model, built = _model(inputs, arguments)
    state = fit(
        model, partial(methods.epoch_loss, arguments["method"], hparams), corpus, settings,
        arguments["seed"], work / "checkpoint.pt", report,
    )  # fmt: skip
    checkpoint.save(work, state.best_weights, built)
    write_json(work / "history.json", state.history)
    write_json(work / "run.json", {"best_epoch": state.best_epoch, "selection": settings.selection})


def _corpus(inputs: dict[str, Path], variant: dict[str, Any]) -> Corpus:
    """Train and dev split, and the first `unlabeled` unlabeled texts: of the pool, or of the training split's
    half that is held out where the variant says `labeled: half`.
    """
    train, dev = (load(inputs["corpus"], split) for split in ("train", "dev"))
    amount = variant.get("unlabeled", 0)
    if "labeled" in variant:
        one_of("variant `labeled`", variant["labeled"], ["half"])
        labeled, rest = (np.load(inputs["unlabeled"] / f"{kind}.npy") for kind in ("labeled", "unlabeled"))
        unlabeled, train = train.take(rest).without_labels(), train.take(labeled)
    elif amount:
        unlabeled = load_unlabeled(inputs["unlabeled"], train.boundaries)
    if not amount:
        return Corpus(train, dev)
    if len(unlabeled) < amount:
        raise UserError(
            f"the variant asks for {amount} unlabeled texts, there are {len(unlabeled)}: "
            "lower `unlabeled` of the variant, or raise unlabeled.amount of the profile in params.yaml"
        )
    return Corpus(train, dev, unlabeled.first(amount))


def _model(inputs: dict[str, Path], arguments: dict[str, Any]) -> tuple[Classifier, dict[str, Any]]:
    """A new model of the run's seed, and what builds it again."""
    sizes = section("model", arguments["model"], Model)
    statistics = read_json(inputs["corpus"] / "statistics.json")
    built = {
        "encoder": arguments["encoder"],
        "scorer": arguments["attention"],
        "hidden": sizes.hidden,
        "attention_hidden": sizes.attention_hidden,
        "dropout": sizes.dropout,
        "classes": len(statistics["classes"]),
        "pair": statistics["pair"],
    }
    vectors = _vectors(inputs, sizes.embedding, arguments["seed"])
    with seeds.initialisation(arguments["seed"]):
        return Classifier(vectors, **built), built


def _vectors(inputs: dict[str, Path], width: int, seed: int) -> torch.Tensor:
    """(V, D) start of the embedding: the word's vector, or normal noise of the vectors' spread where it has
    none.
    """
    words = (inputs["corpus"] / "vocabulary.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    known = (inputs["vectors"] / "words.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    matrix = np.load(inputs["vectors"] / "vectors.npy", allow_pickle=False)
    if matrix.shape[1] != width:
        raise UserError(f"model.embedding is {width}, but the profile's vectors are {matrix.shape[1]} wide")
    rows = {word: row for row, word in enumerate(known)}
    random = seeds.numpy_generator(seed, "vectors")
    start = random.normal(0.0, matrix.std(), (len(words), width)).astype(np.float32)
    for index, word in enumerate(words):
        if word in rows:
            start[index] = matrix[rows[word]]
    start[0] = 0.0  # padding
    return torch.from_numpy(start)
