"""What the selection needs of a preprocessed, labeled dataset: word ids, texts, rule of normalisation."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from steady_attention.store.errors import UserError

UNKNOWN_WORD = "<unk>"
BOUNDARIES = ("<sos>", "<eos>")
SPECIALS = ("<pad>", UNKNOWN_WORD, *BOUNDARIES)
QUERIES = "train"  # the split to whose texts neighbours are sought


@dataclass(frozen=True)
class Labeled:
    """A labeled dataset.

    ids: word -> id, without the special rows; boundaries: whether texts are wrapped in <sos> and <eos>;
    rule: how its texts were normalised; texts: of every split; queries: the training split's, each once.
    """

    ids: dict[str, int]
    boundaries: bool
    rule: str
    texts: frozenset[str]
    queries: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Words and special rows."""
        return 2 + 2 * self.boundaries + len(self.ids)


def read(folder: Path) -> Labeled:
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
    return Labeled(ids, statistics["boundaries"], statistics["normalise"], every, queries)


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
