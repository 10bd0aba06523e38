"""A table as it is declared: which rows, columns and printed numbers. `filled` fills and writes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from steady_attention.printed import doubts
from steady_attention.printed.reported import Cell
from steady_attention.results.query import PLACE, Heading, Where

MAJORITY = "majority_"  # begins a measure of what always answers the largest class


@dataclass(frozen=True)
class Table:
    """A table of a paper, or one of ours.

    A cell's conditions are those of the table, its row and its column together. `printed` finds the printed
    number by them; `fold`: rows and columns without any run are named under the table, if there is a run at
    all; `numbers` says whose they are: the runs' scores, the corpora's own (`statistics.rows`), or the
    methods' declared properties. reference: what a run is compared with, seed by seed, at its own place;
    `kept`: keys of a row's variant that the reference shares.
    """

    name: str
    title: str
    source: str
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    where: Where = field(default_factory=dict)
    printed: Callable[[Where], Cell | None] | None = None
    notes: tuple[str, ...] = ()
    fold: bool = True
    numbers: Literal["runs", "corpora", "methods"] = "runs"
    corner: str = "Method"
    reference: Where = field(default_factory=lambda: {"method": "vanilla"})
    kept: tuple[str, ...] = ()

    def conditions(self, row: Heading, column: Heading) -> dict:
        """All conditions of a cell."""
        return {**self.where, **row.where, **column.where}

    def compared_with(self, row: Heading, column: Heading) -> dict | None:
        """All conditions of a cell's reference; None of the reference itself, and where no run is behind."""
        where = self.conditions(row, column)
        if self.numbers != "runs" or where["metric"].startswith(MAJORITY):
            return None
        shared = {*PLACE, *self.where, *column.where, *self.kept}
        reference = {key: value for key, value in where.items() if key in shared} | dict(self.reference)
        return None if reference == where else reference

    def effect(self, row: Heading, column: Heading) -> float | None:
        """The paper's number of a cell minus that of its vanilla; None where one is lacking or in doubt."""
        reference = self.compared_with(row, column)
        rows = (one for one in self.rows if self.conditions(one, column) == reference)
        pair = [(one, self.target(one, column)) for one in (row, next(rows, row))]
        if pair[0][0] is pair[1][0] or any(number is None or number.value is None for _, number in pair):
            return None
        doubted = any(self.doubts(one, column) for one, _ in pair)
        return None if doubted else pair[0][1].value - pair[1][1].value

    def doubts(self, row: Heading, column: Heading) -> list[doubts.Doubt]:
        """Why the printed number of a cell is no target; empty for a target, and where none is printed."""
        target = self.target(row, column)
        return [] if target is None else doubts.doubts_of(target)

    def daggers(self) -> list[str]:
        """Why printed numbers are in doubt: a line a reason, with what all of its cells have in common."""
        used = {doubt for row in self.rows for column in self.columns for doubt in self.doubts(row, column)}
        keys: dict[str, list[tuple[str, ...]]] = {}
        for doubt in doubts.every() if used else ():
            if doubt in used and doubt.why:
                keys.setdefault(doubt.why, []).append(doubt.key)
        return [f"†: {common(of)}: {why}." for why, of in keys.items()]

    def target(self, row: Heading, column: Heading) -> Cell | None:
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
        return ", ".join(first)
    return (
        ", ".join(value for value in first if all(value in key for key in others)) or "cells of several rows"
    )
