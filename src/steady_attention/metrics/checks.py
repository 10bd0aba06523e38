"""What every measure refuses: a number that is not finite, arrays that do not fit each other, no text at all.

A comparison takes NaN for smaller, larger or equal as it happens to be written, so that NaN would become a
perfect or an ordinary score. Each function gives its argument back as an array; what it refuses it refuses
with a ValueError that names the argument, what was expected and what was found. A measure that is undefined,
as the correlation with a constant, says so by NaN or None: that is a result, never an argument.
"""

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import numpy as np

AXES = {1: "one row of numbers", 2: "rows of numbers", 3: "tables of numbers"}
HALF = 5e-5  # by which a number that is kept with four decimals may be off
OFF = 1e-3  # how far a sum may be from 1 besides


def refuse(name: str, expected: str, found: object) -> NoReturn:
    """Raise the ValueError."""
    raise ValueError(f"{name}: expected {expected}, found {found}")


def array(name: str, given: Any) -> np.ndarray:
    """Numbers or booleans of any shape, finite."""
    try:
        values = np.asarray(given)
    except ValueError:
        refuse(name, "an array", "rows of unequal lengths")
    if values.dtype.kind not in "fiub":
        refuse(name, "numbers", f"an array of type {values.dtype}")
    if not np.isfinite(values).all():
        wrong = np.argwhere(~np.isfinite(values))
        at = ", ".join(map(str, wrong[0])) or "0"
        refuse(name, "finite numbers", f"{values[tuple(wrong[0])]} in row {at}")
    return values


def numbers(name: str, given: Any, axes: int = 1) -> np.ndarray:
    """Finite numbers of so many axes."""
    values = array(name, given)
    if values.ndim != axes:
        refuse(name, AXES[axes], f"an array of shape {values.shape}")
    return values


def probabilities(name: str, given: Any, axes: int | None = 2) -> np.ndarray:
    """Probabilities (..., n, C) of C >= 2 classes of n >= 1 texts; axes: how many, None for any."""
    values = array(name, given) if axes is None else numbers(name, given, axes)
    if values.ndim == 0 or values.shape[-1] < 2 or values.size == 0:
        refuse(name, "probabilities of two classes or more, of one text or more", f"shape {values.shape}")
    return distributions(name, values)


def distributions(name: str, given: Any) -> np.ndarray:
    """Numbers (..., T), T at least 1, none below 0, that sum to 1: attention, or probabilities."""
    values = array(name, given)
    if values.ndim == 0 or values.shape[-1] == 0:
        refuse(name, "distributions over one entry or more", f"shape {values.shape}")
    rows = values.reshape(-1, values.shape[-1]).astype(np.float64)
    sums, lowest = rows.sum(1), rows.min(1)
    wrong = np.flatnonzero((np.abs(sums - 1) > OFF + HALF * rows.shape[1]) | (lowest < 0))
    if len(wrong):
        row = wrong[0]
        found = f"a sum of {sums[row]:g} and a smallest one of {lowest[row]:g} in row {row}"
        refuse(name, "numbers of at least 0 that sum to 1", found)
    return values


def labels(name: str, given: Any, length: int, classes: int | None = None) -> np.ndarray:
    """Whole numbers (length,), of so many classes where that is given."""
    values = numbers(name, given)
    if values.dtype.kind not in "iu":
        refuse(name, "whole numbers", f"an array of type {values.dtype}")
    of_length(name, values, length)
    if classes is not None and len(values) and not 0 <= values.min() <= values.max() < classes:
        refuse(name, f"classes from 0 to {classes - 1}", f"{values.min()} to {values.max()}")
    return values


def marks(name: str, given: Any) -> np.ndarray:
    """Booleans (n,), or 0 and 1 in their place."""
    values = numbers(name, given)
    if values.dtype != bool and not np.isin(values, (0, 1)).all():
        refuse(name, "marks, True or False", f"numbers from {values.min()} to {values.max()}")
    return values.astype(bool)


def rows(name: str, given: Sequence[Any], each: Callable[[str, Any], np.ndarray]) -> list[np.ndarray]:
    """One array for each text or document, checked by `each`; an error names it by its number from 0."""
    return [each(f"{name}[{number}]", row) for number, row in enumerate(given)]


def of_length(name: str, given: Sequence[Any] | np.ndarray, length: int) -> None:
    """As many entries as another argument has."""
    if len(given) != length:
        refuse(name, f"{length} entries", len(given))


def pairs(
    first: str, one: Sequence[np.ndarray], second: str, other: Sequence[np.ndarray]
) -> list[tuple[np.ndarray, np.ndarray]]:
    """The rows of two arguments side by side, as many and as long as each other."""
    of_length(second, other, len(one))
    for number, (row, beside) in enumerate(zip(one, other, strict=True)):
        if len(row) != len(beside):
            refuse(f"{second}[{number}]", f"{len(row)} entries, as {first}[{number}] has", len(beside))
    return list(zip(one, other, strict=True))


def same_shape(first: str, one: np.ndarray, second: str, other: np.ndarray) -> None:
    """Two arrays of one shape: numpy would repeat the smaller one."""
    if one.shape != other.shape:
        refuse(second, f"shape {one.shape}, as {first} has", other.shape)
