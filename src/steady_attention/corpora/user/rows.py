r"""The rows of a user's own table, TSV, CSV or JSON lines by its suffix, read strictly.

`user_lines` says what a line is. TSV: a tab parts fields, and none holds one. CSV: a comma does; fields in
double quotes may hold commas, doubled quotes and line ends. In both a field that stands wholly in double
quotes, those within it doubled, is taken without them: spreadsheets write such. JSONL: an object a line; keys
that nobody asks for may differ from line to line. Names of columns and keys are compared as `data.bare` says.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from steady_attention.corpora.reading.lines import LONGEST
from steady_attention.corpora.user import lines as user_lines
from steady_attention.corpora.user.data import bare
from steady_attention.corpora.user.refused import Refused, place
from steady_attention.store.errors import UserError
from steady_attention.store.messages import nearest, shown

Row = tuple[int, Mapping[str, Any]]  # the number of its first line, and its fields
SEPARATORS = {".tsv": "\t", ".csv": ","}
SIGNS = {"\t": "a tab", ",": "a comma", ";": "a semicolon"}
QUOTED = re.compile(r'"((?:[^"]|"")*)"')
ARRAY = "a JSON array, expected an object a line; `jq -c '.[]' FILE` makes such lines of it"
OVER_LINES = "JSON whose objects go over several lines, expected an object a line; `jq -c . FILE` makes such"
CAUSES = {  # of a csv.Error, by its beginning
    "unexpected end": "a quote is opened and not closed before the end of the file",
    "new-line": "a line end within a field without quotes",
    "'": "something follows a closing quote; double the quotes within a field, or close the one before",
}


def rows(path: Path, columns: Mapping[str, str], refused: Refused | None = None) -> Iterator[Row]:
    """Every row of a table. `columns` must be there, by the keys that name them; `refused` notes what is no
    row, and why, and the rest is read then; without it the first is an error.

    Raises UserError for a file that cannot be gone on with: an empty one, a header without a column or with
    one twice, nothing below it, a row that grows too long by a quote that is not closed, JSON that is not a
    line an object, and what `user_lines` refuses.
    """
    refused = refused or Refused(at_once=True)
    if path.suffix == ".jsonl":
        return _objects(path, columns, refused)
    fields = _csv(path, refused) if path.suffix == ".csv" else _tsv(path, refused)
    return _named(path, fields, columns, refused)


def _lines(path: Path, refused: Refused) -> Iterator[tuple[int, str]]:
    """Every line with its number from 1 and its end, but for empty ones at the end of the file."""
    expected = "an object a line" if path.suffix == ".jsonl" else "a header and rows below it"
    end = user_lines.END_OF_ROW if path.suffix == ".csv" else user_lines.END
    empty: list[tuple[int, str]] = []
    for number, line in enumerate(user_lines.read(path, place(path), expected, end), start=1):
        if not user_lines.bare(line):
            empty.append((number, line.decode("ascii")))
            continue
        yield from empty
        empty.clear()
        try:
            yield number, line.decode("utf-8")
        except UnicodeDecodeError as error:
            refused.note(path, number, user_lines.wrong(error))
            yield number, line.decode("utf-8", "replace")


def _tsv(path: Path, refused: Refused) -> Iterator[tuple[int, list[str]]]:
    for number, line in _lines(path, refused):
        content = line.rstrip("\r\n")
        yield number, [_unquoted(field) for field in content.split("\t")] if content else []


def _unquoted(field: str) -> str:
    quoted = QUOTED.fullmatch(field) if field.startswith('"') else None
    return quoted[1].replace('""', '"') if quoted else field


class _Row:
    """The lines of a table for a reader whose rows may go over several, together no longer than LONGEST."""

    def __init__(self, path: Path, refused: Refused):
        self.path, self.lines = path, _lines(path, refused)
        self.first = self.number = 0
        self.left = LONGEST

    def begin(self) -> None:
        """A row begins."""
        self.first, self.left = self.number + 1, LONGEST

    def __iter__(self) -> "_Row":
        return self

    def __next__(self) -> str:
        self.number, line = next(self.lines)
        self.left -= len(line)
        if self.left < 0 and self.number > self.first:
            wrong = f"the row that begins here is longer than {LONGEST:,} characters; is a quote not closed?"
            raise UserError(f"{place(self.path, self.first)}: {wrong}")
        return line


def _csv(path: Path, refused: Refused) -> Iterator[tuple[int, list[str]]]:
    lines = _Row(path, refused)
    reader = csv.reader(lines, strict=True)
    while True:
        lines.begin()
        try:
            yield lines.first, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cause = next((text for start, text in CAUSES.items() if str(error).startswith(start)), str(error))
            refused.note(path, lines.first, f"the row that begins here is not CSV: {cause}")


def _named(
    path: Path, found: Iterator[tuple[int, list[str]]], columns: Mapping[str, str], refused: Refused
) -> Iterator[Row]:
    """The rows below the header, their fields by its names."""
    before = refused.lines
    number, header = next(found, (0, []))
    header = list(map(bare, header))
    if refused.lines > before:
        return  # without a header no row can be judged
    if not number:
        raise UserError(f"{place(path)}: no header, expected one above the rows")
    if not any(header):
        raise UserError(f"{place(path, number)}: an empty line, expected a header")
    if wrong := _twice(header, "column") or _absent(header, columns):
        raise UserError(f"{place(path, number)}: {wrong}{_other_sign(path, header)}")
    empty = True
    for number, fields in found:
        empty = False
        if not fields:
            refused.note(path, number, "an empty line, expected a row")
        elif len(fields) != len(header):
            count = f"{len(fields)} field{'s' if len(fields) > 1 else ''}"
            refused.note(path, number, f"{count}, expected {len(header)}, as in the header{_mixed(*fields)}")
        else:
            yield number, dict(zip(header, fields, strict=True))
    if empty and refused.lines == before:
        raise UserError(f"{place(path)} holds no row, only a header")


def _objects(path: Path, columns: Mapping[str, str], refused: Refused) -> Iterator[Row]:
    begun, before = False, refused.lines
    for number, line in _lines(path, refused):
        content = line.rstrip("\r\n")
        if not content:
            refused.note(path, number, "an empty line, expected an object")
            continue
        first, begun = not begun, True
        try:
            found = json.loads(content, object_pairs_hook=_unique)
        except (ValueError, RecursionError) as error:
            if first and (form := _over_lines(content, error)):
                raise UserError(f"{place(path)} is {form}") from error
            refused.note(path, number, f"not JSON ({error}), expected an object a line{_mixed(content)}")
            continue
        if first and isinstance(found, list) and found and isinstance(found[0], dict):
            raise UserError(f"{place(path)} is {ARRAY}")
        if not isinstance(found, dict):
            refused.note(path, number, f"expected an object, found {content[:80]!r}")
        elif wrong := _absent(found, columns):
            refused.note(path, number, wrong)
        else:
            yield number, found
    if not begun and refused.lines == before:
        raise UserError(f"{place(path)} holds no row")


def _over_lines(first: str, error: Exception) -> str:
    """What a file is whose first line begins JSON that goes on below it, and what to do; else nothing."""
    if isinstance(error, json.JSONDecodeError) and error.pos >= len(first.rstrip()):
        return ARRAY if first.lstrip().startswith("[") else OVER_LINES if first.strip() == "{" else ""
    return ""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of which no key stands twice."""
    named = [(bare(key), value) for key, value in pairs]
    if twice := _twice((key for key, _ in named), "key"):
        raise ValueError(twice)
    return dict(named)


