"""The data sets: one file each, whose name is the name of the data set and which holds its `CORPUS`.

Here is what a data set is: where its raw files are to be had, how they are read, how many examples they hold.
What data sets share is in the rooms below.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Literal

from steady_attention.corpora.raw.raw_file import RawFile, changed_counts
from steady_attention.store.errors import UserError

Span = tuple[int, int]  # characters [start, end) of a text


@dataclass(frozen=True)
class Example:
    """One text, or a pair of texts of which the first is the one that is attended to.

    second:     the other text of a pair: the premise of a hypothesis, the question about a story.
    rationale:  the spans of `text` that decide the label.
    polarity:   spans of `text` with the sentiment of the words in them, +1 positive, -1 negative.
    candidates: the classes that may be answered, () for all of them.
    """

    id: str
    text: str
    label: int | None  # index into the classes of the corpus; None in a pool
    second: str | None = None
    rationale: tuple[Span, ...] = ()
    polarity: tuple[tuple[int, int, int], ...] = ()
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True)
class Examples:
    """Examples in their order, read anew from the raw files by every iteration, so that none is kept."""

    stream: Callable[[], Iterator[Example]]

    def __iter__(self) -> Iterator[Example]:
        return self.stream()


@dataclass(frozen=True)
class Corpus:
    """A data set: raw files (or their generator), reader, and how Jain and Wallace (2019) preprocess it.

    classes:  in the order of the label indices; () for an unlabeled pool.
    read:     raw folder -> {"train", "dev", "test"} or {"pool"} -> examples, to be iterated as often as one
              likes; they come from the files one by one, and errors in the files with them.
    minimum_frequency: texts of the training split that must hold a word, their `min_df`.
    expected: examples a split; None where nobody knows beforehand, as of a user's own corpus.
    normalise: "qqq": tokens with a digit become `qqq` (their vectorizer.py, `cleaner`); "words": non-word
              characters become blanks and digits stay (their SST notebook); "blanks": what white space parts
              is a word, for pairs that come tokenized (their CNN notebook).
    left_out: what the reader leaves out of the raw files and how many, in words; "" for nothing.
    boundaries, length_filter: in the place of the profile's, see the section `preprocess`; None: as it says.
    unknown:  "keep": words outside the vocabulary become <unk>; "drop": they are left out of the texts, as in
              the published code of Attention AT.
    lengths:  their length filter, both bounds strict and in words; None is the split's own extreme, so that
              its shortest (longest) texts fall out (their Trainers/DatasetBC.py, `filterbylength`).
    """

    name: str
    classes: tuple[str, ...]
    licence: str
    address: str
    files: tuple[RawFile, ...]
    read: Callable[[Path], Mapping[str, Iterable[Example]]]
    minimum_frequency: int
    expected: dict[str, int] | None
    generate: Callable[[Path], None] | None = None
    normalise: Literal["qqq", "words", "blanks"] = "qqq"
    lengths: tuple[int | None, int | None] = (None, None)
    left_out: str = ""
    boundaries: bool | None = None
    length_filter: bool | None = None
    unknown: Literal["keep", "drop"] = "keep"

    def examples(self, folder: Path) -> dict[str, Examples]:
        """`read(folder)`; every iteration ends with a check of the number of examples against `expected`.

        Where the record of the download names a part of a raw file, that part's counts are expected; where
        `expected` is None, any are right.
        Raises UserError, with both numbers, where a split is missing; an iteration does, where it is not of
        its size.
        """
        splits = self.read(folder)
        if self.expected is None:
            return {split: Examples(partial(iter, found)) for split, found in splits.items()}
        counts = self.expected | changed_counts(folder, self.files)
        for split in counts.keys() - splits.keys():
            self._check(folder, split, 0, counts[split])
        return {
            split: Examples(partial(self._counted, folder, split, found, counts.get(split, 0)))
            for split, found in splits.items()
        }

    def _counted(
        self, folder: Path, split: str, examples: Iterable[Example], expected: int
    ) -> Iterator[Example]:
        found = 0
        for example in examples:
            yield example
            found += 1
        self._check(folder, split, found, expected)

    def _check(self, folder: Path, split: str, found: int, expected: int) -> None:
        if found != expected:
            raise UserError(
                f"{self.name}: {split} of {folder} holds {found} examples, expected {expected}; "
                f"remove the raw files and run the download stage again"
            )


NAMES = tuple(sorted(module.name for module in iter_modules(__path__) if not module.ispkg))


def get(name: str) -> Corpus:
    """The corpus of steady_attention/corpora/<name>.py. Raises UserError for an unknown name."""
    if name not in NAMES:
        close = get_close_matches(name, NAMES, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        raise UserError(f"unknown corpus {name!r}: expected one of {', '.join(NAMES)}{hint}")
    return import_module(f"{__name__}.{name}").CORPUS


def from_arguments(arguments: Mapping[str, Any]) -> Corpus:
    """The corpus that a task's arguments name: {"corpus": name}, with the section "own" for a user's own.

    Raises UserError for an unknown name, and for one of the user's that is a name of NAMES.
    """
    name = arguments["corpus"]
    if "own" not in arguments:
        return get(name)
    if name in NAMES:
        raise UserError(f"corpora.{name}: {name} is a data set of this project; choose another name")
    return import_module(f"{__name__}.user.corpus").corpus(name, arguments["own"])
