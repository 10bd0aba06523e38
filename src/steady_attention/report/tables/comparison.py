"""A compared table filled with its numbers: as a frame, CSV, sheets, Markdown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from steady_attention.metrics.cards import card_of
from steady_attention.report.tables import arranged, sheet
from steady_attention.report.tables.cell import NONE
from steady_attention.report.tables.compared import EACH, Compared
from steady_attention.report.tables.filled import absent
from steady_attention.report.tables.grid import bullets
from steady_attention.report.tables.named import named
from steady_attention.report.tables.number import Number
from steady_attention.report.tables.pair import Pair
from steady_attention.report.tables.sheet import Sheet
from steady_attention.report.tables.twins import once
from steady_attention.results import over_seeds
from steady_attention.results.query import PLACE, Found, Heading, Index
from steady_attention.results.scores import BEST
from steady_attention.results.setting import Setting
from steady_attention.run.runs import Run, variant_text

PRINTED = "printed"  # the first row, where the paper has numbers
FIELDS = (
    *("row", "column", "selection", *PLACE, "corpus", "variant", "unit", "printed", "mean", "std", "half"),
    *("runs", "difference", "low", "high", "pairs", "share"),
)
READING = (
    f"Our numbers: the mean over seeds ± half of its 95 % interval (Student's t). {sheet.FEWER} Δ: the "
    "difference to the reference, paired by seed, ± half of its interval; *: the interval excludes 0 in the "
    "digits of its column. Of fewer than three pairs there is no interval. An interval is of one comparison: "
    "of twenty differences that are none, one excludes 0 by chance."
)


@dataclass(frozen=True)
class Line:
    """A row as it is shown: its heading (one for each value of EACH), and its cells by column."""

    heading: Heading
    selection: str
    found: Sequence[Found]
    pairs: Sequence[Pair]


@dataclass(frozen=True)
class Comparison:
    """A table with its numbers; lines without any are named under it, columns without any left out."""

    table: Compared
    setting: Setting
    lines: Sequence[Line]

    @property
    def shown(self) -> list[Line]:
        """The lines that have a number which says something by itself."""
        return [line for line in self.lines if self._says(line)]

    def _says(self, line: Line) -> bool:
        columns = self.table.columns
        return any(pair.values for pair, one in zip(line.pairs, columns, strict=True) if not one.beside)

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
        numbers = {"difference": pair.difference, "low": low, "high": high}
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
            "half": "" if pair.half is None else pair.unit.show(pair.half),
            "runs": len(pair.values),
            **{name: "" if n is None else pair.unit.show(n, sign=True) for name, n in numbers.items()},
            "pairs": len(pair.differences),
            "share": pair.share.removesuffix(" %"),
        }

    def csv(self) -> str:
        """The text of table<N>.csv."""
        return self.frame().to_csv(index=False, lineterminator="\n")

    def sheets(self) -> list[Sheet]:
        """The numbers on sheets that fit a page; the printed ones in the first row, where there are any."""
        columns = [self.table.columns[c] for c in self.columns]
        rows = [arranged.Heading(*self.setting.names(line.heading)) for line in self.shown]
        block = [
            [Number(line.pairs[c], len(line.pairs[c].values)) for c in self.columns] for line in self.shown
        ]
        printed = [self.table.number(column) for column in columns]
        if any(printed) and block:
            texts = [one.text if one else NONE for one in printed]
            units = [number.pair.unit for number in block[0]]
            first = [Number(Pair({}, {}, u), lacking=t) for u, t in zip(units, texts, strict=True)]
            rows, block = [arranged.Heading("", PRINTED), *rows], [first, *block]
        heads = [arranged.Heading(*self.setting.names(column)) for column in columns]
        made = arranged.sheets(self.table.corner, rows, heads, block)
        alone = [line.heading for line in self.shown if set(line.heading.where) == {"method"}]
        methods = {heading.label: heading.where["method"] for heading in alone}
        return [replace(one, rows=once(one.rows, methods)) for one in made]

    def markdown(self) -> str:
        """The text of table<N>.md."""
        title = f"# {named('table', self.table.name)}. {self.table.title}\n\n{self.table.source}. "
        return "\n".join([f"{title}{self.reading}\n", sheet.markdown(self.sheets()), bullets(self.notes())])

    @property
    def reading(self) -> str:
        """How a cell is to be read."""
        return READING

    def notes(self) -> list[str]:
        """What stands under the table."""
        there = [(line, c) for line in self.shown for c in self.columns if line.pairs[c].values]
        wheres = (self.table.conditions(line.heading.where, self.table.columns[c]) for line, c in there)
        datasets = [where["dataset"] for where in wheres]
        lines = self.setting.notes(datasets, (seed for line, c in there for seed in line.pairs[c].values))
        shown = [n for n, line in enumerate(self.lines) if self._says(line)]
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
    sides = [
        (table.selection(row.where), table.conditions(row.where, column)),
        (table.selection(table.compared_with(row.where)), table.reference_of(row.where, column)),
    ]
    own, other = (_find(where, indexes[selection], setting) for selection, where in sides)
    metric, printed = sides[0][1]["metric"], table.number(column)
    pair = Pair(
        values=own.values,
        reference={} if sides[0] == sides[1] else other.values,
        unit=column.unit or card_of(metric).unit,
        printed=printed.value if printed else None,
        between_seeds=metric in over_seeds.METRICS,
    )
    return own, pair


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
    if not values:  # named under the table, with its group: the same label has numbers in others
        group = f" ({heading.group})" if heading.group else ""
        yield replace(heading, label=heading.label.format(value="any") + group)
    for value in sorted(values):
        text = f"{value:,}" if isinstance(value, int) else f"{value:g}"
        yield replace(heading, label=heading.label.format(value=text), where={**heading.where, key: value})
