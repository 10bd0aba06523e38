r"""The lines of a user's own file, whatever wrote it: a table, word vectors, a checkpoint's vocabulary.

Text is UTF-8; a byte order mark is skipped. The end of the first line says how all end: "\r" alone (old Macs)
or "\n", before which a "\r" belongs to the end (Windows). A line has at most LONGEST bytes, and no NUL.
Publishers' files are read more strictly, by `lines`: they come as published, or are not theirs.
"""

import io
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from steady_attention.corpora.reading.lines import BOM, LONGEST
from steady_attention.store.errors import UserError

END = re.compile(rb"[^\r\n]*+(\r*\n|\r)")
END_OF_ROW = re.compile(rb'[^"\r\n]*+(?:"[^"]*+"[^"\r\n]*+)*+(\r*\n|\r)')  # none within quotes
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # and UTF-32, which begins alike or with NUL bytes


def read(path: Path, where: str, expected: str, end: re.Pattern[bytes] = END) -> Iterator[bytes]:
    """`lines` of a file."""
    with path.open("rb") as file:
        yield from lines(file, where, expected, end)


def lines(file: BinaryIO, where: str, expected: str, end: re.Pattern[bytes] = END) -> Iterator[bytes]:
    """The lines with their ends, numbered from 1 by who reads them; the file can go back to its start.

    `end` finds the end of the first, END_OF_ROW where quotes may hold line ends. `where` names the file and
    `expected` what it should hold. Raises UserError for a file that is empty or UTF-16 and, with the line,
    for one over LONGEST bytes or with a NUL byte.
    """
    start = file.read(LONGEST + 5)
    if not start.removeprefix(BOM):
        raise UserError(f"{where} is empty, expected {expected}")
    if start.startswith(UTF_16):
        raise UserError(f"{where} is UTF-16, expected UTF-8; save it as UTF-8")
    file.seek(len(BOM) if start.startswith(BOM) else 0)
    for number, line in enumerate(_parted(file, end.match(start)), start=1):
        if len(line) > LONGEST and len(bare(line)) > LONGEST:
            raise UserError(f"{where}:{number}: the line is longer than {LONGEST:,} bytes")
        if b"\0" in line:
            raise UserError(f"{where}:{number}: a NUL byte, as UTF-16 has; save the file as UTF-8")
        yield line


def _parted(file: BinaryIO, end: re.Match[bytes] | None) -> Iterator[bytes]:
    """The lines, of a too long one only the beginning."""
    longest = LONGEST + 3
    if end is None or end[1].endswith(b"\n"):
        yield from iter(partial(file.readline, longest), b"")
        return
    every_byte = io.TextIOWrapper(file, encoding="latin-1", newline="\r")
    try:
        for line in iter(partial(every_byte.readline, longest), ""):
            yield line.encode("latin-1")
    finally:
        every_byte.detach()


def bare(line: bytes) -> bytes:
    """The line without its end."""
    return line.rstrip(b"\r\n")


def text(line: bytes, where: str) -> str:
    """The line as text. Raises UserError, naming `where`, the file and line, for what is not UTF-8."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{where}: {wrong(error)}") from error


def wrong(error: UnicodeDecodeError) -> str:
    """What is wrong with a line, and what to do."""
    return f"not UTF-8 ({error.reason} at byte {error.start}); save the file as UTF-8"
