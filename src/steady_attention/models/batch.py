"""Encoded texts, and padded batches of them."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from steady_attention.pipeline.files import read_json


@dataclass(frozen=True)
class Batch:
    """Texts of one step, padded on the right.

    tokens (B, T) ids; lengths (B,) ids in a text, boundaries included; mask (B, T) True on a real word, which
    is what attention may fall on; labels (B,), None on unlabeled texts; unlabeled, a batch beside the labeled
    one; second, the other texts of pairs, on which no attention falls; candidates (B, C) True on a class that
    may be answered, None where all may be.
    """

    tokens: Tensor
    lengths: Tensor
    mask: Tensor
    labels: Tensor | None = None
    unlabeled: "Batch | None" = None
    second: "Batch | None" = None
    candidates: Tensor | None = None

    @property
    def words(self) -> Tensor:
        """(B, T + T2) True on a real word: of the texts, then of the other texts of pairs."""
        return self.mask if self.second is None else torch.cat([self.mask, self.second.mask], dim=1)


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
    """Some texts of a split, memory-mapped: flat token ids, where each text begins, labels where there are
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

    def without_labels(self) -> "Texts":
        """The same texts, unlabeled."""
        return replace(self, labels=None)

    def batch(self, indices: np.ndarray, unlabeled: Batch | None = None) -> Batch:
        """The texts of the given indices, in their order."""
        lengths = self.lengths[indices]
        within = np.arange(lengths.max())[None, :]  # (1, T)
        present = within < lengths[:, None]
        positions = np.where(present, self.starts[indices][:, None] + within, 0)
        tokens = np.where(present, self.tokens[positions], 0).astype(np.int64)
        words = present
        if self.boundaries:
            words = (within > 0) & (within < lengths[:, None] - 1)
        labels = None if self.labels is None else torch.from_numpy(self.labels[indices].astype(np.int64))
        return Batch(
            *map(torch.from_numpy, (tokens, lengths.astype(np.int64), words)),
            labels,
            unlabeled,
            self.second and self.second.batch(indices),
            self.choices and self.choices.rows(self.numbers[indices]),
        )


def texts(tokens: np.ndarray, offsets: np.ndarray, labels: np.ndarray | None, boundaries: bool) -> Texts:
    """Texts from flat tokens (N,) and offsets (n + 1,)."""
    return Texts(tokens, offsets[:-1], np.diff(offsets), labels, boundaries, np.arange(len(offsets) - 1))


def load(folder: Path, split: str) -> Texts:
    """A split of a processed corpus: `<split>.tokens.npy` and what lies beside it."""
    statistics = read_json(folder / "statistics.json")
    labels = np.load(folder / f"{split}.labels.npy", allow_pickle=False)
    found = texts(*_arrays(folder, f"{split}."), labels, statistics["boundaries"])
    if statistics["pair"]:
        second = texts(*_arrays(folder, f"{split}.second."), None, statistics["boundaries"])
        found = replace(found, second=second)
    if (folder / f"{split}.candidates.npy").is_file():
        values = np.load(folder / f"{split}.candidates.npy", allow_pickle=False)
        offsets = np.load(folder / f"{split}.candidates.offsets.npy", allow_pickle=False)
        found = replace(found, choices=Choices(len(statistics["classes"]), values, offsets))
    return found


def load_unlabeled(folder: Path, boundaries: bool) -> Texts:
    """The drawn sentences of the pool."""
    return texts(*_arrays(folder, ""), None, boundaries)


def _arrays(folder: Path, prefix: str) -> tuple[np.ndarray, np.ndarray]:
    """Flat tokens, memory-mapped, and offsets."""
    tokens = np.load(folder / f"{prefix}tokens.npy", mmap_mode="r", allow_pickle=False)
    return tokens, np.load(folder / f"{prefix}offsets.npy", allow_pickle=False)


def by_length(texts: Texts, size: int) -> list[np.ndarray]:
    """The indices of all texts in batches of like length, shortest first."""
    order = np.argsort(texts.lengths, kind="stable")
    return [order[start : start + size] for start in range(0, len(order), size)]
