"""Task: every text of a labeled data set as words that any checkpoint reads, each with its pieces in place.

The checkpoint's own tokenizer reads a text as it was written, capitals and digits too; its offsets say
which word (of `tokenize.words`) each piece belongs to. A word with its pieces is a form, so that a text stays
a list of words, of which measures may leave some out: first come the words of the vocabulary, with the pieces
that each has by itself after a blank, then the forms that occur, in order of appearance. A form that is spelt
like one before it, but has other pieces, is told apart in vocabulary.txt by `~` and a number.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from steady_attention import corpora
from steady_attention.corpora.user import origin
from steady_attention.corpora.user.auto import ROWS, SIZES, WEIGHTS
from steady_attention.store.errors import UserError
from steady_attention.store.files import link_or_copy, read_json, write_plain_json
from steady_attention.text import hugging_face, tokenize, vocabulary
from steady_attention.text.auto import TOKENIZER
from steady_attention.text.encoded import ArrayFile
from steady_attention.text.offsets import NONE, words_of
from steady_attention.text.survey import SECOND

SPLITS = ("train", "dev", "test")
TEXTS = 512  # tokenized at a time
PADDING = 0  # the row of the padding

Piecewise = Sequence[tuple[str, tuple[int, ...]]]  # words, as they are written, with their pieces


class Forms:
    """The forms so far, by their words and pieces; `unknown`: the piece of words that have none."""

    def __init__(self, words: Sequence[str], tokenizer: Any, unknown: int, boundaries: bool):
        self._tokenizer, self._unknown = tokenizer, unknown
        none = {vocabulary.PAD} | ({vocabulary.START, vocabulary.END} if boundaries else set())
        self.names: list[str] = list(words)
        self._taken = set(words)
        self.pieces: list[tuple[int, ...]] = [
            () if word in none else (unknown,) if word == vocabulary.UNKNOWN else self.alone(word)
            for word in words
        ]
        self._ids = {
            (word, own): number for number, (word, own) in enumerate(zip(words, self.pieces, strict=True))
        }

    def alone(self, word: str) -> tuple[int, ...]:
        """The pieces of a word by itself, after a blank; the unknown one where there is none."""
        ids = self._tokenizer(f" {word}", add_special_tokens=False)["input_ids"]
        return tuple(number + 1 for number in ids) or (self._unknown,)

    def id(self, word: str, written: str, pieces: tuple[int, ...]) -> int:
        """The id of a word that is written so, with its pieces in place."""
        own = pieces or self.alone(written)
        key = (word, own)
        if key not in self._ids:
            self._ids[key] = len(self.names)
            self.names.append(self._name(written))
            self.pieces.append(own)
        return self._ids[key]

    def _name(self, written: str) -> str:
        name, number = written, 2
        while name in self._taken:
            name, number = f"{written}~{number}", number + 1
        self._taken.add(name)
        return name


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Write the forms of inputs["corpus"] with their pieces by inputs["auto"], and that model beside them.

    inputs: `raw`, the raw files of the corpus too. arguments: {"corpus": name}, "own" of a user's, and
    "limit", pieces of a text. Files: those of `text.pieces`, of the same form; rows.npy (int64), the rows of
    the table of embeddings that occur, by which pieces are counted; auto.json and model.safetensors.
    """
    corpus, auto = inputs["corpus"], inputs["auto"]
    statistics, special = read_json(corpus / "statistics.json"), read_json(auto / SIZES)
    tokenizer = hugging_face.tokenizer(auto, auto / TOKENIZER)
    words = list(vocabulary.read(corpus / "vocabulary.txt"))
    forms = Forms(words, tokenizer, special["unknown"], statistics["boundaries"])
    with origin.named(inputs["raw"], arguments):
        examples = corpora.from_arguments(arguments).examples(inputs["raw"])
        for split in SPLITS:
            for side in ("", f".{SECOND}")[: 1 + statistics["pair"]]:
                _write(work, corpus, split, side, examples[split], forms, tokenizer, statistics)
                report(f"{split}{side}: {len(forms.names)} forms so far")
    vocabulary.write(work / "vocabulary.txt", forms.names)
    _write_pieces(work, forms, special, arguments["limit"])
    for name in (SIZES, WEIGHTS):
        link_or_copy(str((auto / name).resolve()), str(work / name))


