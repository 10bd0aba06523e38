"""A table as it is declared: which rows, columns and printed numbers. `filled` fills and writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from steady_attention.report.query import Heading, Where
from steady_attention.report.tables.cell import Printed


@dataclass(frozen=True)
class Table:
    """A table of a paper, or one of ours.

    A cell's conditions are those of the table, its row and its column together. `printed` finds the printed
    number by them; `doubtful` maps values of a cell's conditions, as (method, dataset), to why the printed
    numbers of all cells that have these are no targets; `fold` names rows and columns without any run under
    the table instead of giving them room; `numbers` says whose they are: the runs' scores, the corpora's own
    (`statistics.frame`), or the methods' declared properties.
    """

    name: str
    title: str
    source: str
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    where: Where = field(default_factory=dict)
    printed: Callable[[Where], Printed | None] | None = None
    doubtful: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    fold: bool = False
    numbers: Literal["runs", "corpora", "methods"] = "runs"
    corner: str = "Method"

    def conditions(self, row: Heading, column: Heading) -> dict:
        """All conditions of a cell."""
        return {**self.where, **row.where, **column.where}

    def doubts(self, row: Heading, column: Heading) -> bool:
        """Whether the printed number of a cell is in doubt."""
        values = {value for value in self.conditions(row, column).values() if isinstance(value, str)}
        return any(values.issuperset(key) for key in self.doubtful)

    def target(self, row: Heading, column: Heading) -> Printed | None:
        """The printed number of a cell, None where the paper has none."""
        if self.printed is None or row.printed is None or column.printed is None:
            return None
        where = self.conditions(row, column)
        names = {key: where[key] for key in ("method", "dataset", "encoder", "metric") if key in where}
        return self.printed({**names, **row.printed, **column.printed})
