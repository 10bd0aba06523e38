"""Rows of raw word-vector files, streamed: each is checked for its width, the wanted ones are handed out.

Formats: text (`word number ... number` a line, maybe after a line `rows width`, as of word2vec and fastText),
gzip of it (.gz), and .npz with the arrays `words` (n) and `vectors` (n, D), never with pickled objects.
`user_lines` says what a line is. Blanks and tabs part its fields, one or more, and may end it. A text row's
word may hold blanks, as a few of GloVe's 840B do (`. . .`): no word of a text does, so that such rows are
passed over. What is too much in them must not be a number, else the row is one of another width.
"""

import gzip
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np

from steady_attention.corpora.raw.unpack import largest
from steady_attention.corpora.user import lines as user_lines
from steady_attention.store.errors import UserError
from steady_attention.store.messages import shown

MINIMUM_WIDTH = 3  # fewer numbers torchtext takes for a header
BUFFER = 1 << 20  # bytes: lines of vectors are long, the usual buffer holds but a few
HEADER = re.compile(rb"[0-9]{1,18} [0-9]{1,18}")  # rows and width
LARGEST = float(np.finfo(np.float32).max) ** 0.5  # of a number: float32 has its square
EXPECTED = "a word and its numbers a line"


class Row(NamedTuple):
    """The row `number` (a line, from 1) of a file: its word in UTF-8, and its numbers not yet looked at."""

    number: int
    word: bytes
    numbers: bytes | np.ndarray


def read(path: Path, wanted: Callable[[bytes], bool]) -> Iterator[Row]:
    """The rows of a raw file whose word is `wanted`, in its order; all rows are as wide as the first.

    Raises UserError, with file and line, for a row of another width, what `user_lines` refuses, a first row
    without numbers, a header that disagrees with the rows, a file without rows, and for a file that is
    truncated or of another format.
    """
    if not path.is_file():
        raise UserError(f"{path} is missing: expected word vectors; run the download stage again")
    try:
        if path.suffix == ".npz":
            yield from _npz_rows(path, wanted)
        else:
            with gzip.open(path) if path.suffix == ".gz" else path.open("rb", BUFFER) as file:
                yield from _text_rows(path, file, wanted)
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError) as error:
        raise UserError(f"{path}: truncated or not of the format of its suffix ({error})") from error


def width(path: Path) -> int:
    """How many numbers a word of a raw file has, by its first row. Raises UserError as `read` does."""
    row = next(read(path, lambda word: True), None)
    if row is None:
        raise UserError(f"{path} holds no word without a blank; a row is a word and its numbers")
    return len(row.numbers if isinstance(row.numbers, np.ndarray) else row.numbers.split(b" "))


def check(path: Path) -> None:
    """Read every row of a raw file. Raises UserError as `read` does, and for a file of another encoding, of
    which no word beyond ASCII is UTF-8. A few such words stand in published files too.
    """
    wrong, is_utf8 = None, False
    for row in read(path, lambda word: not word.isascii()):
        try:
            row.word.decode("utf-8")
            is_utf8 = True
        except UnicodeDecodeError as error:
            wrong = wrong or f"{path}:{row.number}: {user_lines.wrong(error)}"
    if wrong and not is_utf8:
        raise UserError(wrong)


def text_of(row: Row, path: Path) -> bytes:
    """The numbers of a row as text, parted by one blank, that gives the same float32 again.

    Raises UserError, with file and line, for what is not a number, is not finite or is over LARGEST.
    """
    fields = row.numbers.split(b" ") if isinstance(row.numbers, bytes) else row.numbers.tolist()
    if not _are_numbers(fields):
        _refuse(row, path, fields)
    return row.numbers if isinstance(row.numbers, bytes) else b" ".join(b"%.9g" % value for value in fields)


def _are_numbers(fields: list[bytes] | list[float]) -> bool:
    """Whether each is one of at most LARGEST, no NaN. Of several, a too large sum says no as well."""
    try:
        return sum(map(abs, map(float, fields))) <= LARGEST and b"_" not in b"".join(filter(_is_text, fields))
    except ValueError:
        return False


def _is_text(field: bytes | float) -> bool:
    return isinstance(field, bytes)


def _refuse(row: Row, path: Path, fields: list[bytes] | list[float]) -> None:
    """Raise UserError for the first field that is no number, if there is one."""
    for place, field in enumerate(fields, start=1):
        if not _are_numbers([field]):
            shown = field.decode("utf-8", "replace") if isinstance(field, bytes) else field
            where = f"{path}:{row.number}: {row.word.decode('utf-8', 'replace')!r}"
            hint = f" of at most {LARGEST:.3g}"
            if isinstance(shown, str) and "," in shown:
                hint = ", with a point"
            raise UserError(
                f"{where} has {shown!r} as number {place}, expected a finite decimal number{hint}"
            )


