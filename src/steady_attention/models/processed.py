"""Processed corpora, as preprocessing writes them, as texts."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from steady_attention.models import pieces
from steady_attention.models.texts import Choices, Texts, texts
from steady_attention.store.files import read_json


def load(folder: Path, split: str, forms: Path | None = None) -> Texts:
    """A split of a processed corpus: `<split>.tokens.npy` and what lies beside it.

    forms: for BERT the folder with the corpus's words as forms that have word pieces.
    """
    statistics = read_json(folder / "statistics.json")
    labels = np.load(folder / f"{split}.labels.npy", allow_pickle=False)
    sides = [f"{split}.", f"{split}.second."][: 2 if statistics["pair"] else 1]
    boundaries = statistics["boundaries"]
    found, *others = (texts(*_arrays(folder, side, forms), None, boundaries) for side in sides)
    found = replace(found, labels=labels, second=others[0] if others else None)
    if (folder / f"{split}.candidates.npy").is_file():
        values = np.load(folder / f"{split}.candidates.npy", allow_pickle=False)
        offsets = np.load(folder / f"{split}.candidates.offsets.npy", allow_pickle=False)
        found = replace(found, choices=Choices(len(statistics["classes"]), values, offsets))
    return found if forms is None else replace(found, pieces=pieces.load(forms))


def load_unlabeled(folder: Path, boundaries: bool, forms: Path | None = None) -> Texts:
    """The drawn sentences of the pool, in words of the labeled corpus's vocabulary, which come first among
    its forms.
    """
    found = texts(*_arrays(folder, ""), None, boundaries)
    return found if forms is None else replace(found, pieces=pieces.load(forms))


def _arrays(folder: Path, prefix: str, forms: Path | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Flat tokens, memory-mapped, and offsets."""
    tokens = np.load((forms or folder) / f"{prefix}tokens.npy", mmap_mode="r", allow_pickle=False)
    return tokens, np.load(folder / f"{prefix}offsets.npy", allow_pickle=False)
