"""The task behind an item of `evaluate`: a trained run -> scores, predictions, attention."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from steady_attention.evaluation import rationales
from steady_attention.evaluation.importance import importance
from steady_attention.metrics import classification, correlation
from steady_attention.models import checkpoint
from steady_attention.models.batch import Texts, load
from steady_attention.models.predict import Predictions, predict
from steady_attention.pipeline.files import read_json, write_json, write_text

EXAMPLES = 24  # test texts shown in heat maps
ERASER = "eraser.jsonl"  # where the corpus has rationales; DVC keeps it, git does not


def compute(
    work: Path, inputs: dict[str, Path], arguments: dict[str, Any], report: Callable[[str], None]
) -> None:
    """scores.json, predictions.npz, examples.json, history.json of one run, and eraser.jsonl where its corpus
    has rationales. inputs: run, corpus.
    """
    torch.set_num_threads(1)
    model = checkpoint.load(inputs["run"])
    dev, test = (load(inputs["corpus"], split) for split in ("dev", "test"))
    report("predicting")
    scores = {"dev": classification.scores(predict(model, dev).probabilities, dev.labels)}
    predictions = predict(model, test)
    report("gradients")
    gradients = importance(model, test)
    scores["test"] = classification.scores(predictions.probabilities, test.labels)
    for measure in (correlation.pearson, correlation.kendall):
        mean, defined = correlation.mean_over_texts(measure, predictions.attention, gradients)
        scores["test"][measure.__name__] = mean if math.isfinite(mean) else None
    counts = {"test": len(test), "correlation_defined": defined}
    if agreement := rationales.measured(inputs["corpus"], test, predictions):
        report("rationales")
        counts |= {name: agreement.pop(name) for name in list(agreement) if name.endswith("_skipped")}
        scores["test"] |= agreement
        write_text(work / ERASER, rationales.exported(inputs["corpus"], test, predictions))
    run = read_json(inputs["run"] / "run.json")
    write_json(work / "scores.json", scores | {"counts": counts, "best_epoch": run["best_epoch"]})
    write_json(work / "history.json", read_json(inputs["run"] / "history.json"))
    write_json(work / "examples.json", _examples(inputs["corpus"], test, predictions, gradients))
    _save(work / "predictions.npz", predictions, test)


def _save(path: Path, predictions: Predictions, test: Texts) -> None:
    """probabilities (n, C), labels (n,), attention flat in half precision, offsets (n + 1,) of each text's
    words.
    """
    lengths = [len(weights) for weights in predictions.attention]
    np.savez_compressed(
        path,
        probabilities=predictions.probabilities,
        labels=test.labels,
        attention=np.concatenate(predictions.attention).astype(np.float16),
        offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
    )


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
