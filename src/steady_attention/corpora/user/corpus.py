"""A user's own corpus, described by a section under `corpora` of params.yaml; see data/own/README.md."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import compress
from math import floor
from pathlib import Path
from random import Random
from typing import Any
from unicodedata import normalize

import numpy as np

from steady_attention.corpora import Corpus, Example, Examples
from steady_attention.corpora.user import rows as own_rows
from steady_attention.corpora.user.data import BLANKS, FOLDER, Drawn, Files, Own, bare
from steady_attention.corpora.user.rows import Refused
from steady_attention.store import sections
from steady_attention.store.errors import UserError
from steady_attention.store.messages import nearest, shown

SPLITS = ("train", "dev", "test")
NONE = -1  # in place of a split, of a row that names none
Table = Callable[..., Iterator[tuple[Example, int]]]  # of Refused: the rows, and the place in SPLITS of each


def corpus(name: str, given: Mapping[str, Any]) -> Corpus:
    """The corpus of that section; its raw folder holds copies of the user's files."""
    own = sections.read(f"corpora.{name}", given, Own)
    return Corpus(
        name=name,
        classes=own.classes,
        licence="the user's own data",
        address=f"{FOLDER}/",
        files=(),
        read=partial(read, name, own),
        minimum_frequency=own.minimum_frequency,
        expected=None,
        normalise=own.normalise,
    )


def read(name: str, own: Own, folder: Path) -> dict[str, Examples]:
    """The splits, no row left out, in the order of the rows; ids are "<file>:<line>".

    Every file is gone through once here and once for each split of it that is iterated. Raises one UserError,
    which names the first NAMED lines and counts the rest, for what `own_rows.rows` refuses, an empty text, an
    unknown label or split; and one for a split without a row, or without the classes that it needs.
    """
    tables: dict[str, Table] = {
        key: partial(_table, name, own, folder / file) for key, file in own.files().items()
    }
    refused = Refused()
    told = {key: _told(table, refused) for key, table in tables.items()}
    refused.check()
    if isinstance(own.splits, Drawn):
        told["file"] = told["file"][0], _drawn(own, told["file"][0])
    chosen = {}
    for place, split in enumerate(SPLITS):
        key = split if isinstance(own.splits, Files) else "file"
        labels, places = told[key]
        wanted = np.ones(len(labels), bool) if isinstance(own.splits, Files) else places == place
        if not wanted.any():
            raise UserError(f"corpora.{name}: the split {split} is empty, expected at least one row")
        _check_classes(f"corpora.{name}", own.classes, split, labels[wanted])
        chosen[split] = Examples(partial(_where, tables[key], wanted))
    return chosen


def _told(table: Table, refused: Refused) -> tuple[np.ndarray, np.ndarray]:
    """Of every row the label and the place of its split, int16 (n,); a file's own error ends it."""
    try:
        found = np.fromiter(((e.label, place) for e, place in table(refused)), np.dtype((np.int16, 2)))
    except UserError as error:
        refused.reasons.append(str(error))
        found = np.zeros((0, 2), np.int16)
    return found[:, 0], found[:, 1]


def _where(table: Table, wanted: np.ndarray) -> Iterator[Example]:
    return (example for example, _ in compress(table(Refused(at_once=True)), wanted))


def _check_classes(where: str, classes: tuple[str, ...], split: str, labels: np.ndarray) -> None:
    """Raise UserError for a class without a text to train on, or, of two, without one in any split: without
    one F1 is undefined, and one alone is no task.
    """
    for label, word in enumerate(classes):
        if label not in labels and (split == "train" or len(classes) == 2):
            why = "F1 needs both" if split != "train" else "one of its classes"
            raise UserError(f"{where}: no row of {split} has the label {word!r}, {why}; add some")


def _table(name: str, own: Own, path: Path, refused: Refused) -> Iterator[tuple[Example, int]]:
    """Every example of a file, with the place of the split that the row names, if there is such a column."""
    columns = own.columns()
    keys = {f"corpora.{name}.{key}": column for key, column in columns.items()}
    words = {"label": own.classes, "splits.column": SPLITS}
    places = {key: {bare(word): place for place, word in enumerate(words[key])} for key in words}
    for number, row in own_rows.rows(path, keys, refused):
        try:
            texts = {key: _field(row[bare(column)], key, column) for key, column in columns.items()}
            label = _place(texts["label"], "label", places["label"])
            named = texts.get("splits.column")
            split = NONE if named is None else _place(named, "split", places["splits.column"])
        except UserError as error:
            refused.note(path, number, str(error))
        else:
            yield Example(f"{path.name}:{number}", texts["text"], label, texts.get("second")), split


def _field(value: object, key: str, column: str) -> str:
    """A row's field, a text in which something is seen; a label may be a whole number."""
    if key == "label" and type(value) is int:
        return str(value)
    if not isinstance(value, str):
        expected = "a text or a whole number" if key == "label" else "a text"
        raise UserError(f"expected {expected} as {column!r}, found {shown(value)}")
    if not value.strip(BLANKS):
        raise UserError(f"{column!r} is empty, expected a text")
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise UserError(f"{column!r} holds a NUL or half a surrogate pair, expected a text")
    return normalize("NFC", value)


def _place(found: str, what: str, known: Mapping[str, int]) -> int:
    """The place of a label or a split among the known ones."""
    if (word := bare(found)) not in known:
        expected = f"expected one of {', '.join(known)}{nearest(word, known)}"
        raise UserError(f"unknown {what} {shown(found)}, {expected}")
    return known[word]


def _drawn(own: Own, labels: np.ndarray) -> np.ndarray:
    """Of every row the place of its split in SPLITS, int8 (n,).

    The shares of every class, at least one row each, are drawn by the seed and rounded to the nearest.
    """
    assert isinstance(own.splits, Drawn)
    chosen = np.zeros(len(labels), np.int8)
    for label, word in enumerate(own.classes):
        rows = np.flatnonzero(labels == label).tolist()
        random = Random(f"{own.splits.seed} {word}")
        rows.sort(key=lambda _, random=random: random.random())
        dev, test = (max(1, floor(share * len(rows) + 0.5)) for share in (own.splits.dev, own.splits.test))
        if dev + test >= len(rows):
            raise UserError(
                f"{FOLDER}/{own.splits.file}: {len(rows)} rows have the label {word!r}, too few for dev, "
                f"test and train; expected at least 3, and more for large shares"
            )
        chosen[rows[:dev]] = SPLITS.index("dev")
        chosen[rows[dev : dev + test]] = SPLITS.index("test")
    return chosen
