"""Unpack a copy of a raw file, and refuse what is not the data that it should be."""

import gzip
import hashlib
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from steady_attention.corpora.raw_file import Copy
from steady_attention.pipeline.errors import UserError

CHUNK = 1 << 20  # bytes
TAR = (".tar", ".tar.gz", ".tgz")
PAGE = (b"<!doctype html", b"<html")


def unpack(packed: Path, copy: Copy, target: Path) -> None:
    """Write to `target` the content of `packed`: the archive's member or members, the gzip's content, itself.

    Raises UserError for a missing or wrong file and an archive without the member, and for a broken archive
    what gzip, zlib, zipfile and tarfile raise.
    """
    if not packed.is_file():
        raise UserError("no such file")
    refuse_page(packed)
    if copy.sha256 is not None:
        check(packed, copy.sha256)
    with target.open("wb") as out:
        if copy.repack is not None:
            copy.repack(packed, out)
            return
        with _opened(packed, copy) as source:
            shutil.copyfileobj(source, out, CHUNK)


@contextmanager
def _opened(packed: Path, copy: Copy) -> Iterator[BinaryIO]:
    """The content as a stream. A member is looked up by name, not extracted by it, and is no link."""
    if copy.member is not None and copy.address.endswith(TAR):
        with tarfile.open(packed) as archive:
            names = archive.getnames()
            if copy.member not in names:
                raise UserError(f"the tar holds no {copy.member}, but {', '.join(names[:10])}")
            info = archive.getmember(copy.member)
            if not info.isreg():
                raise UserError(f"{copy.member} is a folder or a link in the tar, expected a file")
            yield archive.extractfile(info)
    elif copy.member is not None:
        with zipfile.ZipFile(packed) as archive:
            if copy.member not in archive.namelist():
                raise UserError(f"the zip holds no {copy.member}, but {', '.join(archive.namelist()[:10])}")
            info = archive.getinfo(copy.member)
            if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16):
                raise UserError(f"{copy.member} is a folder or a link in the zip, expected a file")
            with archive.open(info) as stream:
                yield stream
    elif copy.address.endswith(".gz"):
        with gzip.open(packed) as stream:
            yield stream
    else:
        with packed.open("rb") as stream:
            yield stream


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
