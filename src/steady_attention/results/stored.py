"""The predictions of evaluated runs, and how far those of two runs on the same texts lie apart."""

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from steady_attention.metrics import divergence
from steady_attention.store.errors import UserError

# what numpy, zipfile and zlib raise for a file that is cut off or changed
BROKEN = (LookupError, ValueError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
OF_ALL, OF_ATTENTION = ("probabilities", "labels"), ("attention", "offsets")


@dataclass(frozen=True, eq=False)
class Stored:
    """A run's test split: probabilities (n, C), labels (n,), attention (words of all texts,) and offsets
    (n + 1,) of each text's words; attention and offsets are None of a model without attention.
    """

    probabilities: np.ndarray
    labels: np.ndarray
    attention: np.ndarray | None
    offsets: np.ndarray | None

    @property
    def lengths(self) -> np.ndarray:
        """Words of each text (n,)."""
        return np.diff(self.offsets)

    def highest(self) -> np.ndarray:
        """The largest attention of each text (n,)."""
        return np.maximum.reduceat(self.attention, self.offsets[:-1])


def arrays(path: Path) -> Mapping[str, np.ndarray]:
    """All arrays of an .npz file by name. Raises UserError where it is missing or damaged."""
    if not path.is_file():
        raise UserError(f"{path} not found: run the evaluate stage of this run's method")
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as found:
            return dict(found)
    except BROKEN as error:
        raise UserError(
            f"{path} is damaged ({error}): restore it (`git restore`) or run the evaluate stage of its method"
        ) from error


def load(folder: Path) -> Stored:
    """predictions.npz of an evaluation folder, its attention (kept in half precision) made to sum to 1.

    Raises UserError where it is missing or damaged, lacks an array, or a text has no words.
    """
    path = folder / "predictions.npz"
    found = arrays(path)
    needed = OF_ALL + OF_ATTENTION if found.keys() & set(OF_ATTENTION) else OF_ALL
    if lacking := [name for name in needed if name not in found]:
        raise UserError(
            f"{path} has no array {lacking[0]}: restore it (`git restore`), or evaluate the run again"
        )
    probabilities, labels = found["probabilities"].astype(np.float64), found["labels"]
    if "attention" not in found:
        return Stored(probabilities, labels, None, None)
    attention, offsets = found["attention"].astype(np.float64), found["offsets"]
    if len(offsets) != len(probabilities) + 1 or (np.diff(offsets) < 1).any():
        raise UserError(f"{path}: expected attention on the words of every text; evaluate the run again")
    sums = np.add.reduceat(attention, offsets[:-1])
    return Stored(probabilities, labels, attention / np.repeat(sums, np.diff(offsets)), offsets)


def jsd(one: Stored, other: Stored) -> np.ndarray:
    """Jensen-Shannon divergence of the attention of two runs, text by text (n,).

    Half precision makes values below about 1e-7 rounding.
    """
    _same_texts(one, other)
    found = np.empty(len(one.labels))
    for length in np.unique(one.lengths):
        texts = np.flatnonzero(one.lengths == length)
        words = one.offsets[texts][:, None] + np.arange(length)
        found[texts] = divergence.jsd(one.attention[words], other.attention[words])
    return found


def tvd(one: Stored, other: Stored) -> np.ndarray:
    """Total variation distance of the predictions of two runs, text by text (n,), in [0, 1]."""
    _same_texts(one, other)
    return divergence.tvd(one.probabilities, other.probabilities)


def _same_texts(one: Stored, other: Stored) -> None:
    same = np.array_equal(one.labels, other.labels)
    if same and one.offsets is not None and other.offsets is not None:
        same = np.array_equal(one.offsets, other.offsets)
    if not same:
        raise UserError(
            f"the predictions of two runs are of different test splits ({len(one.labels)} and "
            f"{len(other.labels)} texts): evaluate both again"
        )
