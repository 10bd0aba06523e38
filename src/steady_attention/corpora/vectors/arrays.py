"""Word vectors in an .npz file: the arrays `words` (n) and `vectors` (n, D), never with pickled objects."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from steady_attention.corpora.raw.packed import largest
from steady_attention.store.errors import UserError
from steady_attention.store.messages import shown

# what numpy and zipfile raise for an array that is not there, not to be read, or larger than the memory
BROKEN = (LookupError, ValueError, OSError, RuntimeError, MemoryError)


def read(path: Path) -> Iterator[tuple[int, str, np.ndarray]]:
    """Number (from 1), word and vector of every row.

    Raises UserError, with file and row, for another format, arrays of other names, types or shapes, no row, a
    number that is not finite, and a word that stands twice; zipfile.BadZipFile for a broken file.
    """
    words, vectors = _load(path)
    if words.dtype.kind != "U" or words.ndim != 1 or vectors.ndim != 2 or len(words) != len(vectors):
        raise UserError(
            f"{path}: expected words (n) of text and vectors (n, D), "
            f"found {words.dtype} {words.shape} and {vectors.dtype} {vectors.shape}"
        )
    if vectors.dtype.kind not in "fiu":
        raise UserError(f"{path}: expected vectors of real numbers, found {vectors.dtype}")
    if not len(words):
        raise UserError(f"{path}: 0 rows, expected at least one")
    for place in np.flatnonzero(~np.isfinite(vectors).all(axis=1))[:1]:
        column = int(np.flatnonzero(~np.isfinite(vectors[place]))[0])
        raise UserError(
            f"{path}:{place + 1}: {str(words[place])!r} has {float(vectors[place, column])!r} as number "
            f"{column + 1}, expected a finite decimal number"
        )
    first: dict[str, int] = {}
    for number, word in enumerate(words.tolist(), start=1):
        if first.setdefault(word, number) != number:
            raise UserError(f"{path}:{number}: the word {word!r} stands twice, first in row {first[word]}")
    return zip(range(1, len(words) + 1), first, vectors, strict=True)


def _load(path: Path) -> tuple[np.ndarray, np.ndarray]:
    expected = f"{path}: expected the arrays words and vectors, not pickled"
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > largest(path):
            raise ValueError(f"{size:,} bytes unpacked, more than {largest(path):,}")
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            if {"words", "vectors"} <= set(arrays):
                return arrays["words"], arrays["vectors"]
            found = shown(list(arrays))[1:-1] or "none"
    except BROKEN as error:
        raise UserError(f"{expected}: {error}") from error
    raise UserError(f"{expected}; found {found}: save them by numpy.savez under these names")
