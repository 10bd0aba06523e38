"""Tokenized texts as arrays of word ids that can be memory-mapped; one text is in memory at a time."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import compress, repeat
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.lib.format import write_array_header_1_0

from steady_attention.corpora import Example, Span
from steady_attention.store.errors import UserError
from steady_attention.text import tokenize, vocabulary
from steady_attention.text.survey import SECOND


class ArrayFile:
    """To be used in a `with`: its end writes how many numbers there are into the header.

    numpy leaves room for any number there, so that the header's length does not depend on it.
    """

    def __init__(self, path: Path, kind: type):
        self._kind = np.dtype(kind)
        self._count = 0
        self._file = path.open("wb")

    def extend(self, values: Iterable) -> None:
        """Write these numbers after those before."""
        found = np.fromiter(values, self._kind)
        self._count += len(found)
        self._file.write(found.tobytes())

    def __enter__(self) -> "ArrayFile":
        self._header()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._file:
            self._file.seek(0)
            self._header()

    def _header(self) -> None:
        form = {"descr": self._kind.str, "fortran_order": False, "shape": (self._count,)}
        write_array_header_1_0(self._file, form)


ARRAYS = (  # field of Example, name of the array, type
    ("rationale", "rationales", np.bool_),
    ("rationale", "raw_tokens", np.int32),
    ("rationale", "raw_token_counts", np.int64),
    ("polarity", "polarity", np.int8),
    ("candidates", "candidates", np.int32),
)
BY_WORD = ("rationales", "raw_tokens", "polarity")  # a number for each word, and for each boundary


@dataclass(frozen=True)
class Coding:
    """Words -> ids, and the ids before and after every text."""

    ids: dict[str, int]
    before: tuple[int, ...]
    after: tuple[int, ...]


def coding(words: list[str], boundaries: bool) -> Coding:
    """By the vocabulary `words`."""
    ids = {word: index for index, word in enumerate(words)}
    return Coding(ids, *(((ids[vocabulary.START],), (ids[vocabulary.END],)) if boundaries else ((), ())))


def keep_lines(folder: Path, split: str, keep: Sequence[bool]) -> None:
    """Drop the other lines of the split's text files."""
    for path in sorted(folder.glob(f"{split}.*.txt")):
        part = path.with_name(f"{path.name}.partial")
        with path.open("rb") as source, part.open("wb") as out:
            out.writelines(compress(source, keep))
        part.replace(path)


def drop_unknown(folder: Path, split: str, by: Coding) -> list[np.ndarray]:
    """Leave words outside the vocabulary out of <split>.words.txt, and of pairs of <split>.second.words.txt.

    A text of none but such words stays as it is. Returns which words (words,) of each text, of pairs of the
    attended one, are kept.
    """
    other = folder / f"{split}.{SECOND}.words.txt"
    if other.is_file():
        _drop(other, by)
    return _drop(folder / f"{split}.words.txt", by)


def _drop(path: Path, by: Coding) -> list[np.ndarray]:
    masks, part = [], path.with_name(f"{path.name}.partial")
    with (
        open(path, encoding="utf-8", newline="\n") as lines,
        open(part, "w", encoding="utf-8", newline="\n") as out,
    ):
        for line in lines:
            words = line.removesuffix("\n").split(" ")
            ids = np.array(vocabulary.encode(words, by.ids))
            known = ids != by.ids[vocabulary.UNKNOWN]
            masks.append(known if known.any() else np.ones_like(known))
            out.write(" ".join(compress(words, masks[-1])) + "\n")
    part.replace(path)
    return masks


def write_ids(folder: Path, split: str, by: Coding) -> tuple[int, int]:
    """Encode <split>.words.txt, and of pairs <split>.second.words.txt, as <...>.tokens.npy (int32, flat) and
    <...>.offsets.npy (int64, n + 1). Returns how many words there are, and how many of them are unknown.
    """
    names = [name for name in (split, f"{split}.{SECOND}") if (folder / f"{name}.words.txt").is_file()]
    found = [_write_side(folder, name, by) for name in names]
    return sum(words for words, _ in found), sum(unknown for _, unknown in found)


