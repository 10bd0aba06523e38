"""A user's own corpus, described by a section under `corpora` of params.yaml; see data/own/README.md."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from math import floor
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from steady_attention.corpora import lines, own_rows
from steady_attention.corpora.corpus import Corpus, Example, Examples
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.own import FOLDER, Column, Drawn, Files, Own
from steady_attention.pipeline.schema import nearest, section

SPLITS = ("train", "dev", "test")
Table = Callable[[], Iterator[tuple[Example, str | None]]]  # the rows, read anew; the split that each names


def corpus(name: str, given: Mapping[str, Any]) -> Corpus:
    """The corpus of that section; its raw folder holds copies of the user's files."""
    own = section(f"corpora.{name}", given, Own)
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

    Every file is gone through once here and once for each split of it that is iterated. Raises UserError,
    with file and line, for what `own_rows.rows` refuses, a missing column or key, an empty text, an unknown
    label or split; and, with the file, for a split without a row or without a text of some class in train.
    """
    tables = {key: partial(_table, name, own, folder / file) for key, file in own.files().items()}
    if isinstance(own.splits, Files):
        chosen = {split: _where(tables[split], lambda number, named: True) for split in SPLITS}
    elif isinstance(own.splits, Column):
        by_name = {split: partial(_is_named, split) for split in SPLITS}
        chosen = {split: _where(tables["file"], wanted) for split, wanted in by_name.items()}
    else:
        drawn = _drawn(own, tables["file"])
        chosen = {split: _where(tables["file"], partial(_is_drawn, drawn, split)) for split in SPLITS}
    counts = {split: Counter(example.label for example in chosen[split]) for split in SPLITS}
    for split in SPLITS:
        if not counts[split]:
            raise UserError(f"corpora.{name}: the split {split} is empty, expected at least one row")
    for label, word in enumerate(own.classes):
        if not counts["train"][label]:
            raise UserError(f"corpora.{name}: no row of train has the label {word!r}, one of its classes")
    return chosen


def _where(table: Table, wanted: Callable[[int, str | None], bool]) -> Examples:
    """The examples of the rows that are wanted, by their number from 0 and the split that they name."""
    return Examples(lambda: (example for n, (example, split) in enumerate(table()) if wanted(n, split)))


def _is_named(split: str, number: int, named: str | None) -> bool:
    return named == split


def _is_drawn(drawn: bytearray, split: str, number: int, named: str | None) -> bool:
    return drawn[number] == SPLITS.index(split)


def _table(name: str, own: Own, path: Path) -> Iterator[tuple[Example, str | None]]:
    """Every example of a file, with the split that the row names, if the section has such a column."""
    for number, row in own_rows.rows(path):
        where = own_rows.place(path, number)
        fields = {key: _field(name, row, key, column, where) for key, column in own.columns().items()}
        split = fields.get("splits.column")
        if split is not None and split not in SPLITS:
            raise UserError(f"{where}: unknown split {split[:80]!r}, expected one of {', '.join(SPLITS)}")
        label = lines.label(fields["label"], own.classes, where)
        yield Example(f"{path.name}:{number}", fields["text"], label, fields.get("second")), split


def _field(name: str, row: Mapping[str, Any], key: str, column: str, where: str) -> str:
    """A row's field, a text with at least one character that is no blank; a label may be a whole number."""
    if column not in row:
        known = ", ".join(map(repr, row))
        hint = f"{known}{nearest(column, row)} (params.yaml corpora.{name}.{key})"
        raise UserError(f"{where}: no column {column!r}, found {hint}")
    value = row[column]
    if key == "label" and type(value) is int:
        return str(value)
    if not isinstance(value, str):
        expected = "a text or a whole number" if key == "label" else "a text"
        raise UserError(f"{where}: expected {expected} as {column!r}, found {str(value)[:80]}")
    if not value.strip():
        raise UserError(f"{where}: {column!r} is empty, expected a text")
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise UserError(f"{where}: {column!r} holds a NUL or half a surrogate pair, expected a text")
    return value


def _drawn(own: Own, table: Table) -> bytearray:
    """Of every row the place of its split in SPLITS.

    The shares of every class, at least one row each, are drawn by the seed and rounded to the nearest.
    """
    assert isinstance(own.splits, Drawn)
    labels = np.fromiter((example.label for example, _ in table()), np.int16)
    chosen = bytearray(len(labels))
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
        for number, row in enumerate(rows[: dev + test]):
            chosen[row] = SPLITS.index("dev" if number < dev else "test")
    return chosen
