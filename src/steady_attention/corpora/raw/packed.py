"""The content of a packed file as a stream: of a zip, a tar, a gzip, or the file itself."""

import gzip
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
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