def _write_side(folder: Path, name: str, by: Coding) -> tuple[int, int]:
    offsets, words, unknown = array("q", [0]), 0, 0
    with (
        open(folder / f"{name}.words.txt", encoding="utf-8", newline="\n") as lines,
        ArrayFile(folder / f"{name}.tokens.npy", np.int32) as tokens,
    ):
        for line in lines:
            ids = vocabulary.encode(line.removesuffix("\n").split(" "), by.ids)
            words, unknown = words + len(ids), unknown + ids.count(by.ids[vocabulary.UNKNOWN])
            row = (*by.before, *ids, *by.after)
            tokens.extend(row)
            offsets.append(offsets[-1] + len(row))
    np.save(folder / f"{name}.offsets.npy", np.frombuffer(offsets, np.int64))
    return words, unknown


def write_known(
    folder: Path,
    split: str,
    examples: Iterable[Example],
    known: set[str],
    rule: str,
    boundaries: bool,
    masks: Iterable[np.ndarray | None] = repeat(None),
) -> None:
    """Write what is known about words, and the candidates, of every example; `known` says which (KNOWN).

    <split>.rationales.npy (bool), .raw_tokens.npy (int32) and .polarity.npy (int8) have a number for each of
    <split>.tokens.npy; <split>.raw_token_counts.npy (int64) has n; <split>.candidates.npy (int32, flat) has
    offsets. `rule` is the words' rule of normalisation; `masks` say of each text which words
    `drop_unknown` has kept, None for all. Raises UserError for a span outside its text.
    """
    edge, offsets = (0,) if boundaries else (), array("q", [0])
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(ArrayFile(folder / f"{split}.{name}.npy", kind))
            for field, name, kind in ARRAYS
            if field in known
        }
        for example, mask in zip(examples, masks, strict=False):
            for name, values in _known(example, known, rule):
                if mask is not None and name in BY_WORD:
                    values = tuple(compress(values, mask))
                files[name].extend((*edge, *values, *edge) if name in BY_WORD else values)
            offsets.append(offsets[-1] + len(example.candidates))
    if "candidates" in known:
        np.save(folder / f"{split}.candidates.offsets.npy", np.frombuffer(offsets, np.int64))


def _known(example: Example, known: set[str], rule: str) -> Iterator[tuple[str, Sequence]]:
    """Name and numbers of the arrays of `known`."""
    spans = tokenize.spans(example.text, rule) if known - {"candidates"} else []
    if "rationale" in known:
        yield "rationales", rationale_marks(example, spans)
        yield "raw_tokens", raw_token_numbers(example.text, spans)
        yield "raw_token_counts", (len(example.text.split()),)
    if "polarity" in known:
        yield "polarity", polarity_marks(example, spans)
    if "candidates" in known:
        yield "candidates", example.candidates


TOKEN = re.compile(r"\S+")


def rationale_marks(example: Example, words: Sequence[Span]) -> list[bool]:
    """For each word, given by its characters, whether it shares one with a span of the rationale.

    Raises UserError for a span outside the text.
    """
    for start, end in example.rationale:
        _inside(example, "rationale", start, end)
    return [any(_overlap(word, span) for span in example.rationale) for word in words]


def polarity_marks(example: Example, words: Sequence[Span]) -> list[int]:
    """For each word the sentiment of the span that it shares a character with, +1 or -1; 0 without one.

    Raises UserError for a span outside the text, another value, and a word that is said to be both.
    """
    for start, end, value in example.polarity:
        _inside(example, "polarity", start, end)
        if value not in (1, -1):
            raise UserError(f"example {example.id!r}: the polarity {value!r} is neither 1 nor -1")
    found = []
    for word in words:
        values = {value for start, end, value in example.polarity if _overlap(word, (start, end))}
        if len(values) > 1:
            raise UserError(
                f"example {example.id!r}: {example.text[slice(*word)]!r} is said to be positive and negative"
            )
        found.append(values.pop() if values else 0)
    return found


def raw_token_numbers(text: str, words: Sequence[Span]) -> list[int]:
    """For each word the number of the white-space token of the raw text that it begins in, from 0."""
    starts = [match.start() for match in TOKEN.finditer(text)]
    return [bisect_right(starts, start) - 1 for start, _ in words]


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _inside(example: Example, kind: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(example.text):
        raise UserError(
            f"example {example.id!r}: the {kind} [{start}, {end}) is not within its text "
            f"of {len(example.text)} characters"
        )
