"""A tiny trained run and all that any measure may look at, for every encoder, on any device."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import torch

from steady_attention.evaluation.settings import Evaluate
from steady_attention.evaluation.subject import Subject
from steady_attention.models.importance import importance
from steady_attention.models.predict import predict
from steady_attention.models.texts import Texts
from steady_attention.store import registry
from steady_attention.store.files import write_json
from tests.evaluation.subjects import EVALUATE
from tests.models.test_pieces import in_pieces
from tests.tiny import SIZES, VOCABULARY, WIDTH, make_model, make_texts

MEASURES = ("importance", *registry.MEASURES.names)
LENGTHS = (5, 13, 2, 7, 11, 3, 17)


def subject_of(encoder: str, folder: Path, device: torch.device, classes: int = 2) -> Subject:
    """A model of random weights, its texts and everything that preprocessing would know of them."""
    make = in_pieces if encoder in SIZES else make_texts
    test = replace(make(LENGTHS, classes=classes))
    _write_corpus(folder, test, classes)
    model, base = (
        make_model(encoder, scorer, classes=classes, seed=seed).eval().to(device)
        for seed, scorer in enumerate(("additive", "max"))
    )
    settings = Evaluate(**EVALUATE | {"sensitivity_texts": 5, "sensitivity_steps": 3})
    return Subject(
        model, test, predict(model, test), folder, folder, folder, settings, seed=0, base=base, run=folder
    )


def measured(name: str, subject: Subject, work: Path) -> dict[str, float]:
    """All numbers of a measure by their names; of the importance each word's."""
    if name == "importance":
        rows = np.concatenate(importance(subject.model, subject.test))
        return {f"word {place}": float(value) for place, value in enumerate(rows)}
    found = import_module(f"steady_attention.evaluation.measures.{name}").measured(subject, work)
    return dict(_numbers("", found))


def _numbers(prefix: str, found: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for key, value in found.items():
        if isinstance(value, dict):
            yield from _numbers(f"{prefix}{key} ", value)
        elif value is not None:
            yield prefix + key, float(value)


def _write_corpus(folder: Path, test: Texts, classes: int) -> None:
    random = np.random.default_rng(0)
    words = ["<pad>", "<unk>", *(f"w{number}" for number in range(2, VOCABULARY))]
    rows = [[words[i] for i in row] for row in test.words(np.arange(len(test)))]
    files = {
        "vocabulary": words,
        "words": words[2:],
        "test.ids": [f"test-{number}" for number in range(len(test))],
        "test.words": [" ".join(row) for row in rows],
    }
    for name, lines in files.items():
        (folder / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    named = ["negative", "positive", *(f"class{number}" for number in range(2, classes))]
    write_json(folder / "statistics.json", {"classes": named, "boundaries": False, "pair": False})
    np.save(folder / "vectors.npy", random.normal(size=(VOCABULARY - 2, WIDTH)).astype(np.float32))
    flat = np.concatenate([np.arange(length) for length in test.lengths]).astype(np.int32)
    for split in ("train", "test"):
        arrays = {
            "tokens": test.tokens,
            "offsets": np.append(test.starts, test.starts[-1] + test.lengths[-1]),
            "labels": test.labels,
            "rationales": random.random(len(flat)) < 0.4,
            "raw_tokens": flat,
            "raw_token_counts": test.lengths,
            "polarity": random.integers(-1, 2, len(flat)).astype(np.int8),
        }
        for name, array in arrays.items():
            np.save(folder / f"{split}.{name}.npy", array)
