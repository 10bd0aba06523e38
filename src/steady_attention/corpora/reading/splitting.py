"""Splits that data sets do not come with, drawn by train_test_split as the code of the papers does.

Of a file of one example a line only labels and the places of the lines are held; the examples of a split are
read from the file in the order drawn.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path

import numpy as np
from sklearn.model_selection import train_test_split

from steady_attention.corpora import Example, Examples
from steady_attention.corpora.reading import lines
from steady_attention.corpora.reading.lines import Line
from steady_attention.store.errors import UserError


@dataclass(frozen=True)
class Lined:
    """The examples of a file of at most one a line; `parse` gives None for a line that is left out."""

    path: Path
    parse: Callable[[Line], Example | None]
    encoding: str = "utf-8"

    def __iter__(self) -> Iterator[Example]:
        """Raises UserError for what `lines.full` refuses and what `parse` does."""
        return (example for line in lines.full(self.path, self.encoding) if (example := self.parse(line)))

    def reread(self, places: np.ndarray) -> Iterator[Example]:
        """The examples on the lines of these numbers and starts (n, 2), in this order."""
        found = lines.reread(self.path, (tuple(place) for place in places.tolist()), self.encoding)
        return (example for line in found if (example := self.parse(line)))


def hold_out_lines(
    source: Lined, share: float | int, seed: int, stratified: bool = False
) -> tuple[Examples, Examples]:
    """`hold_out` of a file's examples. All of it is read once, so that its errors are raised here."""
    labels, places = array("q"), array("q")
    for line in lines.full(source.path, source.encoding):
        if (example := source.parse(line)) is not None:
            labels.append(example.label)
            places.extend((line.number, line.start))
    table = np.frombuffer(places, np.int64).reshape(-1, 2)
    parts = draw(source.path, np.frombuffer(labels, np.int64), share, seed, stratified)
    kept, held_out = (Examples(partial(source.reread, table[part])) for part in parts)
    return kept, held_out


def hold_out(
    source: Path, examples: Sequence[Example], share: float | int, seed: int, stratified: bool = False
) -> tuple[list[Example], list[Example]]:
    """The examples kept and those held out, in the order drawn: a share in (0, 1) of them, or that many.

    Raises what `draw` raises.
    """
    labels = np.array([example.label for example in examples], np.int64)
    kept, held_out = draw(source, labels, share, seed, stratified)
    return [examples[index] for index in kept], [examples[index] for index in held_out]


def draw(
    source: Path, labels: np.ndarray, share: float | int, seed: int, stratified: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the examples kept and held out, int64, in the order drawn.

    Raises UserError, naming their `source`, for too few examples, or of a class where it is stratified.
    """
    smallest = min(np.unique_counts(labels).counts, default=0) if stratified else len(labels)
    held = share if isinstance(share, int) else ceil(share * smallest)
    if held >= smallest or (stratified and share * smallest < 1):
        raise UserError(
            f"{source} holds {smallest} examples{' of a class' if stratified else ''}, too few to hold out "
            f"{held} of them as a split; run the download stage again"
        )
    kept, held_out = train_test_split(
        np.arange(len(labels)), test_size=share, random_state=seed, stratify=labels if stratified else None
    )
    return kept, held_out


Files = Mapping[str, str]  # the beginning of the ids of a class -> its file; labels are the numbers of these


def in_order(folder: Path, files: Files, each: Mapping[str, int]) -> dict[str, Examples]:
    """The splits, `each` so many lines of every file, in latin-1; ids are "<beginning>-<line>".

    Raises UserError, with file and line, for text that is not as `lines.full` wants it, and for a file that
    has not as many lines as the splits together.
    """
    return {split: Examples(partial(_in_order, folder, files, each, split)) for split in each}


def _in_order(folder: Path, files: Files, each: Mapping[str, int], split: str) -> Iterator[Example]:
    before = list(each).index(split)
    first = sum(list(each.values())[:before]) + 1
    numbers = range(first, first + each[split])
    for label, (name, file) in enumerate(files.items()):
        found = 0
        for line in lines.full(folder / file, "latin-1"):
            found = line.number
            if found in numbers:
                yield Example(f"{name}-{found}", line.text.strip(), label)
        if found != (expected := sum(each.values())):
            raise UserError(f"{folder / file}:{found}: the file ends here, expected {expected:,} lines")
