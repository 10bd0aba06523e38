"""Evaluated runs as small as tests of reports need them, in archives as the evaluate stage writes them."""

import io
import json
import os
import zipfile

import numpy as np

from steady_attention.results.evaluated import folder_of
from steady_attention.store.archive import Archived

ARRAYS = ("predictions", "predictions_last", "tsne", "tsne_iterations")
WEIGHTS = ((0.5, 0.5), (0.25, 0.25, 0.5))
CHANCES = ((0.75, 0.25), (0.25, 0.75))


def put(folder, **files):
    """Write files of a folder in an archive, by name without ending; None takes the file out."""
    whole = Archived(folder.archive)
    held = {name: (whole / name).read_bytes() for name in whole.names()}
    for name, content in files.items():
        path = f"{folder.name}/{name}.{'npz' if name in ARRAYS else 'json'}"
        held[path] = content.encode() if isinstance(content, str) else content
    folder.archive.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.archive.with_suffix(".new")
    with zipfile.ZipFile(fresh, "w") as file:
        for name in sorted(name for name, content in held.items() if content is not None):
            file.writestr(name, held[name])
    os.replace(fresh, folder.archive)


def npz(**arrays):
    """The bytes of an .npz file."""
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)
    return content.getvalue()


def predictions(attention=WEIGHTS, probabilities=None, labels=None):
    """The bytes of predictions.npz; without attention those of a model that has none."""
    texts = len(CHANCES if attention is None else attention)
    chances = np.array(np.full((texts, 2), 0.5) if probabilities is None else probabilities, np.float32)
    arrays = {"probabilities": chances, "texts": np.arange(len(chances))}
    arrays["labels"] = np.zeros(len(chances), int) if labels is None else np.array(labels)
    if attention is not None:
        arrays["attention"] = np.concatenate([np.array(text, np.float16) for text in attention])
        arrays["offsets"] = np.concatenate([[0], np.cumsum([len(text) for text in attention])]).astype(int)
    return npz(**arrays)


def write(evaluations, one, test, attention=WEIGHTS, probabilities=CHANCES, labels=None, **files):
    """The evaluation of a run: scores of test, predictions.npz and further JSON files; returns the run."""
    files = {"scores": {"test": test}, "history": [], **files}
    texts = {name: json.dumps(content) for name, content in files.items()}
    arrays = predictions(attention, probabilities, labels)
    put(folder_of(one, evaluations), **texts, predictions=arrays)
    return one
