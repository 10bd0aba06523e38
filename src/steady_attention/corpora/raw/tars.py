"""Tars that somebody else made: read in place, bounded, and whole.

Python's tarfile takes a broken header in the middle for the end, and reads a header's extension (a long name,
a pax record) into memory however large it says that it is.
"""

import tarfile
from collections.abc import Iterator
from pathlib import Path

from steady_attention.store.errors import UserError

END = 2 * tarfile.BLOCKSIZE  # bytes of zeros, at least
LARGEST = 1 << 20  # bytes of a member's extended header
MOST = 2_000_000  # members of a tar; the largest here has some 400,000
EXTENSIONS = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)


class _Header(tarfile.TarInfo):
    @classmethod
    def frombuf(cls, buf: bytes, encoding: str, errors: str) -> "_Header":
        """A header. Raises UserError for an extension that is too large."""
        found = super().frombuf(buf, encoding, errors)
        if found.type in EXTENSIONS and found.size > LARGEST:
            raise UserError(f"a header of {found.size:,} bytes in the tar, expected at most {LARGEST:,}")
        return found


def opened(path: Path) -> tarfile.TarFile:
    """A tar to be read: as it is, of gzip or of bzip2 (an xz file says itself how much memory it takes).

    Raises what tarfile raises; reading it raises UserError for an extended header over LARGEST.
    """
    with path.open("rb") as file:
        start = file.read(3)
    mode = "r:gz" if start.startswith(b"\x1f\x8b") else "r:bz2" if start == b"BZh" else "r:"
    return tarfile.open(path, mode, tarinfo=_Header)


def members(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Every member. Raises UserError for more than MOST."""
    for number, member in enumerate(archive, start=1):
        if number > MOST:
            raise UserError(f"more than {MOST:,} members in the tar")
        yield member


def check_end(path: Path, archive: tarfile.TarFile) -> None:
    """Raise UserError unless the members that were iterated are followed by zeros alone.

    `archive` is unpacked and has been iterated to its end.
    """
    with path.open("rb") as file:
        file.seek(archive.offset)
        rest = file.read()
    if len(rest) < END or rest.strip(b"\0"):
        raise UserError(
            f"{path}: truncated or broken tar (no member and no end at byte {archive.offset}); "
            "run the download stage again"
        )
