"""The task behind an item of `evaluate`: a trained run -> scores, predictions, attention."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from steady_attention.evaluation import arrays, measures
from steady_attention.evaluation.settings import Evaluate
from steady_attention.evaluation.subject import Subject, evenly, taken
from steady_attention.evaluation.undefined import or_none
from steady_attention.metrics import classification, correlation
from steady_attention.metrics.entropy import attention_entropy
from steady_attention.models import checkpoint
from steady_attention.models.classifier import Classifier, Pooled
from steady_attention.models.importance import importance
from steady_attention.models.predict import Predictions, predict
from steady_attention.models.texts import Texts, load
from steady_attention.store import sections
from steady_attention.store.files import read_json, write_json
from steady_attention.training import device

EXAMPLES = 24  # test texts shown in heat maps
LAST = "last.safetensors"  # of the last epoch, where another one was chosen


@dataclass(frozen=True)
class Data:
    """What the evaluations of both selections look at: texts, read once, settings and scorer; shared: what
    measures make once for both.
    """

    dev: Texts
    test: Texts
    majority: dict[str, float]
    settings: Evaluate
    base: Pooled | None
    shared: dict[Hashable, Any] = field(default_factory=dict)


def compute(
    work: Path, inputs: dict[str, Path], arguments: dict[str, Any], report: Callable[[str], None]
) -> None:
    """scores.json, predictions.npz, examples.json, history.json of one run, and what its measures write; for
    the epoch that dev chose, and under the key "last" of scores.json and in predictions_last.npz for the last
    epoch, where it is another one. Pictures and examples are of the chosen epoch.

    inputs: run, corpus, vectors, pieces for BERT, and base where a measure needs that run. arguments: a
    Run's, `device`, `measures` (names of modules in measures/) and the section `evaluate`.
    """
    torch.set_num_threads(1)
    run = read_json(inputs["run"] / "run.json")
    epochs = {"best_epoch": run["best_epoch"], "last_epoch": run.get("last_epoch", run["best_epoch"])}
    where = device.chosen(arguments["device"])
    data = _data(inputs, arguments, where)
    model = checkpoint.load(inputs["run"], device=where)
    chosen = last = _evaluated(model, data, inputs, arguments, work / "predictions.npz", report, work)
    if epochs["last_epoch"] != epochs["best_epoch"]:
        model = checkpoint.load(inputs["run"], LAST, device=where)
        last = _evaluated(model, data, inputs, arguments, work / "predictions_last.npz", report, None)
    write_json(work / "scores.json", {**chosen, **epochs, "last": last})
    write_json(work / "history.json", read_json(inputs["run"] / "history.json"))


def _data(inputs: dict[str, Path], arguments: dict[str, Any], where: torch.device) -> Data:
    """All that does not depend on the weights."""
    forms = inputs.get("pieces")
    dev, test = (load(inputs["corpus"], split, forms) for split in ("dev", "test"))
    base = checkpoint.load(inputs["base"], device=where) if "base" in inputs else None
    settings = sections.read("evaluate", arguments["evaluate"], Evaluate)
    classes = len(read_json(inputs["corpus"] / "statistics.json")["classes"])
    majority = _majority(load(inputs["corpus"], "train"), test, classes)
    return Data(dev, test, majority, settings, base)


def _evaluated(
    model: Classifier | Pooled,
    data: Data,
    inputs: dict[str, Path],
    arguments: dict[str, Any],
    kept: Path,
    report: Callable[[str], None],
    work: Path | None,
) -> dict[str, Any]:
    """The scores on dev and test and the counts; writes the predictions into `kept`, and examples and
    pictures into `work`, None where there are to be none.
    """
    test = data.test
    report("predicting")
    predictions = predict(model, test)
    scores = {"dev": classification.scores(predict(model, data.dev).probabilities, data.dev.labels)}
    scores["test"] = classification.scores(predictions.probabilities, test.labels)
    scores["test"] |= classification.by_rules(predictions.probabilities, test.labels) | data.majority
    counts = {"test": len(test)}
    if predictions.attention is not None:
        report("gradients")
        some = evenly(len(test), data.settings.correlated_texts)
        gradients = importance(model, test.take(some))
        counts["correlation_defined"] = _correlate(scores["test"], taken(predictions, some), gradients)
        scores["test"]["attention_entropy"] = or_none(attention_entropy(predictions.attention))
        if work is not None:
            first = importance(model, test.take(np.arange(min(EXAMPLES, len(test)))))
            write_json(work / "examples.json", _examples(inputs["corpus"], test, predictions, first))
    for name, found in _measured(model, data, predictions, inputs, arguments, work):
        report(name)
        counts |= {key: found.pop(key) for key in list(found) if key.endswith("_skipped")}
        scores["test"] |= found
    _save(kept, predictions, test, data.settings.stored_texts)
    return {**scores, "counts": counts}


def _measured(
    model: Classifier | Pooled,
    data: Data,
    predictions: Predictions,
    inputs: dict[str, Path],
    arguments: dict[str, Any],
    work: Path | None,
) -> Iterator[tuple[str, dict[str, Any]]]:
    """What each measure that the grid asks for finds, by its name: on a sample of the test texts, but for
    those that say EVERY_TEXT.
    """
    corpus, forms = inputs["corpus"], inputs.get("pieces")
    subject = Subject(
        model=model,
        test=data.test,
        predictions=predictions,
        corpus=corpus,
        words=forms or corpus,
        vectors=inputs["vectors"],
        settings=data.settings,
        seed=arguments["seed"],
        base=data.base,
        run=inputs["run"],
        method=arguments["method"],
        forms=forms,
        shared=data.shared,
    )
    some = subject.sample(data.settings.measured_texts)
    for name in arguments["measures"]:
        module = measures.get(name)
        of = subject if getattr(module, "EVERY_TEXT", False) else some
        yield name, module.measured(of, work)


def _majority(train: Texts, test: Texts, classes: int) -> dict[str, float]:
    """The scores of always answering the class that most training texts have."""
    always = np.zeros((len(test), classes))
    always[:, np.bincount(train.labels).argmax()] = 1.0
    return {f"majority_{name}": value for name, value in classification.scores(always, test.labels).items()}


def _correlate(scores: dict[str, Any], predictions: Predictions, gradients: list[np.ndarray]) -> int:
    """Put Pearson's and Kendall's correlation of attention and importance in; of how many texts they are."""
    for measure in (correlation.pearson, correlation.kendall):
        mean, defined = correlation.mean_over_texts(measure, predictions.attention, gradients)
        scores[measure.__name__] = or_none(mean)
    return defined


def _save(path: Path, predictions: Predictions, test: Texts, largest: int) -> None:
    """Of at most so many test texts, evenly spaced: texts (n,), their indices in the split; probabilities
    (n, C), labels (n,); attention flat in half precision, offsets (n + 1,) of each text's words, where the
    model has attention.
    """
    chosen = evenly(len(test), largest)
    predictions, attended = taken(predictions, chosen), {}
    if predictions.attention is not None:
        lengths = [len(weights) for weights in predictions.attention]
        attended["attention"] = np.concatenate(predictions.attention).astype(np.float16)
        attended["offsets"] = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    arrays.save(
        path, texts=chosen, probabilities=predictions.probabilities, labels=test.labels[chosen], **attended
    )


def _examples(
    corpus: Path, test: Texts, predictions: Predictions, gradients: list[np.ndarray]
) -> list[dict[str, Any]]:
    """The first test texts, of which the gradients are, with their words, for heat maps; of pairs both
    texts' words.
    """
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
        for i in range(len(gradients))
    ]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
