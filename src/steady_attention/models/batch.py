"""Encoded texts, and padded batches of them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor


@dataclass(frozen=True)
class Batch:
    """Texts of one step, padded on the right.

    tokens (B, T) ids; lengths (B,) ids in a text, boundaries included; mask (B, T) True on a real word, which
    is what attention may fall on; labels (B,), None on unlabeled texts; unlabeled, a batch beside the labeled
    one.
    """

    tokens: Tensor
    lengths: Tensor
    mask: Tensor
    labels: Tensor | None = None
    unlabeled: "Batch | None" = None


@dataclass(frozen=True)
class Texts:
    """One split, memory-mapped: flat token ids, where each text begins, and labels where there are any."""

    tokens: np.ndarray  # (N,) int32
    offsets: np.ndarray  # (n + 1,) int64
    labels: np.ndarray | None  # (n,) int64
    boundaries: bool  # whether each text begins with <sos> and ends with <eos>

    @property
    def lengths(self) -> np.ndarray:
        """(n,) ids in each text."""
        return np.diff(self.offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def first(self, amount: int) -> "Texts":
        """The first texts only."""
        labels = None if self.labels is None else self.labels[:amount]
        return Texts(self.tokens, self.offsets[: amount + 1], labels, self.boundaries)

    def batch(self, indices: np.ndarray, unlabeled: Batch | None = None) -> Batch:
        """The texts of the given indices, in their order."""
        lengths = self.lengths[indices]
        within = np.arange(lengths.max())[None, :]  # (1, T)
        present = within < lengths[:, None]
        positions = np.where(present, self.offsets[indices][:, None] + within, 0)
        tokens = np.where(present, self.tokens[positions], 0).astype(np.int64)
        words = present
        if self.boundaries:
            words = (within > 0) & (within < lengths[:, None] - 1)
        labels = None if self.labels is None else torch.from_numpy(self.labels[indices].astype(np.int64))
        return Batch(*map(torch.from_numpy, (tokens, lengths.astype(np.int64), words)), labels, unlabeled)


def load(folder: Path, split: str, boundaries: bool) -> Texts:
    """A split of a processed corpus, `<split>.tokens.npy` and beside it offsets and labels."""
    tokens = np.load(folder / f"{split}.tokens.npy", mmap_mode="r", allow_pickle=False)
    offsets = np.load(folder / f"{split}.offsets.npy", allow_pickle=False)
    labels = np.load(folder / f"{split}.labels.npy", allow_pickle=False)
    return Texts(tokens, offsets, labels, boundaries)


def load_unlabeled(folder: Path, boundaries: bool) -> Texts:
    """The drawn sentences of the pool."""
    tokens = np.load(folder / "tokens.npy", mmap_mode="r", allow_pickle=False)
    return Texts(tokens, np.load(folder / "offsets.npy", allow_pickle=False), None, boundaries)


def by_length(texts: Texts, size: int) -> list[np.ndarray]:
    """The indices of all texts in batches of like length, shortest first."""
    order = np.argsort(texts.lengths, kind="stable")
    return [order[start : start + size] for start in range(0, len(order), size)]
