"""Data sets of one file a class, split by the order of the lines: so many of each file, then the next."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from steady_attention.corpora import Example, Examples
from steady_attention.corpora.reading import lines
from steady_attention.store.errors import UserError

Files = Mapping[str, str]  # the beginning of the ids of a class -> its file; labels are the numbers of these


def splits(folder: Path, files: Files, each: Mapping[str, int]) -> dict[str, Examples]:
    """The splits, `each` so many lines of every file, in latin-1; ids are "<beginning>-<line>".

    Raises UserError, with file and line, for text that is not as `lines.full` wants it, and for a file that
    has not as many lines as the splits together.
    """
    return {split: Examples(partial(_split, folder, files, each, split)) for split in each}


def _split(folder: Path, files: Files, each: Mapping[str, int], split: str) -> Iterator[Example]:
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
