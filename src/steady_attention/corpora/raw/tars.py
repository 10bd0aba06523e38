"""Tars that somebody else made: read in place, bounded, and whole.

Python's tarfile takes a broken header in the middle for the end, and reads a header's extension (a long name,
a pax record) into memory however large it says that it is.
"""

import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

from steady_attention.store.errors import UserError

END = 2 * tarfile.BLOCKSIZE  # bytes of zeros, at least
LARGEST = 1 << 20  # bytes of a member's extended header
MOST = 2_000_000  # members of a tar; the largest here has some 400,000
_EXTENSIONS = "XHDTYPE XGLTYPE SOLARIS_XHDTYPE GNUTYPE_LONGNAME GNUTYPE_LONGLINK"
EXTENSIONS = tuple(getattr(tarfile, name) for name in _EXTENSIONS.split())


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


def contents(
    path: Path, fits: Callable[[str], object], form: str, largest: int
) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file of an unpacked tar, read in place: nothing is extracted by its name.

    `fits` says whether a name may stand there, `form` what is expected. Raises UserError, with the member,
    for a missing, broken or cut off tar, a link or device, a name that does not fit or stands twice, and for
    a member over `largest` bytes.
    """
    if not path.is_file():
        raise UserError(f"{path} is missing; run the download stage again")
    names: set[str] = set()
    try:
        with tarfile.open(path, "r:") as archive:
            for member in archive:
                where, name = f"{path}:{member.name}", member.name.removeprefix("./")
                if member.isdir():
                    continue
                if not member.isreg() or not fits(member.name):
                    raise UserError(f"{where}: expected {form}")
                if member.size > largest:
                    raise UserError(f"{where}: {member.size:,} bytes, expected at most {largest:,}")
                if name in names:
                    raise UserError(f"{where} stands twice in the tar, expected it once")
                names.add(name)
                yield name, archive.extractfile(member).read()
            _check_end(path, archive)
    except (tarfile.TarError, EOFError) as error:
        raise UserError(f"{path}: truncated or broken tar ({error}); run the download stage again") from error


def _check_end(path: Path, archive: tarfile.TarFile) -> None:
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