def _text_rows(path: Path, file: BinaryIO, wanted: Callable[[bytes], bool]) -> Iterator[Row]:
    rows = width = 0
    declared = None
    for number, line in enumerate(user_lines.lines(file, str(path), EXPECTED), start=1):
        line = _single_blanks(line)
        end = line.find(b" ")
        found = line.count(b" ")
        if number == 1 and found == 1 and HEADER.fullmatch(line):
            declared = [int(field) for field in line.split(b" ")]
            continue
        width = width or (declared[1] if declared else _first_width(path, number, found))
        rows += 1
        if found != width or end == 0:
            _check_blanks(path, number, line, width)
            continue
        if rows == 1:
            text_of(Row(number, line[:end], line[end + 1 :]), path)
        if wanted(word := line[:end]):
            yield Row(number, word, line[end + 1 :])
    if rows == 0 or (declared and declared[0] != rows):
        expected = declared[0] if declared else "at least one"
        raise UserError(f"{path}: {rows} rows, expected {expected}; the file is empty or cut off")


def _single_blanks(line: bytes) -> bytes:
    """The line without its end, one blank between two fields."""
    line = line.rstrip(b" \t\r\n")
    if b"\t" in line:
        line = line.replace(b"\t", b" ")
    while b"  " in line:
        line = line.replace(b"  ", b" ")
    return line


def _check_blanks(path: Path, number: int, line: bytes, width: int) -> None:
    """Raise UserError unless the row is `width` numbers after a word that holds blanks."""
    fields = line.split(b" ")
    surplus = fields[1:-width]
    if not fields[0] or not surplus or any(map(_is_number, surplus)):
        found = len(fields) - 1
        raise UserError(f"{path}:{number}: expected a word and {width} numbers, found {found} numbers")
    if not all(map(_is_number, fields[-width:])):
        shown = line[:40].decode("utf-8", "replace")
        raise UserError(f"{path}:{number}: expected a word and {width} numbers, found {shown!r} ...")


def _is_number(field: bytes) -> bool:
    try:
        float(field)
    except ValueError:
        return False
    return True


def _first_width(path: Path, number: int, width: int) -> int:
    if width < MINIMUM_WIDTH:
        raise UserError(f"{path}:{number}: {width} numbers after the word, expected at least {MINIMUM_WIDTH}")
    return width


def _npz_rows(path: Path, wanted: Callable[[bytes], bool]) -> Iterator[Row]:
    if not zipfile.is_zipfile(path):
        raise UserError(f"{path}: truncated or not an .npz file; expected the arrays words and vectors")
    for number, word, vector in _read_arrays(path):
        if number == 1:
            _first_width(path, 1, len(vector))
        if wanted(encoded := word.encode("utf-8", "surrogatepass")):
            yield Row(number, encoded, vector)


# what numpy and zipfile raise for an array that is not there, not to be read, or larger than the memory
BROKEN = (LookupError, ValueError, OSError, RuntimeError, MemoryError)


def _read_arrays(path: Path) -> Iterator[tuple[int, str, np.ndarray]]:
    """Number (from 1), word and vector of every row.

    Raises UserError, with file and row, for another format, arrays of other names, types or shapes, no row, a
    number that is not finite, and a word that stands twice; zipfile.BadZipFile for a broken file.
    """
    words, vectors = _load_arrays(path)
    if words.dtype.kind != "U" or words.ndim != 1 or vectors.ndim != 2 or len(words) != len(vectors):
        raise UserError(
            f"{path}: expected words (n) of text and vectors (n, D), "
            f"found {words.dtype} {words.shape} and {vectors.dtype} {vectors.shape}"
        )
    if vectors.dtype.kind not in "fiu":
        raise UserError(f"{path}: expected vectors of real numbers, found {vectors.dtype}")
    if not len(words):
        raise UserError(f"{path}: 0 rows, expected at least one")
    for place in np.flatnonzero(~np.isfinite(vectors).all(axis=1))[:1]:
        column = int(np.flatnonzero(~np.isfinite(vectors[place]))[0])
        raise UserError(
            f"{path}:{place + 1}: {str(words[place])!r} has {float(vectors[place, column])!r} as number "
            f"{column + 1}, expected a finite decimal number"
        )
    first: dict[str, int] = {}
    for number, word in enumerate(words.tolist(), start=1):
        if first.setdefault(word, number) != number:
            raise UserError(f"{path}:{number}: the word {word!r} stands twice, first in row {first[word]}")
    return zip(range(1, len(words) + 1), first, vectors, strict=True)


def _load_arrays(path: Path) -> tuple[np.ndarray, np.ndarray]:
    expected = f"{path}: expected the arrays words and vectors, not pickled"
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > largest(path):
            raise ValueError(f"{size:,} bytes unpacked, more than {largest(path):,}")
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            if {"words", "vectors"} <= set(arrays):
                return arrays["words"], arrays["vectors"]
            found = shown(list(arrays))[1:-1] or "none"
    except BROKEN as error:
        raise UserError(f"{expected}: {error}") from error
    raise UserError(f"{expected}; found {found}: save them by numpy.savez under these names")
