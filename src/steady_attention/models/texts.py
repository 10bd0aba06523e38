"""Encoded texts, and how batches are made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from steady_attention.models import pieces
from steady_attention.models.batch import Batch
from steady_attention.models.pieces import Pieces
from steady_attention.store.files import read_json


@dataclass(frozen=True)
class Choices:
    """The classes that may be answered, text by text."""

    classes: int
    values: np.ndarray  # (N,) int32, flat
    offsets: np.ndarray  # (n + 1,) int64

    def rows(self, indices: np.ndarray) -> Tensor:
        """(B, C) True on a candidate."""
        found = torch.zeros(len(indices), self.classes, dtype=torch.bool)
        for row, index in enumerate(indices.tolist()):
            own = self.values[self.offsets[index] : self.offsets[index + 1]]
            found[row, torch.from_numpy(own.astype(np.int64))] = True
        return found


@dataclass(frozen=True)
class Texts:
    """Some texts of a split, memory-mapped: flat word ids, where each text begins, labels where there are
    any.
    """

    tokens: np.ndarray  # (N,) int32
    starts: np.ndarray  # (n,) int64
    lengths: np.ndarray  # (n,) int64
    labels: np.ndarray | None  # (n,) int64
    boundaries: bool  # whether each text begins with <sos> and ends with <eos>
    numbers: np.ndarray  # (n,) int64, of the texts within their split
    second: "Texts | None" = None
    choices: Choices | None = None  # of the whole split
    pieces: Pieces | None = None  # of the words, for BERT

    def __len__(self) -> int:
        return len(self.starts)

    def take(self, indices: np.ndarray) -> "Texts":
        """The texts of the given indices, in their order."""
        return replace(
            self,
            starts=self.starts[indices],
            lengths=self.lengths[indices],
            labels=None if self.labels is None else self.labels[indices],
            numbers=self.numbers[indices],
            second=self.second and self.second.take(indices),
        )

    def first(self, amount: int) -> "Texts":
        """The first texts only."""
        return self.take(np.arange(amount))

    def spread(self, amount: int) -> np.ndarray:
        """The indices of at most `amount` texts, evenly spaced from the first to the last."""
        return np.unique(np.linspace(0, len(self) - 1, min(amount, len(self))).astype(np.int64))

    def without_labels(self) -> "Texts":
        """The same texts, unlabeled."""
        return replace(self, labels=None)

    def words(self, indices: np.ndarray) -> list[np.ndarray]:
        """The ids of the real words (words,) of each text."""
        edge = int(self.boundaries)
        pairs = zip(self.starts[indices].tolist(), self.lengths[indices].tolist(), strict=True)
        return [np.asarray(self.tokens[start + edge : start + length - edge]) for start, length in pairs]

    def batch(self, indices: np.ndarray, unlabeled: Batch | None = None) -> Batch:
        """The texts of the given indices, in their order."""
        if self.pieces is None:
            found = self._padded(indices)
            second = self.second and self.second._padded(indices)
        else:
            found = self.pieces.batch(self.words(indices), self.second and self.second.words(indices))
            second = found.second
        labels = None if self.labels is None else torch.from_numpy(self.labels[indices].astype(np.int64))
        candidates = self.choices and self.choices.rows(self.numbers[indices])
        return replace(found, labels=labels, unlabeled=unlabeled, second=second, candidates=candidates)

    def _padded(self, indices: np.ndarray) -> Batch:
        """One side's words, boundaries among them."""
        lengths = self.lengths[indices]
        within = np.arange(lengths.max())[None, :]  # (1, T)
        present = within < lengths[:, None]
        positions = np.where(present, self.starts[indices][:, None] + within, 0)
        tokens = np.where(present, self.tokens[positions], 0).astype(np.int64)
        words = present
        if self.boundaries:
            words = (within > 0) & (within < lengths[:, None] - 1)
        return Batch(*map(torch.from_numpy, (tokens, lengths.astype(np.int64), words)))


def texts(tokens: np.ndarray, offsets: np.ndarray, labels: np.ndarray | None, boundaries: bool) -> Texts:
    """Texts from flat tokens (N,) and offsets (n + 1,)."""
    return Texts(tokens, offsets[:-1], np.diff(offsets), labels, boundaries, np.arange(len(offsets) - 1))


def by_length(texts: Texts, size: int) -> list[np.ndarray]:
    """The indices of all texts in batches of like length, shortest first."""
    order = np.argsort(texts.lengths, kind="stable")
    return [order[start : start + size] for start in range(0, len(order), size)]


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


UNKNOWN = 1  # the id of an unknown word (text/vocabulary.py)


def kept(texts: Texts, masks: Sequence[np.ndarray]) -> Texts:
    """The same texts with the marked words alone, in their order; masks: bool (words,) of each text.

    Boundaries, labels, candidates and the other texts of pairs stay. Attention needs a word: a text that
    would be left without one holds the unknown word alone. Raises ValueError where a mask does not fit its
    text.
    """
    edge = int(texts.boundaries)
    rows = []
    for start, length, mask in zip(texts.starts.tolist(), texts.lengths.tolist(), masks, strict=True):
        if mask.shape != (length - 2 * edge,):
            raise ValueError(f"a mask of shape {mask.shape} for a text of {length - 2 * edge} words")
        row = np.asarray(texts.tokens[start : start + length])
        words = row[edge : length - edge][mask]
        left = words if len(words) else np.full(1, UNKNOWN, row.dtype)
        rows.append(np.concatenate([row[:edge], left, row[length - edge :]]))
    lengths = np.array([len(row) for row in rows], np.int64)
    starts = np.cumsum(lengths) - lengths
    tokens = np.concatenate(rows) if rows else np.zeros(0, texts.tokens.dtype)
    return replace(texts, tokens=tokens, starts=starts, lengths=lengths)
