"""A declared table, filled with the scores of its runs."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from steady_attention.metrics.card import NEITHER
from steady_attention.metrics.cards import card_of
from steady_attention.report.tables import averages
from steady_attention.report.tables.cell import NONE, Cell
from steady_attention.report.tables.filled import Filled
from steady_attention.report.tables.number import Number
from steady_attention.report.tables.pair import Pair
from steady_attention.report.tables.table import MAJORITY, Table
from steady_attention.results import over_seeds
from steady_attention.results.begun import begins_from
from steady_attention.results.controls import CONTROLS
from steady_attention.results.query import Found, Heading, Index
from steady_attention.results.setting import Setting
from steady_attention.run.runs import Run


def fill(
    table: Table,
    scores: pd.DataFrame,
    setting: Setting,
    runs: Iterable[Run] = (),
    chosen: pd.DataFrame | None = None,
) -> Filled:
    """A table with the scores of a suite (columns as scores.COLUMNS); `runs` are those declared. chosen: the
    scores of the chosen epoch, for what begins at it; None: `scores` are.
    """
    runs = list(runs)
    index = Index(averages.added(table, scores, setting), runs)
    first = index if chosen is None else Index(averages.added(table, chosen, setting), runs)
    cells, found, numbers = {}, {}, {}
    for r, row in enumerate(table.rows):
        for c, column in enumerate(table.columns):
            where = table.conditions(row, column)
            found[r, c] = _find(index, where, setting)
            cells[r, c] = Cell(
                values=[found[r, c].values[seed] for seed in sorted(found[r, c].values)],
                wanted=found[r, c].wanted,
                unit=column.unit or row.unit or card_of(where["metric"]).unit,
                printed=table.target(row, column),
                comparable=averages.comparable(table, where["dataset"], setting),
                doubtful=bool(table.doubts(row, column)),
            )
            other = table.compared_with(row, column)
            begun = other is not None and begins_from(where["method"], other["method"])
            reference = _find(first if begun else index, other, setting).values if other else {}
            numbers[r, c] = _number(table, row, column, cells[r, c], found[r, c], reference)
    return Filled(table, setting, cells, found, numbers)


def _find(index: Index, where: Mapping[str, Any], setting: Setting) -> Found:
    return index.find({**where, "dataset": setting.corpus(where["dataset"])})


def _compared(table: Table, metric: str) -> bool:
    """Whether a metric tells methods apart: what always answers the largest class does not."""
    return table.numbers == "runs" and not metric.startswith(MAJORITY)


def _number(
    table: Table, row: Heading, column: Heading, cell: Cell, found: Found, reference: Mapping[int, float]
) -> Number:
    where = table.conditions(row, column)
    metric = where["metric"]
    return Number(
        pair=Pair(found.values, reference, cell.unit, between_seeds=metric in over_seeds.METRICS),
        wanted=cell.wanted,
        printed=cell.printed_text.strip(NONE),
        target=cell.printed.value if cell.printed else None,
        effect=table.effect(row, column),
        better=card_of(metric).better if _compared(table, metric) else NEITHER,
        ranked=where["method"] not in CONTROLS and not where.get("as_published", False),
    )
