"""A table with its numbers: as a frame, Markdown, CSV."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from steady_attention.report.tables import arranged, averages, sheet
from steady_attention.report.tables.cell import NONE, Cell
from steady_attention.report.tables.grid import bullets
from steady_attention.report.tables.named import absent, named
from steady_attention.report.tables.number import Block, Number, usual
from steady_attention.report.tables.sheet import Sheet
from steady_attention.report.tables.table import MAJORITY, Table
from steady_attention.results.query import MOST_RUN, PLACE, Found, Heading
from steady_attention.results.setting import Setting
from steady_attention.run.runs import variant_text

READING = (
    f"Our numbers: the mean over seeds ± half of its 95 % interval (Student's t). {sheet.FEWER} Δ: the "
    "difference to vanilla, paired by seed, ± half of its interval; *: the interval excludes 0 in the digits "
    "of its column. paper: the printed number, and its difference to the paper's own vanilla: compare "
    "effects, not levels. Bold: the best method of its column within its group of rows, where the intervals "
    "of its differences to all others exclude 0 so; controls and rows as published do not count. An interval "
    "is of one comparison: of twenty differences that are none, one excludes 0 by chance."
)
BARE = "Our numbers, below them the paper's."
NUMBERS = ("unit", "printed", "mean", "std", "runs", "wanted", "difference", "text")
PAIRED = ("half", "delta", "delta_half", "pairs", "printed_delta")  # half: of the interval; delta: to vanilla
FIELDS = ("row", "column", *PLACE, "corpus", "variant", *NUMBERS, *PAIRED)


@dataclass(frozen=True)
class Filled:
    """A table with its cells, by number of row and column."""

    table: Table
    setting: Setting
    cells: Mapping[tuple[int, int], Cell]
    found: Mapping[tuple[int, int], Found]
    numbers: Mapping[tuple[int, int], Number]

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
        if axis and whole and number:  # a column of dashes says nothing
            run &= number | {c for (_, c), cell in self.cells.items() if cell.printed}
        return [
            n
            for n, heading in enumerate(headings)
            if (n in number if heading.fold else n in run or not whole)
        ]

    @property
    def complete(self) -> bool:
        """Whether some cell has a number that says something by itself, and every run of it has one."""
        columns = self.table.columns
        return any(cell.complete and not columns[c].beside for (_, c), cell in self.cells.items())

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
        runs = {"runs": len(cell.values), "wanted": cell.wanted}
        return {**where, **names, **place, **ours, **printed, **runs, **self._paired(r, c)}

    def _paired(self, r: int, c: int) -> dict[str, Any]:
        """A cell's PAIRED, as shown, or empty."""
        number = self.numbers[r, c]
        pair, unit = number.pair, number.pair.unit
        signed = {"delta": pair.difference, "printed_delta": number.effect}
        plain = {"half": pair.half, "delta_half": pair.half_difference}
        shown = {name: "" if n is None else unit.show(n, sign=True) for name, n in signed.items()}
        halves = {name: "" if n is None else unit.show(n) for name, n in plain.items()}
        return {**shown, **halves, "pairs": len(pair.differences)}

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
        title = f"# {named('table', self.table.name)}. {self.table.title}\n\n{self.table.source}. "
        return "\n".join([f"{title}{self.reading}\n", sheet.markdown(self.sheets()), bullets(self.notes())])

    @property
    def reading(self) -> str:
        """How a cell is to be read."""
        return READING if self.table.numbers == "runs" else BARE

    def sheets(self) -> list[Sheet]:
        """The cells that are shown, on sheets that fit a page; none where nothing speaks for itself."""
        if self.measured and not self.complete:
            return []
        return arranged.sheets(self.table.corner, *self._shown_cells())

    def _shown_cells(self) -> tuple[list[arranged.Heading], list[arranged.Heading], Block]:
        """The headings of rows and columns, and the numbers."""
        rows = [arranged.Heading(*self.setting.names(self.table.rows[r])) for r in self.rows]
        constant = self.constant()
        places = [c for c in self.columns if c not in constant]
        columns = [arranged.Heading(*self.setting.names(self.table.columns[c])) for c in places]
        numbers = [[self.numbers[r, c] for c in places] for r in self.rows]
        return rows, columns, numbers

    def constant(self) -> dict[int, str]:
        """The columns whose number is the largest class's, the same in every row: it is said in a note."""
        majority = (
            c for c in self.columns if self.table.columns[c].where.get("metric", "").startswith(MAJORITY)
        )
        found = {c: {self.cells[r, c].mean for r in self.rows} - {""} for c in majority}
        return {c: next(iter(texts)) for c, texts in found.items() if len(texts) == 1}

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
        most = dict.fromkeys(
            f"{key}={self.found[place].variant[key]} ({where[place]['dataset']})"
            for place in run
            for key, value in where[place].items()
            if value == MOST_RUN
        )
        if most:
            lines.append(f"Rows with unlabeled data: the amount of most seeds: {', '.join(most)}.")
        _, _, numbers = self._shown_cells()
        if len({one.runs for line in numbers for one in line if one.runs}) > 1:
            lines.append(f"A number without a count in brackets is of {usual(numbers)} seeds.")
        lines += [
            f"{self.setting.name(self.table.columns[c])}: {text}." for c, text in self.constant().items()
        ]
        return [*lines, *self.table.daggers(), *self.table.notes, *self._folded()]

    def _folded(self) -> list[str]:
        names = absent(self.table.rows, self.rows) + absent(self.table.columns, self.columns)
        lines = [f"Without a run for it here: {'; '.join(names)}."] if names else []
        groups = arranged.not_run(*self._shown_cells())
        return [*lines, *([f"Not run, printed numbers in the CSV: {'; '.join(groups)}."] if groups else [])]
