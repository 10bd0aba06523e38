"""The task behind an item of `evaluate`: a trained run -> scores, predictions, attention."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch

from steady_attention.evaluation import arrays, measures
from steady_attention.evaluation.settings import Evaluate
from steady_attention.evaluation.subject import Subject
from steady_attention.evaluation.undefined import or_none
from steady_attention.metrics import classification, correlation
from steady_attention.models import checkpoint
from steady_attention.models.classifier import Classifier, Pooled
from steady_attention.models.importance import importance
from steady_attention.models.predict import Predictions, predict
from steady_attention.models.texts import Texts, load
from steady_attention.store import sections
from steady_attention.store.files import read_json, write_json
from steady_attention.training import device

EXAMPLES = 24  # test texts shown in heat maps


def compute(
    work: Path, inputs: dict[str, Path], arguments: dict[str, Any], report: Callable[[str], None]
) -> None:
    """scores.json, predictions.npz, examples.json, history.json of one run, and what its measures write.

    inputs: run, corpus, vectors, pieces for BERT, and base where a measure needs that run. arguments: a
    Run's, `device`, `measures` (names of modules in measures/) and, for these, the section `evaluate`.
    """
    torch.set_num_threads(1)
    where, forms = device.chosen(arguments["device"]), inputs.get("pieces")
    model = checkpoint.load(inputs["run"], device=where)
    dev, test = (load(inputs["corpus"], split, forms) for split in ("dev", "test"))
    report("predicting")
    predictions = predict(model, test)
    scores = {"dev": classification.scores(predict(model, dev).probabilities, dev.labels)}
    scores["test"] = classification.scores(predictions.probabilities, test.labels)
    scores["test"] |= _majority(load(inputs["corpus"], "train").labels, test.labels, predictions)
    counts = {"test": len(test)}
    if predictions.attention is not None:
        report("gradients")
        gradients = importance(model, test)
        counts["correlation_defined"] = _correlate(scores["test"], predictions, gradients)
        write_json(work / "examples.json", _examples(inputs["corpus"], test, predictions, gradients))
    for name, found in _measured(model, test, predictions, inputs, arguments, work):
        report(name)
        counts |= {key: found.pop(key) for key in list(found) if key.endswith("_skipped")}
        scores["test"] |= found
    run = read_json(inputs["run"] / "run.json")
    write_json(work / "scores.json", scores | {"counts": counts, "best_epoch": run["best_epoch"]})
    write_json(work / "history.json", read_json(inputs["run"] / "history.json"))
    _save(work / "predictions.npz", predictions, test)


def _measured(
    model: Classifier | Pooled,
    test: Texts,
    predictions: Predictions,
    inputs: dict[str, Path],
    arguments: dict[str, Any],
    work: Path,
) -> Iterator[tuple[str, dict[str, Any]]]:
    """What each measure that the grid asks for finds, by its name."""
    if not arguments["measures"]:
        return
    base = checkpoint.load(inputs["base"], device=model.device) if "base" in inputs else None
    settings = sections.read("evaluate", arguments["evaluate"], Evaluate)
    corpus = inputs["corpus"]
    subject = Subject(
        model,
        test,
        predictions,
        corpus,
        inputs.get("pieces", corpus),
        inputs["vectors"],
        settings,
        arguments["seed"],
        base,
        inputs["run"],
    )
    for name in arguments["measures"]:
        yield name, measures.get(name).measured(subject, work)


def _majority(train: np.ndarray, test: np.ndarray, predictions: Predictions) -> dict[str, float]:
    """The scores of always answering the class that most training texts have."""
    always = np.zeros_like(predictions.probabilities)
    always[:, np.bincount(train).argmax()] = 1.0
    return {f"majority_{name}": value for name, value in classification.scores(always, test).items()}


def _correlate(scores: dict[str, Any], predictions: Predictions, gradients: list[np.ndarray]) -> int:
    """Put Pearson's and Kendall's correlation of attention and importance in; of how many texts they are."""
    for measure in (correlation.pearson, correlation.kendall):
        mean, defined = correlation.mean_over_texts(measure, predictions.attention, gradients)
        scores[measure.__name__] = or_none(mean)
    return defined


def _save(path: Path, predictions: Predictions, test: Texts) -> None:
    """probabilities (n, C), labels (n,); attention flat in half precision, offsets (n + 1,) of each text's
    words, where the model has attention.
    """
    attended = {}
    if predictions.attention is not None:
        lengths = [len(weights) for weights in predictions.attention]
        attended["attention"] = np.concatenate(predictions.attention).astype(np.float16)
        attended["offsets"] = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    arrays.save(path, probabilities=predictions.probabilities, labels=test.labels, **attended)


def _examples(
    corpus: Path, test: Texts, predictions: Predictions, gradients: list[np.ndarray]
) -> list[dict[str, Any]]:
    """The first test texts with their words, for heat maps; of pairs both texts' words."""
    ids, words = (_lines(corpus / f"test.{name}.txt") for name in ("ids", "words"))
    second = _lines(corpus / "test.second.words.txt") if test.second else None
    return [
        {
            "id": ids[i],
            "words": words[i].split(" "),
            **({"second": second[i].split(" ")} if second else {}),
            "label": int(test.labels[i]),
            "probabilities": np.round(predictions.probabilities[i].astype(float), 4).tolist(),
            "attention": np.round(predictions.attention[i].astype(float), 4).tolist(),
            "importance": np.round(gradients[i], 4).tolist(),
        }
        for i in range(min(EXAMPLES, len(test)))
    ]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
