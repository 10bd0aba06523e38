"""A grid of texts: any report that has rows and columns, numbers or not."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Grid:
    """Rows of texts under a header, none of them empty; the first column names the row."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def __post_init__(self):
        for row in self.rows:
            if len(row) != len(self.header) or not all(row):
                raise ValueError(f"row {list(row)}: expected {len(self.header)} texts, none of them empty")

    def markdown(self) -> str:
        """The table's lines; bars and line breaks inside a text are kept from breaking it."""
        lines = [line(self.header), "|" + " --- |" * len(self.header), *map(line, self.rows)]
        return "\n".join(lines) + "\n"


def of_csv(title: str, path: Path) -> Grid:
    """A CSV file's rows under its header; an empty field shows as a dash."""
    with open(path, encoding="utf-8", newline="") as handle:
        header, *rows = csv.reader(handle)
    return Grid(title, header, [[text or "-" for text in row] for row in rows])


def line(texts: Sequence[str]) -> str:
    """A row of Markdown; bars and line breaks inside a text are kept from breaking it."""
    escaped = (text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>") for text in texts)
    return "| " + " | ".join(escaped) + " |"


def bullets(notes: Iterable[str]) -> str:
    """A Markdown list, a line a note."""
    return "".join(f"- {note}\n" for note in notes)
