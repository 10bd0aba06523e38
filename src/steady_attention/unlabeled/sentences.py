"""Sentences as flat arrays of word ids, and the pool file that they are read from, line by line."""

import json
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from steady_attention.store.errors import UserError

UNKNOWN_WORD = "<unk>"
BOUNDARIES = ("<sos>", "<eos>")
SPECIALS = ("<pad>", UNKNOWN_WORD, *BOUNDARIES)
QUERIES = "train"  # the split to whose texts neighbours are sought


@dataclass(frozen=True)
class Labeled:
    """A labeled dataset.

    ids: word -> id, without the special rows; boundaries: whether texts are wrapped in <sos> and <eos>;
    rule: how its texts were normalised; drops: whether words outside the vocabulary are left out of them;
    texts: of every split; queries: the training split's, each once.
    """

    ids: dict[str, int]
    boundaries: bool
    rule: str
    drops: bool
    texts: frozenset[str]
    queries: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Words and special rows."""
        return 2 + 2 * self.boundaries + len(self.ids)


def read_labeled(folder: Path) -> Labeled:
    """The labeled dataset in `folder`. Raises UserError for a file that is missing or does not fit."""
    statistics = statistics_of(folder)
    texts = {split: list(lines(folder / f"{split}.words.txt")) for split in statistics["splits"]}
    words = list(lines(folder / "vocabulary.txt"))
    expected = SPECIALS if statistics["boundaries"] else SPECIALS[:2]
    if tuple(words[: len(expected)]) != expected:
        raise UserError(
            f"{folder / 'vocabulary.txt'}: expected the first lines {', '.join(expected)}, "
            f"found {', '.join(words[: len(expected)])}; run the preprocess stage again"
        )
    ids = {word: number for number, word in enumerate(words) if number >= len(expected)}
    every = frozenset(text for split in texts.values() for text in split)
    queries = tuple(dict.fromkeys(texts.get(QUERIES, ())))
    drops = statistics["unknown"] == "drop"
    return Labeled(ids, statistics["boundaries"], statistics["normalise"], drops, every, queries)


def statistics_of(folder: Path) -> dict:
    """A preprocessed dataset's statistics.json."""
    return json.loads("\n".join(lines(folder / "statistics.json")))


def lines(path: Path) -> Iterator[str]:
    """The lines of a file, one at a time. Raises UserError where it is missing."""
    if not path.is_file():
        raise UserError(f"{path} is missing: expected a preprocessed dataset there; run the preprocess stage")
    with open(path, encoding="utf-8", newline="\n") as handle:
        for line in handle:
            yield line.removesuffix("\n")


UNKNOWN = 1  # the id of every word outside the labeled vocabulary


@dataclass(frozen=True)
class Sentences:
    """Word ids of all sentences one after another, int32; sentence i is tokens[offsets[i]:offsets[i + 1]]."""

    tokens: np.ndarray
    offsets: np.ndarray

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def take(self, places: np.ndarray) -> "Sentences":
        """The sentences at these places, in this order."""
        starts, lengths = self.offsets[places], self.offsets[places + 1] - self.offsets[places]
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        within = np.arange(offsets[-1]) - np.repeat(offsets[:-1] - starts, lengths)
        return Sentences(self.tokens[within], offsets)

    def known(self) -> "Sentences":
        """Without unknown words; a sentence of none but such words stays as it is."""
        rows = np.repeat(np.arange(len(self)), np.diff(self.offsets))
        inside = self.tokens != UNKNOWN
        some = np.bincount(rows[inside], minlength=len(self)) > 0
        keep = inside | ~some[rows]
        lengths = np.bincount(rows[keep], minlength=len(self))
        return Sentences(self.tokens[keep], np.concatenate([[0], np.cumsum(lengths)]))

    def part(self, start: int, stop: int) -> "Sentences":
        """Sentences start to stop, a view."""
        offsets = self.offsets[start : stop + 1]
        return Sentences(self.tokens[offsets[0] : offsets[-1]], offsets - offsets[0])

    def blocks(self, size: int) -> Iterator[tuple[int, "Sentences"]]:
        """The place of the first sentence and the sentences, at most `size` at a time."""
        for start in range(0, len(self), size):
            yield start, self.part(start, min(start + size, len(self)))


def encoded(texts: Iterable[str], ids: dict[str, int]) -> Sentences:
    """Texts, their words joined by blanks, as ids; words that `ids` lacks become <unk>."""
    tokens, offsets = array("i"), array("q", [0])
    for text in texts:
        tokens.extend(ids.get(word, UNKNOWN) for word in text.split(" "))
        offsets.append(len(tokens))
    return Sentences(np.array(tokens, np.int32), np.array(offsets, np.int64))


@dataclass(frozen=True)
class Pool:
    """A pool file as a labeled dataset may use it: `excluded` holds the texts that no selection takes."""

    path: Path
    excluded: frozenset[str]

    def usable(self, count: Callable[[str], None] = lambda kind: None) -> Iterator[str]:
        """Its sentences but the empty and the excluded ones; `count` is told the kind of every line."""
        for text in lines(self.path):
            kind = "empty" if not text.strip() else "labeled" if text in self.excluded else "available"
            count(kind)
            if kind == "available":
                yield text

    def counts(self) -> dict[str, int]:
        """How many sentences are available, empty, equal to a labeled text."""
        found = {"available": 0, "empty": 0, "labeled": 0}

        def count(kind: str) -> None:
            found[kind] += 1

        for _ in self.usable(count):
            continue
        return found

    def sentences(self, places: np.ndarray, ids: dict[str, int]) -> Sentences:
        """The usable sentences at these places, in this order; only they are kept in memory."""
        order = np.argsort(places)
        wanted = iter(places[order].tolist())
        return encoded(_picked(self.usable(), wanted), ids).take(np.argsort(order))


def _picked(texts: Iterable[str], wanted: Iterator[int]) -> Iterator[str]:
    """The texts whose numbers are wanted; both in rising order."""
    nearest = next(wanted, None)
    for number, text in enumerate(texts):
        if nearest is None:
            return
        if number == nearest:
            yield text
            nearest = next(wanted, None)


def pool_for(folder: Path, dataset: Labeled) -> Pool:
    """The pool in `folder`, normalised by the dataset's rule.

    pool.words.txt holds the pool under its own rule; where the dataset's is another, pool.as_<rule>.txt has
    the same texts under that one, made from the raw text: words that one rule has replaced or cut cannot be
    turned into the other's. Raises UserError where the file is missing.
    """
    own = statistics_of(folder)["normalise"]
    path = folder / ("pool.words.txt" if own == dataset.rule else f"pool.as_{dataset.rule}.txt")
    if not path.is_file() and own != dataset.rule:
        raise UserError(
            f"{path} is missing: the pool is normalised by the rule {own!r} and the labeled dataset by "
            f"{dataset.rule!r}; expected the pool's texts under that rule there; run the preprocess stage"
        )
    return Pool(path, dataset.texts)
