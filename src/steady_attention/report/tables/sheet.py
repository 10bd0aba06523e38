"""What is shown of a table: sheets of a few columns, which fit a page; the same in Markdown and in HTML."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from steady_attention.report.tables.grid import line

FEWER = "(3) behind a number: it is of 3 seeds, most beside it are of another count."
NOTHING = "No run of this profile has a number here."


@dataclass(frozen=True)
class Entry:
    """A cell: its number, or why it has none; below it further lines.

    value: by which a column is sorted, None where there is no number; best: the best of its column, where
    that is distinguishable from all others.
    """

    text: str
    below: tuple[str, ...] = ()
    value: float | None = None
    best: bool = False


@dataclass(frozen=True)
class Row:
    """A row under its group (may be empty)."""

    group: str
    label: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Sheet:
    """A part of a table; title: its data set, empty of a single sheet; header: with the corner."""

    title: str
    header: Sequence[str]
    rows: Sequence[Row]

    def groups(self) -> Iterator[tuple[str, list[Row]]]:
        """The rows by the group that stands over them, in the table's order."""
        for group, rows in groupby(self.rows, lambda row: row.group):
            yield group, list(rows)

    def markdown(self) -> str:
        """The lines of the sheet, under its title if it has one; a group is a row with its name alone."""
        lines = [line(self.header), "|" + " --- |" * len(self.header)]
        for group, rows in self.groups():
            if group:
                lines.append(f"| *{group}* |" + " |" * (len(self.header) - 1))
            lines += [line([row.label, *map(_text, row.entries)]) for row in rows]
        title = f"## {self.title}\n\n" if self.title else ""
        return title + "\n".join(lines) + "\n"


class Paged(Protocol):
    """What stands on sheets: a filled or a compared table, the cross table."""

    @property
    def reading(self) -> str:
        """How a cell is to be read."""

    def sheets(self) -> list[Sheet]:
        """The parts, each on a page of its own."""

    def notes(self) -> list[str]:
        """What stands under them."""


def _text(entry: Entry) -> str:
    """A cell's lines, the best number in bold."""
    return "\n".join([f"**{entry.text}**" if entry.best else entry.text, *entry.below])


def markdown(sheets: Iterable[Sheet]) -> str:
    """All sheets, one below the other; of none a line that says so."""
    return "\n".join(sheet.markdown() for sheet in sheets) or f"{NOTHING}\n"
