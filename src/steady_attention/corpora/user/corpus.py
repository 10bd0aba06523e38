"""A user's own corpus, described by a section under `corpora` of params.yaml; see data/own/README.md."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import compress
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np

from steady_attention.corpora import Corpus, Example, Examples
from steady_attention.corpora.user import drawn
from steady_attention.corpora.user import rows as own_rows
from steady_attention.corpora.user.data import BLANKS, FOLDER, Column, bare
from steady_attention.corpora.user.refused import Refused
from steady_attention.corpora.user.section import SPLITS, Own
from steady_attention.store import sections
from steady_attention.store.errors import UserError
from steady_attention.store.messages import nearest, shown

NONE = -1  # in place of a split, of a row that names none
TEXTS = {"text", "second"}  # keys of columns that may be blank
WORD = re.compile(r"\w")  # what `normalise: words` leaves of a text
Table = Callable[..., Iterator[tuple[Example, int]]]  # of Refused: the rows, and the place in SPLITS of each


def corpus(name: str, given: Mapping[str, Any]) -> Corpus:
    """The corpus of that section; its raw folder holds copies of the user's files.

    What it leaves out, `left_out`, is known once `read` was called.
    """
    own = sections.read(f"corpora.{name}", given, Own)

    def reading(folder: Path) -> dict[str, Examples]:
        skipped: Counter[str] = Counter()
        found = read(name, own, folder, skipped)
        object.__setattr__(made, "left_out", _left_out(skipped))  # a field of a frozen class
        return found

    made = Corpus(
        name=name,
        classes=own.classes,
        licence="the user's own data",
        address=f"{FOLDER}/",
        files=(),
        read=reading,
        minimum_frequency=own.minimum_frequency,
        expected=None,
        normalise=own.normalise,
    )
    return made


def _left_out(skipped: Mapping[str, int]) -> str:
    """The blank rows in words; nothing of none."""
    counts = [f"{count:,} of {file}" for file, count in skipped.items() if count]
    return f"rows with a blank text: {', '.join(counts)}" if counts else ""


def read(name: str, own: Own, folder: Path, skipped: Counter[str]) -> dict[str, Examples]:
    """The splits in the order of the rows; ids are "<file>:<line>". No row is left out but, where the section
    says `blank: skip`, those with a blank text, whose numbers by file are put into `skipped`.

    Every file is gone through once here and once for each split of it that is iterated. Raises one UserError,
    which names the first NAMED lines and counts the rest, for what `own_rows.rows` refuses, an empty text, an
    unknown label or split; and one for a split without a row, or without the classes that it needs.
    """
    tables: dict[str, Table] = {
        key: partial(_table, name, own, folder / file) for key, file in own.files().items()
    }
    refused = Refused()
    told = {key: _told(table, refused, skipped) for key, table in tables.items()}
    refused.check()
    labels = {key: found for key, (found, _) in told.items()}
    if isinstance(own.splits, Column):
        places = {"file": told["file"][1]}
    else:
        places = drawn.places(own, labels)
    chosen = {}
    for place, split in enumerate(SPLITS):
        key = next(key for key in (split, "file", "train") if key in tables)
        wanted = places[key] == place
        if not wanted.any():
            raise UserError(f"corpora.{name}: the split {split} is empty, expected at least one row")
        _check_classes(f"corpora.{name}", own.classes, split, labels[key][wanted])
        chosen[split] = Examples(partial(_where, tables[key], wanted))
    return chosen


def _told(table: Table, refused: Refused, skipped: Counter[str]) -> tuple[np.ndarray, np.ndarray]:
    """Of every row the label and the place of its split, int16 (n,); a file's own error ends it."""
    try:
        rows = ((e.label, place) for e, place in table(refused, skipped))
        found = np.fromiter(rows, np.dtype((np.int16, 2)))
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


def _table(
    name: str, own: Own, path: Path, refused: Refused, skipped: Counter[str] | None = None
) -> Iterator[tuple[Example, int]]:
    """Every example of a file, with the place of the split that the row names, if there is such a column.

    skipped: counts the blank rows that are left out, by file.
    """
    columns = own.columns()
    keys = {f"corpora.{name}.{key}": column for key, column in columns.items()}
    words = {"label": own.classes, "splits.column": SPLITS}
    places = {key: {bare(word): place for place, word in enumerate(words[key])} for key in words}
    for number, row in own_rows.rows(path, keys, refused):
        if own.blank == "skip" and any(
            _blank(row[bare(columns[key])], own) for key in TEXTS & columns.keys()
        ):
            if skipped is not None:
                skipped[path.name] += 1
            continue
        try:
            texts = {key: _field(row[bare(column)], key, column) for key, column in columns.items()}
            label = _place(texts["label"], "label", places["label"])
            named = texts.get("splits.column")
            split = NONE if named is None else _place(named, "split", places["splits.column"])
        except UserError as error:
            refused.note(path, number, str(error))
        else:
            yield Example(f"{path.name}:{number}", texts["text"], label, texts.get("second")), split


def _blank(value: object, own: Own) -> bool:
    """Whether a text shows nothing or, under `normalise: words`, no word."""
    if not isinstance(value, str):
        return False
    return not value.strip(BLANKS) or own.normalise == "words" and not WORD.search(value)


def _field(value: object, key: str, column: str) -> str:
    """A row's field, a text in which something is seen; a label may be a whole number."""
    if key == "label" and type(value) is int:
        return str(value)
    if not isinstance(value, str):
        expected = "a text or a whole number" if key == "label" else "a text"
        raise UserError(f"expected {expected} as {column!r}, found {shown(value)}")
    if not value.strip(BLANKS):
        skip = ", or `blank: skip` in the section" if key in TEXTS else ""
        raise UserError(f"{column!r} is empty, expected a text{skip}")
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise UserError(f"{column!r} holds a NUL or half a surrogate pair, expected a text")
    return normalize("NFC", value)


def _place(found: str, what: str, known: Mapping[str, int]) -> int:
    """The place of a label or a split among the known ones."""
    if (word := bare(found)) not in known:
        expected = f"expected one of {', '.join(known)}{nearest(word, known)}"
        raise UserError(f"unknown {what} {shown(found)}, {expected}")
    return known[word]
