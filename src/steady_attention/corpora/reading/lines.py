"""Text files of one example a line, read strictly: what cannot be the data set is an error with its line.

One line is held at a time, however long the file is.
"""

import csv
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from steady_attention.store.errors import UserError

BOM = b"\xef\xbb\xbf"
LONGEST = 1_000_000  # bytes; no line of a data set here comes near
BLOCK = 1 << 20  # bytes read at a time where lines do not matter
# Of the whole process, so it is set where all readers take it from; by itself the module takes 131,072.
csv.field_size_limit(LONGEST)


class Line(NamedTuple):
    """A line without its end: its number from 1, the byte that it starts at, and "<path>:<number>"."""

    number: int
    start: int
    where: str
    text: str


def numbered(path: Path, encoding: str = "utf-8") -> Iterator[tuple[str, str]]:
    r"""("<path>:<line>", the line without its end) of every line of a file; lines end at "\n" alone.

    Raises what `located` raises, and UserError, with the line, for an empty one.
    """
    for line in full(path, encoding):
        yield line.where, line.text


def full(path: Path, encoding: str = "utf-8") -> Iterator[Line]:
    """What `located` gives. Raises what it raises, and UserError, with the line, for an empty one."""
    for line in located(path, encoding):
        if not line.text.strip():
            raise UserError(f"{line.where}: an empty line, expected a text")
        yield line


def every(path: Path, encoding: str = "utf-8") -> Iterator[tuple[str, str]]:
    r"""What `numbered` gives, with the empty lines. Raises what `located` raises."""
    for line in located(path, encoding):
        yield line.where, line.text


def located(path: Path, encoding: str = "utf-8") -> Iterator[Line]:
    r"""Every line of a file, the empty ones too; lines end at "\n" alone.

    Raises UserError, with the line, for a missing or empty file, one that begins with a byte order mark, a
    line over LONGEST bytes, one that ends in "\r\n" or holds a NUL byte, and bytes of another encoding;
    latin-1 takes any byte, but a file whose every byte over 127 is part of UTF-8 is refused.
    """
    if not path.is_file():
        raise UserError(f"{path} is missing; run the download stage again")
    if path.stat().st_size == 0:
        raise UserError(f"{path} is empty, expected one text a line; run the download stage again")
    if encoding == "latin-1":
        _refuse_utf8(path)
    start = 0
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST + 2), b""), start=1):
            where = f"{path}:{number}"
            content = line.removesuffix(b"\n")
            if number == 1 and content.startswith(BOM):
                raise UserError(f"{where}: a byte order mark; the file was converted, get it anew")
            _check(content, where)
            yield Line(number, start, where, _decoded(content, where, encoding))
            start += len(line)


def reread(path: Path, places: Iterable[tuple[int, int]], encoding: str = "utf-8") -> Iterator[Line]:
    """The lines of these numbers and starts, in this order; of a file that `located` has gone through."""
    with path.open("rb") as file:
        for number, start in places:
            file.seek(start)
            where = f"{path}:{number}"
            text = _decoded(file.readline(LONGEST + 2).removesuffix(b"\n"), where, encoding)
            yield Line(number, start, where, text)


def _check(content: bytes, where: str) -> None:
    """Raise UserError for what no line of a data set holds."""
    if len(content) > LONGEST:
        raise UserError(f"{where}: the line is longer than {LONGEST:,} bytes, expected one text a line")
    if content.endswith(b"\r"):
        raise UserError(rf"{where}: the line ends in \r\n, expected \n; the file was converted, get it anew")
    if b"\0" in content:
        raise UserError(f"{where}: a NUL byte; the file is binary or UTF-16, expected 8-bit text")


def _decoded(content: bytes, where: str, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError(f"{where}: not {encoding.upper()} ({error.reason} at byte {error.start})") from error


def _refuse_utf8(path: Path) -> None:
    """Raise UserError for a file that is UTF-8 and not ASCII."""
    decoder, ascii_alone = getincrementaldecoder("utf-8")(), True
    with path.open("rb") as file:
        try:
            for block in iter(lambda: file.read(BLOCK), b""):
                decoder.decode(block)
                ascii_alone = ascii_alone and block.isascii()
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return
    if not ascii_alone:
        raise UserError(f"{path} is UTF-8, expected latin-1; the file was converted, get it anew")


def fields(line: str, count: int, where: str, form: str) -> list[str]:
    """The fields of a line parted by tabs, the last of which may hold tabs. `form` says what was expected.

    Raises UserError, naming `where`, for fewer fields, or one that is empty.
    """
    found = line.split("\t", count - 1)
    if len(found) != count or not all(field.strip() for field in found):
        raise UserError(f"{where}: expected {form}, parted by tabs, found {line[:80]!r}")
    return found


def label(word: str, known: tuple[str, ...], where: str) -> int:
    """The index of a label's word. Raises UserError, naming `where`, for an unknown one."""
    if word not in known:
        raise UserError(f"{where}: unknown label {word[:80]!r}, expected one of {', '.join(known)}")
    return known.index(word)


Cell = tuple[str, str]  # "<path>:<line>", and what the line holds


def beside(*columns: Iterator[Cell]) -> Iterator[tuple[Cell, ...]]:
    """The cells of every line, one of each column.

    Raises UserError where one column ends before another.
    """
    before: tuple[Cell, ...] = ()
    for cells in zip_longest(*columns):
        if None in cells:
            last, longer = before[cells.index(None)][0], next(cell[0] for cell in cells if cell is not None)
            raise UserError(f"{last}: the file ends here, expected a line for {longer} too")
        before = cells
        yield cells


def csv_rows(path: Path, columns: int, form: str) -> Iterator[tuple[str, list[str]]]:
    """("<path>:<line>", its fields) of every row. `form` says what was expected.

    Raises UserError, with file and line, for text that is not as `numbered` wants it, and what `csv_row`
    refuses.
    """
    for where, line in numbered(path):
        yield where, csv_row(where, line, columns, form)


def csv_row(where: str, line: str, columns: int, form: str) -> list[str]:
    """The fields of a line.

    Raises UserError, naming `where`, for a row that is not CSV, one of another number of columns, and an
    empty field.
    """
    try:
        found = next(csv.reader([line], strict=True))
    except csv.Error as error:
        raise UserError(f"{where}: not CSV ({error}), expected {form}") from error
    if len(found) != columns or not all(field.strip() for field in found):
        raise UserError(f"{where}: expected {form}, found {line[:80]!r}")
    return found
