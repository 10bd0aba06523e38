"""Vocabularies and word vectors by torchtext 0.6: the one module that imports it.

Its `Vectors` switches TLS verification off for the whole process and caches by base name in a pickle file.
`load` therefore gives it a file of our own and a fresh cache directory, and restores the ssl attribute.
"""

import ssl
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from pathlib import Path

import numpy as np
from torchtext.vocab import Vectors, Vocab

from steady_attention.store.errors import UserError

PAD, UNKNOWN, START, END = SPECIALS = ("<pad>", "<unk>", "<sos>", "<eos>")


def specials(boundaries: bool) -> tuple[str, ...]:
    """The rows before the first word: id 0 pads, id 1 is any unknown word; 2 and 3 begin and end a text."""
    return SPECIALS if boundaries else SPECIALS[:2]


def count(documents: Counter[str], words: Iterable[str]) -> None:
    """Add a text to the number of texts that each word stands in."""
    documents.update(set(words))


def build(documents: Counter[str], minimum_frequency: int, boundaries: bool) -> list[str]:
    """The vocabulary of training texts, a word's index being its id, from `count` of each of them.

    Words that stand in fewer than `minimum_frequency` texts are left out (Jain and Wallace's `min_df`); the
    rest are in falling order of that number, equal ones in alphabetical order.
    """
    return Vocab(documents, min_freq=minimum_frequency, specials=list(specials(boundaries))).itos


def write(path: Path, vocabulary: list[str]) -> None:
    """Write one word a line; the line number less one is the id."""
    path.write_bytes("".join(f"{word}\n" for word in vocabulary).encode("utf-8"))


def read(path: Path) -> dict[str, int]:
    """Word -> id from a file of `write`. Raises UserError for a missing file or one of another form."""
    if not path.is_file():
        raise UserError(f"{path} is missing: expected the vocabulary of a preprocessed, labeled data set")
    lines = path.read_bytes().decode("utf-8").removesuffix("\n").split("\n")
    if tuple(lines[:2]) != SPECIALS[:2]:
        raise UserError(f"{path}:1: expected the lines {PAD} and {UNKNOWN} first, found {lines[:2]}")
    ids = {word: index for index, word in enumerate(lines)}
    if len(ids) != len(lines):
        raise UserError(f"{path}: {len(lines) - len(ids)} words stand there twice, expected distinct lines")
    return ids


def encode(words: Iterable[str], ids: dict[str, int]) -> list[int]:
    """The ids of the words of one text; unknown ones, and words spelt like a special row, become <unk>."""
    unknown = ids[UNKNOWN]
    return [unknown if word in SPECIALS else ids.get(word, unknown) for word in words]


def load(path: Path) -> tuple[list[str], np.ndarray]:
    """Words and vectors, float32 (n, D), of our own file: UTF-8, `word number ... number` a line, D >= 3."""
    with tempfile.TemporaryDirectory() as cache, _same_ssl(), redirect_stderr(StringIO()):  # its progress bar
        vectors = Vectors(name=str(path.resolve()), cache=cache)
    return vectors.itos, vectors.vectors.numpy()


@contextmanager
def _same_ssl() -> Iterator[None]:
    before = ssl._create_default_https_context
    try:
        yield
    finally:
        ssl._create_default_https_context = before