def _write(
    work: Path,
    corpus: Path,
    split: str,
    side: str,
    examples: Any,
    forms: Forms,
    tokenizer: Any,
    statistics: dict,
) -> None:
    """Write <split><side>.tokens.npy: int32, flat, a form for each number of the data set's array."""
    before, after = ((2,), (3,)) if statistics["boundaries"] else ((), ())
    total = 0
    with ArrayFile(work / f"{split}{side}.tokens.npy", np.int32) as tokens:
        for texts, rows in _blocks(corpus, split, side, examples):
            for line, read in zip(rows, _read(texts, rows, tokenizer, statistics), strict=True):
                found = [forms.id(word, *own) for word, own in zip(line, read, strict=True)]
                tokens.extend((*before, *found, *after))
                total += len(before) + len(found) + len(after)
    expected = int(np.load(corpus / f"{split}{side}.offsets.npy", mmap_mode="r", allow_pickle=False)[-1])
    assert total == expected, f"{corpus}: {split}{side}.words.txt holds {total} words, its arrays {expected}"


def _blocks(
    corpus: Path, split: str, side: str, examples: Any
) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Texts as they were written, with their words in the data set, some at a time. Raises UserError where
    the raw files hold other texts than the data set was made of.
    """
    texts: list[str] = []
    rows: list[list[str]] = []
    with (
        open(corpus / f"{split}.ids.txt", encoding="utf-8", newline="\n") as ids,
        open(corpus / f"{split}{side}.words.txt", encoding="utf-8", newline="\n") as lines,
    ):
        wanted = zip(ids, lines, strict=True)
        following = next(wanted, None)
        for example in examples:
            if following is None or example.id != following[0].removesuffix("\n"):
                continue  # left out of the data set
            texts.append(example.second if side else example.text)
            rows.append(following[1].removesuffix("\n").split(" "))
            following = next(wanted, None)
            if len(texts) == TEXTS:
                yield texts, rows
                texts, rows = [], []
    if following is not None:
        raise UserError(
            f"{corpus}: the raw files have no text {following[0].strip()!r}; preprocess them again"
        )
    if texts:
        yield texts, rows


def _read(texts: list[str], rows: list[list[str]], tokenizer: Any, statistics: dict) -> list[Piecewise]:
    """Of each text its words as they are written, each with the pieces whose first character is in it."""
    given = tokenizer(
        texts,
        add_special_tokens=False,
        return_offsets_mapping=True,
        return_special_tokens_mask=True,
        return_attention_mask=False,
        verbose=False,
    )
    found = []
    for number, (text, row) in enumerate(zip(texts, rows, strict=True)):
        spans = _spans(text, row, statistics)
        ends = np.array([end for _, end in spans], np.int64)
        special = [0] * len(given["input_ids"][number])  # a piece spelt like a special one is a word's
        of = _all(words_of(text, ends, given["offset_mapping"][number], special), len(spans))
        own: list[list[int]] = [[] for _ in spans]
        for piece, word in zip(given["input_ids"][number], of, strict=True):
            own[word].append(piece + 1)
        found.append([(text[slice(*span)], tuple(ids)) for span, ids in zip(spans, own, strict=True)])
    return found


def _all(words: np.ndarray, count: int) -> list[int]:
    """Each piece's word, so that none is lost: a piece of no word, as of a blank, is the next one's, and the
    last word's at the end.
    """
    found, following = [], count - 1
    for word in reversed(words.tolist()):
        following = following if word == NONE else min(word, count - 1)
        found.append(following)
    return found[::-1]


def _spans(text: str, row: list[str], statistics: dict) -> list[tuple[int, int]]:
    """The characters of the data set's words; some words of a text may have been dropped."""
    rule = statistics["normalise"]
    spans, words = tokenize.spans(text, rule), tokenize.words(text, rule)
    if words == row:
        return spans
    kept, place = [], 0
    for span, word in zip(spans, words, strict=True):
        if place < len(row) and word == row[place]:
            kept.append(span)
            place += 1
    if place < len(row):
        raise UserError(
            f"{statistics['dataset']}: {row[place]!r} is no word of {text[:80]!r}; preprocess it again"
        )
    return kept


def _write_pieces(work: Path, forms: Forms, special: dict, limit: int) -> None:
    """Write rows.npy, pieces.npy (int32, flat), pieces.offsets.npy (int64, forms + 1) and pieces.json."""
    flat = np.fromiter(chain.from_iterable(forms.pieces), np.int64)
    offsets = array("q", [0])
    for own in forms.pieces:
        offsets.append(offsets[-1] + len(own))
    rows = np.unique(np.concatenate([flat, [PADDING, special["start"], special["end"]]]))
    np.save(work / ROWS, rows)
    np.save(work / "pieces.npy", np.searchsorted(rows, flat).astype(np.int32))
    np.save(work / "pieces.offsets.npy", np.frombuffer(offsets, np.int64))
    numbers = {name: int(np.searchsorted(rows, special[name])) for name in ("start", "end", "first")}
    limit -= special["separators"] - 1  # of pairs the encoder puts the further ones in
    write_plain_json(work / "pieces.json", numbers | {"limit": limit, "forms": len(forms.names)})
