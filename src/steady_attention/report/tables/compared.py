"""Tables of ours whose rows are compared with one of them, seed by seed: numbers, paired differences, their
intervals.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import mean, stdev
from typing import Any

import numpy as np
import pandas as pd

from steady_attention.claims.intervals import half_widths
from steady_attention.metrics.card import Unit
from steady_attention.metrics.cards import card_of
from steady_attention.printed.reported import Cell
from steady_attention.report.tables.cell import NONE
from steady_attention.report.tables.filled import absent
from steady_attention.report.tables.grid import Grid, bullets
from steady_attention.results.query import PLACE, Found, Heading, Index, Where
from steady_attention.results.scores import BEST
from steady_attention.results.setting import Setting
from steady_attention.run.runs import Run, variant_text

EACH = "each"  # as a condition of a row: a row for each value that some run has, but 0
AT = "at"  # as a condition: the selection that the numbers are of, BEST where none is said
EXPLANATION = "explanation"  # as a condition: a part of the metric
PRINTED = "printed"  # the first row, where the paper has numbers
FIELDS = (
    *("row", "column", "selection", *PLACE, "corpus", "variant", "unit", "printed", "mean", "std", "runs"),
    *("difference", "low", "high", "pairs", "share", "text"),
)
LEVEL = 0.95  # of an interval
READING = (
    "Each cell: mean ± sample standard deviation over seeds (number of runs); difference to the reference, "
    "of runs of the same seed [its 95 % interval, Student's t] (number of pairs); *: the interval excludes "
    "0. Of fewer than three pairs there is no interval. An interval is of one comparison: of twenty "
    "differences that are none, one excludes 0 by chance."
)


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

    def number(self, column: Heading) -> Cell | None:
        """The printed number of a column, None where there is none."""
        return self.printed(column.printed) if self.printed is not None and column.printed else None

    def selection(self, row: Where) -> str:
        """What the numbers of a row are of."""
        return {**self.where, **row}.get(AT, BEST)


@dataclass(frozen=True)
class Pair:
    """A cell: its values by seed, and those of the reference; printed: a number to which the reference has a
    way to go.
    """

    values: Mapping[int, float]
    reference: Mapping[int, float]
    unit: Unit
    printed: float | None = None

    @property
    def defined(self) -> bool:
        """Whether there is a number, and every one is defined."""
        return bool(self.values) and not any(map(math.isnan, self.values.values()))

    @property
    def mean(self) -> str:
        """The mean as shown, empty where there is none."""
        return self.unit.show(mean(self.values.values())) if self.defined else ""

    @property
    def std(self) -> str:
        """The sample standard deviation as shown, empty of one run."""
        return self.unit.show(stdev(self.values.values())) if self.defined and len(self.values) > 1 else ""

    @cached_property
    def differences(self) -> list[float]:
        """Ours minus the reference, of the seeds that both have a defined number for."""
        both = sorted(self.values.keys() & self.reference.keys())
        found = [self.values[seed] - self.reference[seed] for seed in both]
        return [one for one in found if not math.isnan(one)]

    @property
    def interval(self) -> tuple[float, float] | None:
        """The least and the most that the mean difference may be; None of too few pairs."""
        if not self.differences:
            return None
        (half,) = half_widths(np.array([self.differences]), (1 - LEVEL) / 2)
        centre = mean(self.differences)
        return (centre - half, centre + half) if math.isfinite(half) else None

    @property
    def distinct(self) -> bool:
        """Whether the interval excludes 0."""
        return self.interval is not None and (self.interval[0] > 0 or self.interval[1] < 0)

    @property
    def share(self) -> str:
        """How much of the way from the reference to the printed number the difference is, in per cent; empty
        where that is not known.
        """
        known = [value for value in self.reference.values() if not math.isnan(value)]
        if self.printed is None or not self.differences or self.printed == mean(known):
            return ""
        return f"{100 * mean(self.differences) / (self.printed - mean(known)):.0f} %"

    @property
    def compared(self) -> str:
        """The difference as shown, with its interval where it has one; empty where there is none."""
        if not self.differences:
            return ""
        text = self.unit.show(mean(self.differences), sign=True)
        if self.interval is not None:
            text += f" [{', '.join(self.unit.show(end, sign=True) for end in self.interval)}]"
        text += f"{'*' if self.distinct else ''} ({len(self.differences)})"
        return f"{text}, {self.share} of the gap" if self.share else text

    @property
    def text(self) -> str:
        """The cell as it stands in the table."""
        if not self.values:
            return NONE
        if not self.defined:
            undefined = sum(map(math.isnan, self.values.values()))
            return f"undefined in {undefined}/{len(self.values)} runs"
        own = f"{self.mean} ± {self.std} ({len(self.values)})" if self.std else f"{self.mean} (1)"
        return f"{own}; {self.compared}" if self.compared else own


@dataclass(frozen=True)
class Line:
    """A row as it is shown: its heading (one for each value of EACH), and its cells by column."""

    heading: Heading
    selection: str
    found: Sequence[Found]
    pairs: Sequence[Pair]

    @property
    def empty(self) -> bool:
        """Whether no run has any of its numbers."""
        return not any(pair.values for pair in self.pairs)


@dataclass(frozen=True)
class Comparison:
    """A table with its numbers; lines without any are named under it, columns without any left out."""

    table: Compared
    setting: Setting
    lines: Sequence[Line]

    @property
    def shown(self) -> list[Line]:
        """The lines that have a number."""
        return [line for line in self.lines if not line.empty]

    @property
    def columns(self) -> list[int]:
        """The columns that have a number."""
        every = range(len(self.table.columns))
        return [c for c in every if any(line.pairs[c].values for line in self.lines)]

    def frame(self) -> pd.DataFrame:
        """A row a cell that has a number, columns FIELDS; numbers are texts as shown, or empty."""
        records = [self._record(line, c) for line in self.shown for c in self.columns if line.pairs[c].values]
        return pd.DataFrame(records, columns=list(FIELDS))

    def _record(self, line: Line, c: int) -> dict[str, Any]:
        column, pair = self.table.columns[c], line.pairs[c]
        where = self.table.conditions(line.heading.where, column)
        printed = self.table.number(column)
        low, high = pair.interval or (None, None)
        numbers = {
            "difference": mean(pair.differences) if pair.differences else None,
            "low": low,
            "high": high,
        }
        return {
            "row": self.setting.name(line.heading),
            "column": self.setting.name(column),
            "selection": line.selection,
            **{key: where[key] for key in PLACE},
            "corpus": self.setting.corpus(where["dataset"]),
            "variant": variant_text(sorted(line.found[c].variant.items())),
            "unit": pair.unit.name,
            "printed": printed.text if printed else "",
            "mean": pair.mean,
            "std": pair.std,
            "runs": len(pair.values),
            **{name: "" if n is None else pair.unit.show(n, sign=True) for name, n in numbers.items()},
            "pairs": len(pair.differences),
            "share": pair.share.removesuffix(" %"),
            "text": pair.text,
        }

    def csv(self) -> str:
        """The text of table<N>.csv."""
        return self.frame().to_csv(index=False, lineterminator="\n")

    def grid(self) -> Grid:
        """The cells as texts; the printed numbers in the first row, where there are any."""
        columns = [self.table.columns[c] for c in self.columns]
        body = [
            [self.setting.name(line.heading), *(line.pairs[c].text for c in self.columns)]
            for line in self.shown
        ]
        printed = [self.table.number(column) for column in columns]
        if any(printed):
            body.insert(0, [PRINTED, *(one.text if one else NONE for one in printed)])
        return Grid(
            self.table.title, [self.table.corner, *map(self.setting.name, columns)], body, self.notes()
        )

    def markdown(self) -> str:
        """The text of table<N>.md."""
        title = f"# Table {self.table.name}. {self.table.title}\n\n{self.table.source}. {READING}\n"
        return "\n".join([title, self.grid().markdown(), bullets(self.notes())])

    def notes(self) -> list[str]:
        """What stands under the table."""
        there = [(line, c) for line in self.shown for c in self.columns if line.pairs[c].values]
        wheres = (self.table.conditions(line.heading.where, self.table.columns[c]) for line, c in there)
        datasets = [where["dataset"] for where in wheres]
        lines = self.setting.notes(datasets, (seed for line, c in there for seed in line.pairs[c].values))
        shown = [n for n, line in enumerate(self.lines) if not line.empty]
        names = absent([line.heading for line in self.lines], shown)
        return [*lines, *self.table.notes, *([f"Not run: {'; '.join(names)}."] if names else [])]


def fill(
    table: Compared, frames: Mapping[str, pd.DataFrame], setting: Setting, runs: Iterable[Run] = ()
) -> Comparison:
    """A table with the scores of its runs. frames: of each selection, columns scores.COLUMNS."""
    runs = list(runs)
    indexes = {name: Index(frame, runs) for name, frame in frames.items()}
    lines = []
    for heading in table.rows:
        for row in _expanded(table, heading, indexes[BEST], setting):
            cells = [_cell(table, row, column, indexes, setting) for column in table.columns]
            lines.append(Line(row, table.selection(row.where), *map(list, zip(*cells, strict=True))))
    return Comparison(table, setting, lines)


def _cell(
    table: Compared, row: Heading, column: Heading, indexes: Mapping[str, Index], setting: Setting
) -> tuple[Found, Pair]:
    """A cell's runs, and their numbers beside the reference's; of the reference itself beside none."""
    both = (row.where, table.compared_with(row.where))
    sides = [(table.selection(where), table.conditions(where, column)) for where in both]
    own, other = (_find(where, indexes[selection], setting) for selection, where in sides)
    unit = column.unit or card_of(sides[0][1]["metric"]).unit
    printed, same = table.number(column), sides[0] == sides[1]
    return own, Pair(own.values, {} if same else other.values, unit, printed.value if printed else None)


def _find(where: Mapping[str, Any], index: Index, setting: Setting) -> Found:
    return index.find({**where, "dataset": setting.corpus(where["dataset"])})


def _expanded(table: Compared, heading: Heading, index: Index, setting: Setting) -> Iterator[Heading]:
    """A heading for each value of the key that is EACH, the value in its label; the heading itself without
    one.
    """
    key = next((key for key, value in heading.where.items() if value == EACH), None)
    if key is None:
        yield heading
        return
    rest = {name: value for name, value in heading.where.items() if name != key}
    values = {
        value
        for column in table.columns
        for where in [table.conditions(rest, column)]
        for value in index.steps({**where, "dataset": setting.corpus(where["dataset"])}, key)
        if value
    }
    if not values:
        yield replace(heading, label=heading.label.format(value="any"))
    for value in sorted(values):
        text = f"{value:,}" if isinstance(value, int) else f"{value:g}"
        yield replace(heading, label=heading.label.format(value=text), where={**heading.where, key: value})
