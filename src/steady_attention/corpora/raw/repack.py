"""Raw files that are made of members of an archive, always the same bytes, so that a checksum holds.

Members are read one by one; nothing is extracted by its name.
"""

import re
import shutil
import tarfile
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from steady_attention.corpora.raw import tars
from steady_attention.corpora.reading.lines import LONGEST
from steady_attention.store.errors import UserError

Repack = Callable[[Path, BinaryIO], None]  # from the archive into the raw file


def reviews(folder: str) -> Repack:
    """IMDB's reviews in `folder` of a tar, one a line: `1 <TAB> pos/<id>_<stars>.txt <TAB> review` and
    `0 <TAB> neg/...`, positive first, each by its id.

    Raises UserError for a review of several lines, and what `_members` does.
    """
    return partial(_reviews, re.compile(rf"{re.escape(folder)}/((pos|neg)/(\d+)_\d+\.txt)"))


def members(pattern: str) -> Repack:
    """A tar of the members whose whole names match, in the order of their names, times and owners 0.

    Raises what `_members` does.
    """
    return partial(_tar, re.compile(pattern))


def member(name: str) -> Repack:
    """A member of a tar as it is, where the address does not end like a tar's.

    Raises UserError where the tar holds no plain file of that name.
    """
    return partial(_member, name)


def questions(folder: str) -> Repack:
    """The cloze questions in `folder` of DeepMind's tar, one after the other as the tar has them: question,
    answer and passage, each a line, then an empty line.

    Raises UserError for a member of another form, and what `_members` does.
    """
    return partial(_questions, re.compile(rf"(?:\./)?{re.escape(folder)}/[^/]+\.question"))


def _member(name: str, packed: Path, out: BinaryIO) -> None:
    with tars.opened(packed) as archive:
        for member in archive:
            if member.name == name and member.isreg():
                shutil.copyfileobj(archive.extractfile(member), out)
                return
    raise UserError(f"the tar holds no file {name}")


def _questions(pattern: re.Pattern[str], packed: Path, out: BinaryIO) -> None:
    for name, content in _members(pattern, packed):
        lines = content.split(b"\n")
        if any(lines[1:6:2]) or not all(lines[:7:2]) or len(lines) < 7:
            raise UserError(
                f"{name}: expected address, passage, question and answer, each a line, empty lines between"
            )
        out.writelines(lines[number] + b"\n" for number in (4, 6, 2))
        out.write(b"\n")


def _reviews(pattern: re.Pattern[str], packed: Path, out: BinaryIO) -> None:
    found = {}
    for name, content in _members(pattern, packed):
        file, kind, number = pattern.fullmatch(name).groups()
        if b"\n" in content:
            raise UserError(f"{name} holds several lines, expected a review on one")
        found[kind != "pos", int(number)] = b"%d\t%s\t%s\n" % (kind == "pos", file.encode(), content)
    out.writelines(found[place] for place in sorted(found))


def _tar(pattern: re.Pattern[str], packed: Path, out: BinaryIO) -> None:
    found = dict(_members(pattern, packed))
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(found):
            info = tarfile.TarInfo(name)
            info.size = len(found[name])
            archive.addfile(info, BytesIO(found[name]))


def _members(pattern: re.Pattern[str], packed: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of the members whose names match.

    Raises UserError where none does, and for one that is no plain file or over LONGEST bytes.
    """
    some = False
    with tars.opened(packed) as archive:
        for member in archive:
            archive.members.clear()  # it would keep the header of each, of CNN's some 400,000
            if not pattern.fullmatch(member.name):
                continue
            if not member.isreg() or member.size > LONGEST:
                raise UserError(f"{member.name} is no plain file of at most {LONGEST:,} bytes in the tar")
            some = True
            yield member.name, archive.extractfile(member).read()
    if not some:
        raise UserError(f"the tar holds no member like {pattern.pattern}")
