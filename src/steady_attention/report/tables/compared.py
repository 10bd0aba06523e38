"""Tables of ours whose rows are compared with one of them, seed by seed, as they are declared."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from steady_attention.printed.reported import Cell
from steady_attention.results.query import Heading, Where
from steady_attention.results.scores import BEST

EACH = "each"  # as a condition of a row: a row for each value that some run has, but 0
AT = "at"  # as a condition: the selection that the numbers are of, BEST where none is said
EXPLANATION = "explanation"  # as a condition: a part of the metric


@dataclass(frozen=True)
class Compared:
    """A table that compares its rows with `reference`, conditions in the place of a row's own but `kept`.

    A cell's conditions are those of the table, its row and its column together. printed: finds the printed
    number of a column by the column's `printed`, which names all that is to be found by.
    """

    name: str
    title: str
    source: str
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    reference: Where
    kept: tuple[str, ...] = ()
    where: Where = field(default_factory=dict)
    printed: Callable[[Where], Cell | None] | None = None
    notes: tuple[str, ...] = ()
    corner: str = "Method"

    def conditions(self, row: Where, column: Heading) -> dict[str, Any]:
        """All conditions of a cell, the explanation within the metric, without AT."""
        where = {**self.where, **row, **column.where}
        name = where.pop(EXPLANATION, None)
        where.pop(AT, None)
        return where if name is None else {**where, "metric": f"{where['metric']}@{EXPLANATION}={name}"}

    def compared_with(self, row: Where) -> dict[str, Any]:
        """The conditions of the reference of a row, in the place of its own."""
        return {**{key: row[key] for key in self.kept if key in row}, **self.reference}

    def reference_of(self, row: Where, column: Heading) -> dict[str, Any]:
        """All conditions of a cell's reference, which stand above a column's."""
        above = {key: value for key, value in column.where.items() if key not in self.reference}
        return self.conditions(self.compared_with(row), replace(column, where=above))

    def number(self, column: Heading) -> Cell | None:
        """The printed number of a column, None where there is none."""
        return self.printed(column.printed) if self.printed is not None and column.printed else None

    def selection(self, row: Where) -> str:
        """What the numbers of a row are of."""
        return {**self.where, **row}.get(AT, BEST)
