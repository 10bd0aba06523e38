"""A table with its numbers: as a frame, Markdown, CSV."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from steady_attention.metrics.cards import card_of
from steady_attention.report.tables import averages
from steady_attention.report.tables.cell import NONE, Cell
from steady_attention.report.tables.grid import Grid, bullets
from steady_attention.report.tables.table import Table
from steady_attention.results.query import LARGEST, PLACE, Found, Heading, Index
from steady_attention.results.setting import Setting
from steady_attention.run.runs import Run, variant_text

READING = (
    f"Each cell: printed / ours / difference (ours minus printed; {NONE}: no printed number, or not to be "
    "compared). Ours: mean ± sample standard deviation over seeds (number of runs)."
)
BARE = f"Each cell: printed / ours / difference (ours minus printed; {NONE}: not to be compared)."
NUMBERS = ("unit", "printed", "mean", "std", "runs", "wanted", "difference", "text")
FIELDS = ("row", "column", *PLACE, "corpus", "variant", *NUMBERS)


@dataclass(frozen=True)
class Filled:
    """A table with its cells, by number of row and column."""

    table: Table
    setting: Setting
    cells: Mapping[tuple[int, int], Cell]
    found: Mapping[tuple[int, int], Found]

    @cached_property
    def rows(self) -> list[int]:
        """The rows that are shown."""
        return self._shown(self.table.rows, 0)

    @cached_property
    def columns(self) -> list[int]:
        """The columns that are shown."""
        return self._shown(self.table.columns, 1)

    def _shown(self, headings: Sequence[Heading], axis: int) -> list[int]:
        run = {place[axis] for place, cell in self.cells.items() if cell.wanted}
        number = {place[axis] for place, cell in self.cells.items() if cell.values}
        whole = self.table.fold and run
        return [
            n
            for n, heading in enumerate(headings)
            if (n in number if heading.fold else n in run or not whole)
        ]

    def frame(self) -> pd.DataFrame:
        """A row a cell, also of what the whole table folds; numbers are texts as shown, or empty."""
        records = [self._record(r, c) for r, c in self.cells if not self._left_out(r, c)]
        return pd.DataFrame(records, columns=list(FIELDS))

    def _left_out(self, r: int, c: int) -> bool:
        """Whether a cell is of a row or column that folds itself, and is not shown."""
        row, column = self.table.rows[r], self.table.columns[c]
        return row.fold and r not in self.rows or column.fold and c not in self.columns

    def _record(self, r: int, c: int) -> dict[str, Any]:
        """A cell's FIELDS, and more."""
        row, column, cell, found = (
            self.table.rows[r],
            self.table.columns[c],
            self.cells[r, c],
            self.found[r, c],
        )
        where = self.table.conditions(row, column)
        names = {"row": self.setting.name(row), "column": self.setting.name(column)}
        place = {
            "corpus": self.setting.corpus(where["dataset"]),
            "variant": variant_text(sorted(found.variant.items())),
        }
        ours = {"unit": cell.unit.name, "mean": cell.mean, "std": cell.std, "text": cell.text}
        printed = {
            "printed": cell.printed.text if cell.printed else "",
            "difference": cell.difference.strip(NONE),
        }
        return {**where, **names, **place, **ours, **printed, "runs": len(cell.values), "wanted": cell.wanted}

    def csv(self) -> str:
        """The text of table<N>.csv."""
        return self.frame().to_csv(index=False, lineterminator="\n")

    def csv_of_runs(self) -> str:
        """The same of the cells alone that have a number."""
        frame = self.frame()
        return frame[frame["runs"] > 0].to_csv(index=False, lineterminator="\n")

    @property
    def measured(self) -> bool:
        """Whether a cell has a number."""
        return any(cell.values for cell in self.cells.values())

    def markdown(self) -> str:
        """The text of table<N>.md."""
        title = f"# Table {self.table.name}. {self.table.title}\n\n{self.table.source}. {self.reading}\n"
        return "\n".join([title, self.grid().markdown(), bullets(self.notes())])

    @property
    def reading(self) -> str:
        """How a cell is to be read."""
        return READING if self.table.numbers == "runs" else BARE

    def grid(self) -> Grid:
        """The cells that are shown, as texts."""
        header = [self.table.corner, *(self.setting.name(self.table.columns[c]) for c in self.columns)]
        body = [
            [self.setting.name(self.table.rows[r]), *(self.cells[r, c].text for c in self.columns)]
            for r in self.rows
        ]
        return Grid(self.table.title, header, body)

    def notes(self) -> list[str]:
        """What stands under the table."""
        rows, columns = self.table.rows, self.table.columns
        where = {(r, c): self.table.conditions(rows[r], columns[c]) for r, c in self.cells}
        run = [place for place, cell in self.cells.items() if cell.wanted]
        datasets = [name for place in run if (name := where[place]["dataset"]) != averages.AVERAGE]
        if self.table.numbers == "methods":
            return [*self.table.daggers(), *self.table.notes]
        if self.table.numbers == "corpora":
            lines = [f"Profile: {self.setting.profile}.", *self.setting.corpora(datasets)]
            return [*lines, *self.table.daggers(), *self.table.notes, *self._folded()]
        lines = self.setting.notes(datasets, (seed for place in run for seed in self.found[place].values))
        largest = dict.fromkeys(
            f"{key}={self.found[place].variant[key]} ({where[place]['dataset']})"
            for place in run
            for key, value in where[place].items()
            if value == LARGEST
        )
        if largest:
            lines.append(f"Rows with unlabeled data: this profile's largest amount: {', '.join(largest)}.")
        return [*lines, *self.table.daggers(), *self.table.notes, *self._folded()]

    def _folded(self) -> list[str]:
        names = absent(self.table.rows, self.rows) + absent(self.table.columns, self.columns)
        return [f"Not in this profile: {'; '.join(names)}."] if names else []


def absent(headings: Sequence[Heading], shown: Sequence[int]) -> list[str]:
    """The headings that are not shown, in few words: whole groups and labels once."""
    groups = {headings[n].group for n in shown}
    labels = {headings[n].label for n in shown}
    names = {}
    for number, heading in enumerate(headings):
        if number in shown:
            continue
        if heading.group not in groups:
            names[heading.group or heading.label] = None
        elif heading.label not in labels or not heading.group:
            names[heading.label] = None
        else:
            names[f"{heading.label} ({heading.group})"] = None
    return list(names)


def fill(table: Table, scores: pd.DataFrame, setting: Setting, runs: Iterable[Run] = ()) -> Filled:
    """A table with the scores of a suite (columns as scores.COLUMNS); `runs` are those declared."""
    index, cells, found = Index(averages.added(table, scores, setting), runs), {}, {}
    for r, row in enumerate(table.rows):
        for c, column in enumerate(table.columns):
            where = table.conditions(row, column)
            found[r, c] = index.find({**where, "dataset": setting.corpus(where["dataset"])})
            cells[r, c] = Cell(
                values=[found[r, c].values[seed] for seed in sorted(found[r, c].values)],
                wanted=found[r, c].wanted,
                unit=column.unit or row.unit or card_of(where["metric"]).unit,
                printed=table.target(row, column),
                comparable=averages.comparable(table, where["dataset"], setting),
                doubtful=bool(table.doubts(row, column)),
            )
    return Filled(table, setting, cells, found)
