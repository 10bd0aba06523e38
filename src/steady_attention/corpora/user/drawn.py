"""Splits of a user's own corpus that are drawn by a seed, class by class."""

from collections.abc import Iterable, Mapping, Sequence
from math import floor
from random import Random

import numpy as np

from steady_attention.corpora.user.data import FOLDER, Drawn
from steady_attention.corpora.user.section import SPLITS, DrawnDev, Fold, Own
from steady_attention.store.errors import UserError

DEV, TEST = SPLITS.index("dev"), SPLITS.index("test")


def places(own: Own, labels: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Of every row of every file the place of its split in SPLITS, int8 (n,), by the file's key.

    labels: int (n,) of each file's rows. Raises UserError, with the file, where a class has too few rows.
    """
    splits = own.splits
    if isinstance(splits, Drawn):
        shares = {DEV: splits.dev, TEST: splits.test}
        return {"file": _shares(splits.file, own.classes, labels["file"], splits.seed, shares)}
    if isinstance(splits, Fold):
        return {"file": _fold(splits, own.classes, labels["file"])}
    found = {key: np.full(len(labels[key]), SPLITS.index(key), np.int8) for key in labels}
    if isinstance(splits, DrawnDev):
        shares = {DEV: splits.dev}
        found["train"] = _shares(splits.train, own.classes, labels["train"], splits.seed, shares)
    return found


def _shares(
    file: str, classes: Sequence[str], labels: np.ndarray, seed: int, shares: Mapping[int, float]
) -> np.ndarray:
    """The shares of every class, at least one row each, are drawn by the seed and rounded to the nearest; the
    rest is train.
    """
    chosen = np.zeros(len(labels), np.int8)
    for word, rows in _shuffled(classes, labels, seed):
        counts = {place: max(1, floor(share * len(rows) + 0.5)) for place, share in shares.items()}
        if sum(counts.values()) >= len(rows):
            named = ", ".join(SPLITS[place] for place in shares)
            raise UserError(
                f"{FOLDER}/{file}: {len(rows)} rows have the label {word!r}, too few for {named} and train; "
                f"expected at least {len(shares) + 1}, and more for large shares"
            )
        for place, count in counts.items():
            chosen[rows[:count]] = place
            rows = rows[count:]
    return chosen


def _fold(splits: Fold, classes: Sequence[str], labels: np.ndarray) -> np.ndarray:
    """Of the rows of a class, in an order drawn by the seed, every `folds`-th is the fold's test row; classes
    begin where the one before ended, so that folds are of one size. Of the others a share is dev.
    """
    chosen, begin = np.zeros(len(labels), np.int8), 0
    for word, rows in _shuffled(classes, labels, splits.seed):
        if len(rows) < splits.folds:
            raise UserError(
                f"{FOLDER}/{splits.file}: {len(rows)} rows have the label {word!r}, fewer than the "
                f"{splits.folds} folds"
            )
        tested = [(begin + n) % splits.folds == splits.fold - 1 for n in range(len(rows))]
        begin += len(rows)
        chosen[[row for row, of_test in zip(rows, tested, strict=True) if of_test]] = TEST
    others = np.flatnonzero(chosen != TEST)
    chosen[others] = _shares(splits.file, classes, labels[others], splits.seed, {DEV: splits.dev})
    return chosen


def _shuffled(classes: Sequence[str], labels: np.ndarray, seed: int) -> Iterable[tuple[str, list[int]]]:
    """Each class with its rows in an order drawn by the seed."""
    for label, word in enumerate(classes):
        rows = np.flatnonzero(labels == label).tolist()
        random = Random(f"{seed} {word}")
        rows.sort(key=lambda _, random=random: random.random())
        yield word, rows
