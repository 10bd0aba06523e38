"""The model that a run begins with: sizes, first vectors, first weights."""

from pathlib import Path
from typing import Any

import numpy as np
import torch

from steady_attention import methods
from steady_attention.models import encoders
from steady_attention.models.classifier import Classifier, Pooled, build
from steady_attention.store import artifacts, sections
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json
from steady_attention.training import seeds
from steady_attention.training.settings import Model

# of the first embeddings where no word has a vector, or all vectors are one number: the standard deviation of
# U[-0.25, 0.25] (Kim 2014's code, process_data.py: about that of published vectors)
SPREAD = 0.25 / 3**0.5


def model(inputs: dict[str, Path], arguments: dict[str, Any]) -> tuple[Classifier | Pooled, dict[str, Any]]:
    """A new model of the run's seed, and what builds it again."""
    sizes = sections.read("model", arguments["model"], Model)
    statistics = read_json(inputs["corpus"] / "statistics.json")
    properties = methods.get(arguments["method"]).PROPERTIES
    built = {
        "encoder": arguments["encoder"],
        "sizes": {"hidden": sizes.hidden},
        "scorer": arguments["attention"],
        "attention_hidden": sizes.attention_hidden,
        "dropout": sizes.dropout,
        "classes": len(statistics["classes"]),
        "pair": statistics["pair"],
        "bottleneck": properties.bottleneck,
        "permuted": properties.permuted,
    }
    seed = arguments["seed"]
    if "bert" in inputs:
        return _pretrained(inputs["bert"], built, seed)
    vectors = _vectors(inputs, sizes.embedding, seed)
    with seeds.seeded(seed, "initialisation"):
        return build(vectors, **built), built


def _pretrained(folder: Path, built: dict[str, Any], seed: int) -> tuple[Classifier | Pooled, dict[str, Any]]:
    """An encoder as the folder has it, with its weights where it has any."""
    begun = encoders.get(built["encoder"]).start(folder, seeds.numpy_generator(seed, "vectors"))
    built = built | {"sizes": begun.sizes}
    with seeds.seeded(seed, "initialisation"):
        found = build(begun.vectors, **built)
    if begun.weights is not None:
        found.encoder.load(begun.weights)
    return found, built


def _vectors(inputs: dict[str, Path], width: int, seed: int) -> torch.Tensor:
    """(V, D) start of the embedding: the word's vector, or normal noise of the vectors' spread where it has
    none; of SPREAD where the vectors have no spread. Raises UserError for vectors of another width and, with
    the file, for a number that is not finite and for numbers too large to train from.
    """
    words = (inputs["corpus"] / "vocabulary.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    known = (inputs["vectors"] / "words.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    matrix = np.load(inputs["vectors"] / "vectors.npy", allow_pickle=False)
    if matrix.shape[1] != width:
        raise UserError(
            f"model.embedding is {width}, but the profile's `vectors` are {matrix.shape[1]} wide: set it to "
            f"{matrix.shape[1]}, or name others"
        )
    path = inputs["vectors"] / "vectors.npy"
    for row in np.flatnonzero(~np.isfinite(matrix).all(axis=1))[:1]:
        raise UserError(
            f"{path}: the vector of {known[row]!r} holds a number that is not finite; "
            f"{artifacts.anew(inputs['vectors'])}"
        )
    rows = {word: row for row, word in enumerate(known[: len(matrix)])}  # no row: a file of no line
    with np.errstate(over="ignore"):
        spread = matrix.std() if len(matrix) else 0.0
    if not np.isfinite(spread):
        largest = float(np.abs(matrix).max())
        raise UserError(
            f"{path}: numbers up to {largest:.3g} are too large to train from; take other vectors"
        )
    random = seeds.numpy_generator(seed, "vectors")
    start = random.normal(0.0, spread or SPREAD, (len(words), width)).astype(np.float32)
    for index, word in enumerate(words):
        if word in rows:
            start[index] = matrix[rows[word]]
    start[0] = 0.0  # padding
    return torch.from_numpy(start)
