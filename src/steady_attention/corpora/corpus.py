"""What a corpus is: where its raw files are to be had, how they are read, how many examples they hold."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from steady_attention.pipeline.errors import UserError

MIRROR = "mirror:"


@dataclass(frozen=True)
class Example:
    """One text. `rationale`: the character spans [start, end) of `text` that decide the label."""

    id: str
    text: str
    label: int | None  # index into the classes of the corpus; None in a pool
    second: str | None = None  # the other text of a pair
    rationale: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Copy:
    """One place where a raw file can be had, packed or not.

    address: "mirror:<path inside a mirror directory>", or the https URL of the publisher.
    sha256:  of the file as fetched; required for https, where nothing else vouches for the bytes.
    member:  the path inside the archive, where the copy is a zip.
    Raises ValueError for any other address: nothing is fetched without TLS and a checksum.
    """

    address: str
    sha256: str | None = None
    member: str | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.address.startswith(MIRROR):
            path = PurePosixPath(self.address.removeprefix(MIRROR))
            if path.is_absolute() or ".." in path.parts or not path.parts:
                raise ValueError(f"{self.address!r}: expected a path inside a mirror directory")
        elif not self.address.startswith("https://"):
            raise ValueError(f"{self.address!r}: expected an address that starts with {MIRROR} or https://")
        elif self.sha256 is None:
            raise ValueError(f"{self.address!r}: an https copy needs the sha256 of what is fetched")

    @property
    def mirrored(self) -> PurePosixPath | None:
        """The path inside a mirror directory, or None for a publisher's address."""
        on_mirror = self.address.startswith(MIRROR)
        return PurePosixPath(self.address.removeprefix(MIRROR)) if on_mirror else None


@dataclass(frozen=True)
class RawFile:
    """A raw file, stored unpacked under `name`; `sha256` is of that content. Copies are tried in order."""

    name: str
    sha256: str
    copies: tuple[Copy, ...]

    def __post_init__(self) -> None:
        if not self.name or self.name != PurePosixPath(self.name).name or self.name.startswith("."):
            raise ValueError(f"raw file {self.name!r}: expected a plain file name")


@dataclass(frozen=True)
class Corpus:
    """A data set: raw files (or their generator), reader, and how Jain and Wallace (2019) preprocess it.

    classes:  in the order of the label indices; () for an unlabeled pool.
    read:     raw folder -> {"train", "dev", "test"} or {"pool"} -> examples.
    minimum_frequency: texts of the training split that must hold a word, their `min_df`.
    expected: examples a split.
    normalise: "qqq": tokens with a digit become `qqq` (their vectorizer.py, `cleaner`); "words": non-word
              characters become blanks and digits stay (their SST notebook).
    lengths:  their length filter, both bounds strict and in words; None is the split's own extreme, so that
              its shortest (longest) texts fall out (their Trainers/DatasetBC.py, `filterbylength`).
    """

    name: str
    classes: tuple[str, ...]
    licence: str
    address: str
    files: tuple[RawFile, ...]
    read: Callable[[Path], dict[str, list[Example]]]
    minimum_frequency: int
    expected: dict[str, int]
    generate: Callable[[Path], None] | None = None
    normalise: Literal["qqq", "words"] = "qqq"
    lengths: tuple[int | None, int | None] = (None, None)

    def examples(self, folder: Path) -> dict[str, list[Example]]:
        """`read(folder)`, with the number of examples of every split checked against `expected`.

        Raises UserError, with both numbers, where a split is missing or not of its size.
        """
        splits = self.read(folder)
        for split in self.expected.keys() | splits.keys():
            found, expected = len(splits.get(split, ())), self.expected.get(split, 0)
            if found != expected:
                raise UserError(
                    f"{self.name}: {split} of {folder} holds {found} examples, expected {expected}; "
                    f"remove the raw files and run the download stage again"
                )
        return splits


@dataclass(frozen=True)
class VectorSource:
    """Pretrained word vectors: one raw file `file`, fetched by `files` or written by `generate`."""

    name: str
    file: str
    licence: str
    address: str
    files: tuple[RawFile, ...] = ()
    generate: Callable[[Path], None] | None = None
