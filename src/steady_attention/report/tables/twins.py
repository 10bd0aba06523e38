"""Rows of methods that are the same by mathematics: one row, where they show the same."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from steady_attention.report.figures.canvas import twinned
from steady_attention.report.tables.sheet import Row
from steady_attention.results.twins import TWINS


def once(rows: Sequence[Row], methods: Mapping[str, str]) -> list[Row]:
    """The rows, equal ones of twins as one: `Attention AT = iAT`. methods: by a row's label."""
    at = {methods[row.label]: row for row in rows if row.label in methods}
    same = {
        one: other for one, other in TWINS.items() if {one, other} <= set(at) and _alike(at[one], at[other])
    }
    labels = {at[other].label: twinned([at[other].label, at[one].label]) for one, other in same.items()}
    left = {at[one].label for one in same}
    return [replace(row, label=labels.get(row.label, row.label)) for row in rows if row.label not in left]


def _alike(one: Row, other: Row) -> bool:
    return [(cell.text, cell.below) for cell in one.entries] == [
        (cell.text, cell.below) for cell in other.entries
    ]
