"""Evaluation folders as small as the tests of reports need them."""

import json

import numpy as np

WEIGHTS = ((0.5, 0.5), (0.25, 0.25, 0.5))
CHANCES = ((0.75, 0.25), (0.25, 0.75))


def write(evaluations, one, test, attention=WEIGHTS, probabilities=CHANCES, labels=None, **files):
    """The evaluation of a run: scores of test, predictions.npz and further JSON files; returns the run."""
    folder = evaluations / one.method / one.name
    folder.mkdir(parents=True)
    for name, content in {"scores": {"test": test}, "history": [], **files}.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    arrays = {"probabilities": np.array(probabilities, np.float32)}
    arrays["labels"] = np.zeros(len(probabilities), int) if labels is None else np.array(labels)
    if attention is not None:
        arrays["attention"] = np.concatenate([np.array(text, np.float16) for text in attention])
        arrays["offsets"] = np.concatenate([[0], np.cumsum([len(text) for text in attention])]).astype(int)
    np.savez_compressed(folder / "predictions.npz", **arrays)
    return one
