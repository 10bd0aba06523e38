"""Pairs of premise and hypothesis, as SNLI and MultiNLI publish them or as others have written them down.

A raw file is in one of three forms, told by its first line: JSON objects with gold_label, sentence1 (the
premise) and sentence2 (the hypothesis), one a line; `label <TAB> premise <TAB> hypothesis`; or one of these
three alone, beside two files of the others. The attended text of a pair is the hypothesis.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from steady_attention.corpora import lines
from steady_attention.corpora.corpus import Example
from steady_attention.pipeline.errors import UserError

CLASSES = ("entailment", "neutral", "contradiction")
UNDECIDED = "-"  # the gold label of a pair on which the annotators did not agree
KEYS = ("gold_label", "sentence1", "sentence2")
FORM = "label, premise and hypothesis"
QUOTES = ("``", "''")  # of the Penn Treebank's tokenizer

Row = tuple[str, ...]  # label, premise, hypothesis


def examples(rows: Iterable[tuple[str, Row]], split: str, classes: tuple[str, ...]) -> list[Example]:
    """The pairs that have a label; ids are "<split>-<line>".

    Raises UserError, with file and line, for an unknown label.
    """
    return [
        Example(f"{split}-{number}", hypothesis, lines.label(label, classes, where), premise)
        for number, (where, (label, premise, hypothesis)) in enumerate(rows, start=1)
        if label != UNDECIDED
    ]


def rows(path: Path) -> Iterator[tuple[str, Row]]:
    """("<path>:<line>", its fields) of every line of a file that holds all three.

    Raises UserError, with file and line, for text that is not as `lines.numbered` wants it, and for a line
    that is not of the form of the first.
    """
    objects = None
    for where, line in lines.numbered(path):
        if objects is None:
            objects = line.startswith("{")
        yield where, _fields(line, where) if objects else tuple(lines.fields(line, 3, where, FORM))


def side_by_side(labels: Path, premises: Path, hypotheses: Path) -> Iterator[tuple[str, Row]]:
    """("<labels>:<line>", its fields), the fields of a line from three files.

    Raises UserError, with file and line, for text that is not as `lines.numbered` wants it, for a line that
    is not of the form of the first, and where one file ends before another.
    """
    columns = [_column(path, index) for index, path in enumerate((labels, premises, hypotheses))]
    short, long = min(columns, key=len), max(columns, key=len)
    if len(short) != len(long):
        raise UserError(
            f"{short[-1][0]}: the file ends here, expected {len(long)} lines, as many as up to {long[-1][0]}"
        )
    for (where, label), (_, premise), (_, hypothesis) in zip(*columns, strict=True):
        yield where, (label, premise, hypothesis)


def _column(path: Path, index: int) -> list[tuple[str, str]]:
    """("<path>:<line>", one field) of every line; a field alone is tokenized, quotation marks in Penn's way.

    The marks become `"` again, as they are in the published texts.
    """
    found = list(lines.numbered(path))
    if found[0][1].startswith("{"):
        return [(where, _fields(line, where)[index]) for where, line in found]
    words = ((where, line.strip().split(" ")) for where, line in found)
    return [(where, " ".join('"' if word in QUOTES else word for word in line)) for where, line in words]


def _fields(line: str, where: str) -> Row:
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
