"""Pairs of premise and hypothesis, as SNLI and MultiNLI publish them or as others have written them down.

A raw file is in one of three forms, told by its first line: JSON objects with gold_label, sentence1 (the
premise) and sentence2 (the hypothesis), one a line; `label <TAB> premise <TAB> hypothesis`; or one of these
three alone, beside two files of the others. The attended text of a pair is the hypothesis.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from steady_attention.corpora import Example, Examples
from steady_attention.corpora.reading import lines
from steady_attention.corpora.reading.splitting import Lined
from steady_attention.store.errors import UserError

CLASSES = ("entailment", "neutral", "contradiction")
UNDECIDED = "-"  # the gold label of a pair on which the annotators did not agree
KEYS = ("gold_label", "sentence1", "sentence2")
FORM = "label, premise and hypothesis"
QUOTES = ("``", "''")  # of the Penn Treebank's tokenizer


class Row(NamedTuple):
    """A line's fields; `where` is "<path>:<line>"."""

    where: str
    label: str
    premise: str
    hypothesis: str


def examples(rows: Callable[[], Iterator[Row]], split: str, classes: tuple[str, ...]) -> Examples:
    """The pairs that have a label; `rows` gives the rows anew.

    An iteration raises what `rows` and `example` do.
    """
    return Examples(partial(_labeled, rows, split, classes))


def _labeled(rows: Callable[[], Iterator[Row]], split: str, classes: tuple[str, ...]) -> Iterator[Example]:
    return (found for row in rows() if (found := example(row, split, classes)))


def example(row: Row, split: str, classes: tuple[str, ...]) -> Example | None:
    """The pair, whose id is "<split>-<line>", or None for one without a label.

    Raises UserError, with file and line, for an unknown label.
    """
    if row.label == UNDECIDED:
        return None
    name = f"{split}-{row.where.rpartition(':')[2]}"
    return Example(name, row.hypothesis, lines.label(row.label, classes, row.where), row.premise)


def lined(path: Path, split: str, classes: tuple[str, ...]) -> Lined:
    """The pairs of a file that holds all three fields.

    Raises UserError, with file and line, for text that is not as `lines.full` wants it, for a line that is
    not of the form of the first, and for an unknown label.
    """
    objects = _of_objects(path)
    return Lined(path, lambda line: example(_row(line.where, line.text, objects), split, classes))


def rows(path: Path) -> Iterator[Row]:
    """The fields of every line of a file that holds all three. Raises what `lined` does for its lines."""
    objects = _of_objects(path)
    return (_row(where, line, objects) for where, line in lines.numbered(path))


def side_by_side(labels: Path, premises: Path, hypotheses: Path) -> Iterator[Row]:
    """The fields of every line from three files; `where` is that of the label.

    Raises UserError, with file and line, for text that is not as `lines.numbered` wants it, for a line that
    is not of the form of the first, and where one file ends before another.
    """
    found = (_column(path, index) for index, path in enumerate((labels, premises, hypotheses)))
    for (where, label), (_, premise), (_, hypothesis) in lines.beside(*found):
        yield Row(where, label, premise, hypothesis)


def _column(path: Path, index: int) -> Iterator[lines.Cell]:
    """("<path>:<line>", one field) of every line; a field alone is tokenized, quotation marks in Penn's way.

    The marks become `"` again, as they are in the published texts.
    """
    objects = _of_objects(path)
    for where, line in lines.numbered(path):
        if objects:
            yield where, _fields(line, where)[index]
        else:
            words = line.strip().split(" ")
            yield where, " ".join('"' if word in QUOTES else word for word in words)


def _of_objects(path: Path) -> bool:
    """Whether the first line is a JSON object."""
    _, first = next(lines.numbered(path))
    return first.startswith("{")


def _row(where: str, line: str, objects: bool) -> Row:
    fields = _fields(line, where) if objects else tuple(lines.fields(line, 3, where, FORM))
    return Row(where, *fields)


def _fields(line: str, where: str) -> tuple[str, ...]:
    """Label, premise and hypothesis of a JSON object."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UserError(f"{where}: not JSON ({error}), expected an object with {', '.join(KEYS)}") from error
    texts = tuple(found.get(key) for key in KEYS) if isinstance(found, dict) else ()
    if not texts or not all(isinstance(text, str) and text.strip() for text in texts):
        raise UserError(f"{where}: expected an object with texts {', '.join(KEYS)}, found {line[:80]!r}")
    if any("\ud800" <= character <= "\udfff" for text in texts for character in text):
        raise UserError(f"{where}: half of a character, expected whole ones")
    return texts
