"""A grid of texts: any report that has rows and columns, numbers or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


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
        lines = [_line(self.header), "|" + " --- |" * len(self.header), *map(_line, self.rows)]
        return "\n".join(lines) + "\n"


def _line(texts: Sequence[str]) -> str:
    escaped = (text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>") for text in texts)
    return "| " + " | ".join(escaped) + " |"


def bullets(notes: Iterable[str]) -> str:
    """A Markdown list, a line a note."""
    return "".join(f"- {note}\n" for note in notes)
