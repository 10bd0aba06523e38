"""A table as it is declared: which rows, columns and printed numbers. `filled` fills and writes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from steady_attention.printed.reported import Printed
from steady_attention.results.query import Heading, Where


@dataclass(frozen=True)
class Table:
    """A table of a paper, or one of ours.

    A cell's conditions are those of the table, its row and its column together. `printed` finds the printed
    number by them; `doubtful` maps values of a cell's conditions, and of further ones of its printed number,
    as (method, dataset), to why the printed numbers of all cells that have these are no targets; `fold`: rows
    and columns without any run are named under the table, if there is a run at all; `numbers` says whose they
    are: the runs' scores, the corpora's own (`statistics.frame`), or the methods' declared properties.
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
    fold: bool = True
    numbers: Literal["runs", "corpora", "methods"] = "runs"
    corner: str = "Method"

    def conditions(self, row: Heading, column: Heading) -> dict:
        """All conditions of a cell."""
        return {**self.where, **row.where, **column.where}

    def doubts(self, row: Heading, column: Heading) -> bool:
        """Whether the printed number of a cell is in doubt."""
        return bool(self._keys(row, column))

    def daggers(self) -> list[str]:
        """Why printed numbers are in doubt: a line a reason, with what all of its cells have in common."""
        used = {key for row in self.rows for column in self.columns for key in self._keys(row, column)}
        reasons: dict[str, list[tuple[str, ...]]] = {}
        for key, why in self.doubtful.items():
            if key in used:
                reasons.setdefault(why, []).append(key)
        return [f"†: {common(keys)}: {why}." for why, keys in reasons.items()]

    def _keys(self, row: Heading, column: Heading) -> list[tuple[str, ...]]:
        """The keys of `doubtful` that a cell fits; none of one that the paper does not have."""
        if row.printed is None or column.printed is None:
            return []
        given = {**row.printed, **column.printed, **self.conditions(row, column)}
        values = {value for value in given.values() if isinstance(value, str)}
        return [key for key in self.doubtful if values.issuperset(key)]

    def target(self, row: Heading, column: Heading) -> Printed | None:
        """The printed number of a cell, None where the paper has none."""
        if self.printed is None or row.printed is None or column.printed is None:
            return None
        where = self.conditions(row, column)
        names = {key: where[key] for key in ("method", "dataset", "encoder", "metric") if key in where}
        return self.printed({**names, **row.printed, **column.printed})


def common(keys: Sequence[tuple[str, ...]]) -> str:
    """What all keys name, in the first one's order, in words."""
    first, *others = keys
    if not others:
        return ", ".join(first) or "every printed number"
    return (
        ", ".join(value for value in first if all(value in key for key in others)) or "cells of several rows"
    )
