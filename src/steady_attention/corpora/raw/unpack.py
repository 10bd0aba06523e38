"""Unpack a copy of a raw file, and refuse what is not the data that it should be."""

import gzip
import hashlib
import shutil
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import BinaryIO, TypeVar

from steady_attention.corpora.raw import tars
from steady_attention.corpora.raw.raw_file import Copy
from steady_attention.store.errors import UserError
from steady_attention.store.messages import plain

Info = TypeVar("Info")
TAR = (".tar", ".tar.gz", ".tgz")
FLOOR = 1 << 30  # bytes that any file may unpack to
RATIO = 100  # of unpacked to packed; text has 2 to 10
LOCKED = 1  # a zip's flag of an encrypted member
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def largest(packed: Path) -> int:
    """How many bytes a file may unpack to: more is no data set's, but made to fill the disk."""
    return max(FLOOR, RATIO * packed.stat().st_size)


@contextmanager
def opened(packed: Path, copy: Copy) -> Iterator[BinaryIO]:
    """The content as a stream. A member is looked up by name, not extracted by it, and is no link.

    Raises UserError for a member that is missing, twice there, no plain file, locked or over `largest`.
    """
    if copy.member is not None:
        of_archive = _of_tar if copy.address.endswith(TAR) else _of_zip
        with of_archive(packed, copy.member) as stream:
            yield stream
    elif copy.address.endswith(".gz"):
        with gzip.open(packed) as stream:
            yield stream
    else:
        with packed.open("rb") as stream:
            yield stream


@contextmanager
def _of_tar(packed: Path, name: str) -> Iterator[BinaryIO]:
    with tars.opened(packed) as archive:
        info = _only(name, [(one.name, one) for one in tars.members(archive)], "tar")
        if not info.isreg():
            raise UserError(f"{name} is a folder or a link in the tar, expected a file")
        _refuse_large(name, info.size, packed)
        yield archive.extractfile(info)


@contextmanager
def _of_zip(packed: Path, name: str) -> Iterator[BinaryIO]:
    with _zip(packed) as archive:
        info = _only(name, [(one.filename, one) for one in archive.infolist()], "zip")
        if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16):
            raise UserError(f"{name} is a folder or a link in the zip, expected a file")
        if info.flag_bits & LOCKED or info.compress_type not in PACKED:
            raise UserError(f"{name} is encrypted or not deflated in the zip")
        _refuse_large(name, info.file_size, packed)
        with archive.open(info) as stream:
            yield stream


def _zip(packed: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(packed)
    except NotImplementedError as error:
        raise UserError(f"a zip of another kind ({error})") from error


def _only(name: str, members: list[tuple[str, Info]], kind: str) -> Info:
    """The one member of that name. Raises UserError where there is none or more than one."""
    found = [info for other, info in members if other == name]
    if not found:
        names = ", ".join(plain(other) for other, _ in members[:10])
        raise UserError(f"the {kind} holds no {name}, but {names}")
    if len(found) > 1:
        raise UserError(f"{name} stands {len(found)} times in the {kind}, expected it once")
    return found[0]


def _refuse_large(name: str, size: int, packed: Path) -> None:
    if size > largest(packed):
        raise UserError(f"{name} says that it has {size:,} bytes, expected at most {largest(packed):,}")


CHUNK = 1 << 20  # bytes
PAGE = (b"<!doctype html", b"<html")


def unpack(packed: Path, copy: Copy, target: Path) -> None:
    """Write to `target` the content of `packed`: the archive's member or members, the gzip's content, itself.

    Raises UserError for a missing or wrong file, what `opened` refuses, and more than `largest`; for
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
