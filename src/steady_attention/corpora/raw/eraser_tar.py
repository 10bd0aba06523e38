"""The publisher's tar of ERASER's Movies, read in place and strictly: nothing is extracted by its name."""

import re
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from steady_attention.corpora.raw.tars import check_end
from steady_attention.corpora.reading.lines import LONGEST
from steady_attention.store.errors import UserError

READ = re.compile(r"movies/(?:docs/[^/]+|(?:train|val|test)\.jsonl)")
LARGEST = 50_000_000  # bytes of a member; the largest here has 2.5 million


def members(path: Path) -> dict[str, bytes]:
    """Name -> content of the reviews and of the three lists; members of other names are left unread.

    Raises UserError, with the member, for a missing, broken or cut off tar, a link or device, a name that
    leads outside, a name that stands twice, and a member over LARGEST bytes.
    """
    if not path.is_file():
        raise UserError(f"{path} is missing; run the download stage again")
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(path, "r:") as archive:
            for member in archive:
                where = f"{path}:{member.name}"
                if member.isdir():
                    continue
                if not member.isreg() or member.name.startswith("/") or ".." in member.name.split("/"):
                    raise UserError(f"{where}: expected plain files like movies/docs/negR_000.txt")
                if member.size > LARGEST:
                    raise UserError(f"{where}: {member.size:,} bytes, expected at most {LARGEST:,}")
                name = member.name.removeprefix("./")
                if name in found:
                    raise UserError(f"{where} stands twice in the tar, expected it once")
                if READ.fullmatch(name):
                    found[name] = archive.extractfile(member).read()
            check_end(path, archive)
    except (tarfile.TarError, EOFError) as error:
        raise UserError(f"{path}: truncated or broken tar ({error}); run the download stage again") from error
    return found


def rows(path: Path, found: Mapping[str, bytes], member: str) -> Iterator[tuple[str, str]]:
    """("<tar>:<member>:<line>", the line) of a list; lines end at "\\n" alone.

    Raises UserError for a list that is missing or empty, and for an empty line or one over LONGEST bytes.
    """
    if member not in found:
        raise UserError(f"{path}: the tar holds no {member}; run the download stage again")
    content = text(path, member, found[member])
    for number, line in enumerate(content.removesuffix("\n").split("\n"), start=1):
        where = f"{path}:{member}:{number}"
        if not line.strip():
            raise UserError(f"{where}: an empty line, expected one review a line")
        if len(line) > LONGEST:
            raise UserError(f"{where}: the line is longer than {LONGEST:,} characters")
        yield where, line


def text(path: Path, member: str, content: bytes) -> str:
    r"""A member's text. Raises UserError for other bytes than UTF-8, "\r\n", a NUL, a byte order mark."""
    if b"\r\n" in content or b"\0" in content or content.startswith(b"\xef\xbb\xbf"):
        raise UserError(rf"{path}:{member}: \r\n, a NUL byte or a byte order mark; the file was converted")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{path}:{member}: not UTF-8 ({error.reason} at byte {error.start})") from error