def _twice(names: Iterable[str], what: str) -> str:
    """What is wrong with them where a name stands twice; columns without one, as spreadsheets add, may."""
    twice = [name for name, count in Counter(names).items() if count > 1 and name]
    return f"the {what} {shown(twice[0])} stands twice" if twice else ""


def _absent(names: Iterable[str], columns: Mapping[str, str]) -> str:
    """What is wrong with a header or an object that lacks one of the columns."""
    for key, column in columns.items():
        if bare(column) not in names:
            found = shown(list(names))[1:-1]
            return f"no column {column!r}, found {found}{nearest(column, names)} (params.yaml {key})"
    return ""


def _other_sign(path: Path, header: list[str]) -> str:
    """What seems to part the columns where the header is but one."""
    other = [name for sign, name in SIGNS.items() if sign in header[0]]
    expected = SIGNS[SEPARATORS[path.suffix]]
    return (
        f"; {expected} parts the fields of a {path.suffix}, not {other[0]}"
        if other and not header[1:]
        else ""
    )


def _mixed(*fields: str) -> str:
    """What may have kept a line from being parted as was meant."""
    if any("\r" in field or "\n" in field for field in fields):
        return r"; a line end stands in it that is not as the first line's: save the table with one kind"
    if any(field.count('"') % 2 for field in fields):
        return "; is a field in quotes that holds a tab or a line end? save the table as CSV"
    return ""
