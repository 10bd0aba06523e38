"""CSV files of Zhang et al. (2015): every field quoted, a quote in it doubled, one row a line."""

import csv
from collections.abc import Iterator
from pathlib import Path

from steady_attention.corpora.reading import lines
from steady_attention.store.errors import UserError


def rows(path: Path, columns: int, form: str) -> Iterator[tuple[str, list[str]]]:
    """("<path>:<line>", its fields) of every row. `form` says what was expected.

    Raises UserError, with file and line, for text that is not as `lines.numbered` wants it, and what `row`
    refuses.
    """
    for where, line in lines.numbered(path):
        yield where, row(where, line, columns, form)


def row(where: str, line: str, columns: int, form: str) -> list[str]:
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
