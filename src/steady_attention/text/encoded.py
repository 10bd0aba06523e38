"""Tokenized texts as files: words and ids by line, arrays of word ids that can be memory-mapped."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np

from steady_attention.corpora.corpus import Example
from steady_attention.pipeline.errors import UserError
from steady_attention.text import tokenize, vocabulary


@dataclass(frozen=True)
class Text:
    """An example and its words."""

    example: Example
    words: list[str]


def write_texts(folder: Path, split: str, texts: list[Text]) -> None:
    """Write <split>.words.txt and <split>.ids.txt, one text a line."""
    _write_lines(folder / f"{split}.words.txt", (" ".join(text.words) for text in texts))
    _write_lines(folder / f"{split}.ids.txt", (text.example.id for text in texts))


def write_again(folder: Path, split: str, rule: str, texts: list[Text]) -> None:
    """Write <split>.as_<rule>.txt: the same texts, line by line, by another rule of normalisation."""
    lines = (" ".join(tokenize.words(text.example.text, rule)) for text in texts)
    _write_lines(folder / f"{split}.as_{rule}.txt", lines)


def write_splits(
    folder: Path, rule: str, splits: dict[str, list[Text]], words: list[str], boundaries: bool
) -> dict[str, int]:
    """Write the text files and the arrays of labeled splits, encoded with the vocabulary `words`.

    Rationales are written where any example of any split has one; `rule` is the words' rule of normalisation.
    Returns how many words of each split are unknown. Raises UserError for a rationale outside its text.
    """
    ids = {word: index for index, word in enumerate(words)}
    before = (ids[vocabulary.START],) if boundaries else ()
    after = (ids[vocabulary.END],) if boundaries else ()
    with_rationales = any(text.example.rationale for texts in splits.values() for text in texts)
    unknown = {}
    for split, texts in splits.items():
        write_texts(folder, split, texts)
        rows = [vocabulary.encode(text.words, ids) for text in texts]
        unknown[split] = sum(row.count(ids[vocabulary.UNKNOWN]) for row in rows)
        rows = [[*before, *row, *after] for row in rows]
        np.save(folder / f"{split}.tokens.npy", _flat(rows, np.int32))
        np.save(folder / f"{split}.offsets.npy", np.array([0, *accumulate(map(len, rows))], np.int64))
        np.save(folder / f"{split}.labels.npy", np.array([text.example.label for text in texts], np.int64))
        if with_rationales:
            edge = [False] * len(before)
            marks = [[*edge, *_marks(text, rule), *edge] for text in texts]
            np.save(folder / f"{split}.rationales.npy", _flat(marks, np.bool_))
    return unknown


def _marks(text: Text, rule: str) -> list[bool]:
    """For each word, whether it shares a character with a span of the rationale."""
    example = text.example
    for start, end in example.rationale:
        if not 0 <= start < end <= len(example.text):
            raise UserError(
                f"example {example.id!r}: the rationale [{start}, {end}) is not within its text "
                f"of {len(example.text)} characters"
            )
    return [
        any(start < last and first < end for first, last in example.rationale)
        for start, end in tokenize.spans(example.text, rule)
    ]


def _flat(rows: list[list], dtype: type) -> np.ndarray:
    return np.fromiter((value for row in rows for value in row), dtype, count=sum(map(len, rows)))


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))
