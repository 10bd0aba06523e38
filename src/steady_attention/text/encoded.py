"""Tokenized texts as files: words and ids by line, arrays of word ids that can be memory-mapped."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from steady_attention.corpora.corpus import Example
from steady_attention.text import annotations, tokenize, vocabulary

SECOND = "second"  # in the names of the files that hold the other texts of pairs


@dataclass(frozen=True)
class Text:
    """An example and its words; `second` are those of a pair's other text."""

    example: Example
    words: list[str]
    second: list[str] | None = None

    @property
    def sides(self) -> tuple[list[str], ...]:
        """The words of its one text or of both."""
        return (self.words,) if self.second is None else (self.words, self.second)

    @property
    def length(self) -> int:
        """Words, of both texts together."""
        return sum(map(len, self.sides))


def write_texts(folder: Path, split: str, texts: list[Text]) -> None:
    """Write <split>.words.txt and <split>.ids.txt, one text a line; of pairs <split>.second.words.txt too."""
    _write_lines(folder / f"{split}.words.txt", (" ".join(text.words) for text in texts))
    _write_lines(folder / f"{split}.ids.txt", (text.example.id for text in texts))
    if texts[0].second is not None:
        _write_lines(folder / f"{split}.{SECOND}.words.txt", (" ".join(text.second) for text in texts))


def write_again(folder: Path, split: str, rule: str, texts: list[Text]) -> None:
    """Write <split>.as_<rule>.txt: the same texts, line by line, by another rule of normalisation."""
    lines = (" ".join(tokenize.words(text.example.text, rule)) for text in texts)
    _write_lines(folder / f"{split}.as_{rule}.txt", lines)


def write_splits(
    folder: Path, rule: str, splits: dict[str, list[Text]], words: list[str], boundaries: bool
) -> dict[str, int]:
    """Write the text files and the arrays of labeled splits, encoded with the vocabulary `words`.

    What is known about words is written where it is known of any example of any split; `rule` is the words'
    rule of normalisation. Returns how many words of each split are unknown. Raises UserError for a span
    outside its text.
    """
    ids = {word: index for index, word in enumerate(words)}
    edges = ((ids[vocabulary.START],), (ids[vocabulary.END],)) if boundaries else ((), ())
    examples = [text.example for texts in splits.values() for text in texts]
    unknown = {}
    for split, texts in splits.items():
        write_texts(folder, split, texts)
        np.save(folder / f"{split}.labels.npy", np.array([text.example.label for text in texts], np.int64))
        unknown[split] = _write_ids(folder / split, [text.words for text in texts], ids, edges)
        if texts[0].second is not None:
            unknown[split] += _write_ids(folder / f"{split}.{SECOND}", [t.second for t in texts], ids, edges)
        if any(example.candidates for example in examples):
            _write_rows(folder / f"{split}.candidates", [t.example.candidates for t in texts], np.int32)
        edge = (0,) if boundaries else ()
        for name, kind, values in _known(examples, rule):
            rows = [(*edge, *values(text.example), *edge) for text in texts]
            np.save(folder / f"{split}.{name}.npy", _flat(rows, kind))
        if any(example.rationale for example in examples):
            counts = [len(text.example.text.split()) for text in texts]
            np.save(folder / f"{split}.raw_token_counts.npy", np.array(counts, np.int64))
    return unknown


def _known(examples: list[Example], rule: str) -> list[tuple[str, type, Callable[[Example], Sequence]]]:
    """Name, type and maker of every array over words for which any example has something to tell."""

    def of_words(make: Callable[[Any, Sequence], Sequence]) -> Callable[[Example], Sequence]:
        return lambda example: make(example, tokenize.spans(example.text, rule))

    found = []
    if any(example.rationale for example in examples):
        found.append(("rationales", np.bool_, of_words(annotations.rationale)))
        found.append(
            ("raw_tokens", np.int32, of_words(lambda e, spans: annotations.raw_tokens(e.text, spans)))
        )
    if any(example.polarity for example in examples):
        found.append(("polarity", np.int8, of_words(annotations.polarity)))
    return found


def _write_ids(path: Path, texts: list[list[str]], ids: dict[str, int], edges: tuple) -> int:
    """Write the texts' ids between the edges; returns how many are unknown."""
    rows = [vocabulary.encode(words, ids) for words in texts]
    unknown = ids[vocabulary.UNKNOWN]
    before, after = edges
    _write_rows(path, [(*before, *row, *after) for row in rows], np.int32, "tokens")
    return sum(row.count(unknown) for row in rows)


def _write_rows(path: Path, rows: list[Sequence[int]], kind: type, name: str = "") -> None:
    """Write <path>.<name>.npy flat (<path>.npy without a name) and <path>.offsets.npy (n + 1)."""
    values = path.with_name(".".join(filter(None, (path.name, name, "npy"))))
    np.save(values, _flat(rows, kind))
    np.save(path.with_name(f"{path.name}.offsets.npy"), np.array([0, *accumulate(map(len, rows))], np.int64))


def _flat(rows: list[Sequence], kind: type) -> np.ndarray:
    return np.fromiter((value for row in rows for value in row), kind, count=sum(map(len, rows)))


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))
