"""A user's own corpus, described by a section under `corpora` of params.yaml; see data/own/README.md."""

from collections.abc import Iterable, Mapping
from functools import partial
from math import floor
from pathlib import Path
from random import Random
from typing import Any

from steady_attention.corpora import lines, own_rows
from steady_attention.corpora.corpus import Corpus, Example
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.own import FOLDER, Column, Drawn, Files, Own
from steady_attention.pipeline.schema import nearest, section

SPLITS = ("train", "dev", "test")
Examples = list[Example]


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

    Raises UserError, with file and line, for what `own_rows.rows` refuses, a missing column or key, an empty
    text, an unknown label or split; and, with the file, for a split without a text of some class in train.
    """
    tables = {key: _table(name, own, folder / file) for key, file in own.files().items()}
    if isinstance(own.splits, Files):
        splits = {split: [example for example, _ in tables[split]] for split in SPLITS}
    elif isinstance(own.splits, Column):
        splits = {s: [example for example, split in tables["file"] if split == s] for s in SPLITS}
    else:
        splits = _drawn(own, [example for example, _ in tables["file"]])
    for split in SPLITS:
        if not splits[split]:
            raise UserError(f"corpora.{name}: the split {split} is empty, expected at least one row")
    for label, word in enumerate(own.classes):
        if not any(example.label == label for example in splits["train"]):
            raise UserError(f"corpora.{name}: no row of train has the label {word!r}, one of its classes")
    return splits


def _table(name: str, own: Own, path: Path) -> list[tuple[Example, str | None]]:
    """Every example of a file, with the split that the row names, if the section has such a column."""
    found = []
    for number, row in own_rows.rows(path):
        where = own_rows.place(path, number)
        fields = {key: _field(name, row, key, column, where) for key, column in own.columns().items()}
        split = fields.get("splits.column")
        if split is not None and split not in SPLITS:
            raise UserError(f"{where}: unknown split {split[:80]!r}, expected one of {', '.join(SPLITS)}")
        label = lines.label(fields["label"], own.classes, where)
        example = Example(f"{path.name}:{number}", fields["text"], label, fields.get("second"))
        found.append((example, split))
    return found


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


def _drawn(own: Own, examples: Examples) -> dict[str, Examples]:
    """The shares of every class, at least one example each, drawn by the seed and rounded to the nearest."""
    assert isinstance(own.splits, Drawn)
    chosen = dict.fromkeys((example.id for example in examples), "train")
    for label, word in enumerate(own.classes):
        ids = [example.id for example in examples if example.label == label]
        random = Random(f"{own.splits.seed} {word}")
        ids.sort(key=lambda _, random=random: random.random())
        dev, test = (max(1, floor(share * len(ids) + 0.5)) for share in (own.splits.dev, own.splits.test))
        if dev + test >= len(ids):
            raise UserError(
                f"{FOLDER}/{own.splits.file}: {len(ids)} rows have the label {word!r}, too few for dev, test "
                f"and train; expected at least 3, and more for large shares"
            )
        chosen |= dict.fromkeys(ids[:dev], "dev") | dict.fromkeys(ids[dev : dev + test], "test")
    return {split: _of(examples, chosen, split) for split in SPLITS}


def _of(examples: Iterable[Example], chosen: Mapping[str, str], split: str) -> Examples:
    return [example for example in examples if chosen[example.id] == split]
