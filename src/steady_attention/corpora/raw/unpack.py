"""Unpack a copy of a raw file, and refuse what is not the data that it should be."""

import hashlib
import shutil
from io import BufferedWriter, FileIO
from pathlib import Path

from steady_attention.corpora.raw.packed import largest, opened
from steady_attention.corpora.raw.raw_file import Copy
from steady_attention.store.errors import UserError

CHUNK = 1 << 20  # bytes
PAGE = (b"<!doctype html", b"<html")


def unpack(packed: Path, copy: Copy, target: Path) -> None:
    """Write to `target` the content of `packed`: the archive's member or members, the gzip's content, itself.

    Raises UserError for a missing or wrong file, what `packed.opened` refuses, and more than `largest`; for
    a broken archive what gzip, zlib, zipfile and tarfile raise.
    """
    if not packed.is_file():
        raise UserError("no such file")
    refuse_page(packed)
    if copy.sha256 is not None:
        check(packed, copy.sha256)
    with _Bounded(target, largest(packed)) as out:
        if copy.repack is not None:
            copy.repack(packed, out)
            return
        with opened(packed, copy) as source:
            shutil.copyfileobj(source, out, CHUNK)


class _Bounded(BufferedWriter):
    """A file that takes no more than so many bytes."""

    def __init__(self, path: Path, most: int):
        super().__init__(FileIO(path, "w"))
        self.most = self.left = most

    def write(self, content: bytes) -> int:
        """Write. Raises UserError when that is too much."""
        self.left -= len(content)
        if self.left < 0:
            raise UserError(f"it unpacks to more than {self.most:,} bytes, which no data set here does")
        return super().write(content)


def refuse_page(path: Path) -> None:
    """Raise UserError if the file is an HTML page."""
    with path.open("rb") as file:
        start = file.read(512).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(PAGE):
        raise UserError(
            "an HTML page stands in place of the data (an error page of the server, or a log-in page)"
        )


def accept(path: Path, expected: str | None) -> str:
    """The file's sha256; where none is expected, any content but nothing at all. Raises UserError else."""
    if expected is not None:
        check(path, expected)
        return expected
    if path.stat().st_size == 0:
        raise UserError("an empty file")
    return sha256_of(path)


def check(path: Path, expected: str) -> None:
    """Raise UserError, with both checksums, unless the file's sha256 is the expected one."""
    got = sha256_of(path)
    if got != expected:
        raise UserError(f"wrong checksum: sha256 {got}, expected {expected}")


def sha256_of(path: Path) -> str:
    """The sha256 of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
