r"""The rows of a user's own table, TSV, CSV or JSON lines by its suffix, read strictly.

Lines end in "\n" or "\r\n", and a byte order mark is skipped: spreadsheets write both. TSV: a tab parts
fields and nothing is quoted. CSV: commas; fields in double quotes may hold commas, doubled quotes and line
ends. JSONL: an object a line; keys that nobody asks for may differ from line to line.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from steady_attention.corpora.lines import BOM, LONGEST
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.own import FOLDER
from steady_attention.pipeline.shown import shown

Row = tuple[int, Mapping[str, Any]]  # the number of its first line, and its fields


def place(path: Path, number: int) -> str:
    """How errors name a line of a table that was copied from data/own/."""
    return f"{FOLDER}/{path.name}:{number}"


def rows(path: Path) -> Iterator[Row]:
    """Every row of a table. Raises UserError, with the line, for what is not such a table."""
    if path.suffix == ".jsonl":
        return _objects(path)
    fields = _csv(path) if path.suffix == ".csv" else _tsv(path)
    return _named(path, fields)


def _lines(path: Path) -> Iterator[str]:
    r"""The lines with their ends, which are "\n" alone; numbered from 1 by who reads them."""
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST + 3), b""), start=1):
            if number == 1:
                line = line.removeprefix(BOM)
            if not line:  # a byte order mark and no more
                return
            if len(line.rstrip(b"\r\n")) > LONGEST:
                raise UserError(f"{place(path, number)}: the line is longer than {LONGEST:,} bytes")
            if b"\0" in line:
                raise UserError(f"{place(path, number)}: a NUL byte; save the table as UTF-8")
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError as error:
                wrong = f"not UTF-8 ({error.reason} at byte {error.start}); save the table as UTF-8"
                raise UserError(f"{place(path, number)}: {wrong}") from error


def _tsv(path: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(_lines(path), start=1):
        content = line.removesuffix("\n").removesuffix("\r")
        yield number, content.split("\t") if content else []


class _Row:
    """The lines of a table for a reader whose rows may go over several, together no longer than LONGEST."""

    def __init__(self, path: Path):
        self.path, self.lines, self.number = path, _lines(path), 0
        self.begin()

    def begin(self) -> None:
        """A row begins."""
        self.first, self.left = self.number + 1, LONGEST

    def __iter__(self) -> "_Row":
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.number += 1
        self.left -= len(line)
        if self.left < 0 and self.number > self.first:
            where = place(self.path, self.first)
            raise UserError(f"{where}: the row that begins here is longer than {LONGEST:,} characters")
        return line


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    lines = _Row(path)
    reader, first = csv.reader(lines, strict=True), 1
    while True:
        lines.begin()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            wrong = f"the row that begins here is not CSV ({error}); is a quote not closed?"
            raise UserError(f"{place(path, first)}: {wrong}") from error
        yield first, fields
        first = reader.line_num + 1


def _named(path: Path, found: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    """The rows after the header, their fields by its names."""
    header: list[str] = []
    for number, fields in found:
        where = place(path, number)
        if not fields:
            raise UserError(f"{where}: an empty line, expected a row")
        if not header:
            if twice := _twice(fields):
                raise UserError(f"{where}: the column {shown(twice[0])} stands twice in the header")
            header = fields
        elif len(fields) != len(header):
            raise UserError(f"{where}: {len(fields)} fields, expected {len(header)}, as in the header")
        else:
            yield number, dict(zip(header, fields, strict=True))


def _objects(path: Path) -> Iterator[Row]:
    for number, line in enumerate(_lines(path), start=1):
        where = place(path, number)
        try:
            found = json.loads(line, object_pairs_hook=_unique)
        except (ValueError, RecursionError) as error:
            raise UserError(f"{where}: not JSON ({error}), expected an object a line") from error
        if not isinstance(found, dict):
            raise UserError(f"{where}: expected an object, found {line[:80].rstrip()!r}")
        yield number, found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of which no key stands twice."""
    if twice := _twice(key for key, _ in pairs):
        raise ValueError(f"the key {shown(twice[0])} stands twice")
    return dict(pairs)


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
