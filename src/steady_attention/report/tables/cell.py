"""One cell: the printed number, ours with its spread and number of runs, and their difference."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import mean, stdev

from steady_attention.metrics.card import COUNT, PLAIN, WORDS, YES_NO, Unit
from steady_attention.printed import reported
from steady_attention.results.setting import NOT_RUN

NOT_MEASURED = "not measured"
NONE = "–"


@dataclass(frozen=True)
class Cell:
    """What is known of one place of a table.

    values: of the runs of which it is measured, NaN where undefined; wanted: declared runs; comparable:
    whether the printed number may be compared with ours.
    """

    values: Sequence[float]
    wanted: int
    unit: Unit = PLAIN
    printed: reported.Cell | None = None
    comparable: bool = True
    doubtful: bool = False  # in doubt for any reason (printed/doubts.py): shown with a dagger, never compared

    @cached_property
    def complete(self) -> bool:
        """Whether there is a number, and every one is defined."""
        return bool(self.values) and not any(map(math.isnan, self.values))

    @cached_property
    def mean(self) -> str:
        """The mean as shown, empty unless the cell is complete."""
        return self.unit.show(mean(self.values)) if self.complete else ""

    @cached_property
    def std(self) -> str:
        """The sample standard deviation as shown, empty for one run."""
        return self.unit.show(stdev(self.values)) if self.complete and len(self.values) > 1 else ""

    @property
    def ours(self) -> str:
        """`81.20 ± 0.40 (3)`, `81.20 (1)`, `81.20 (1 of 3)` or why there is no number; never empty."""
        undefined, runs = sum(map(math.isnan, self.values)), len(self.values)
        if not runs:
            return NOT_MEASURED if self.wanted else NOT_RUN
        if undefined:
            return f"undefined in {undefined}/{runs} runs"
        if self.unit in (COUNT, WORDS, YES_NO) and self.wanted == 1:
            return self.mean
        of = f"{runs}" if runs == self.wanted else f"{runs} of {self.wanted}"
        return f"{self.mean} ± {self.std} ({of})" if self.std else f"{self.mean} ({of})"

    @property
    def printed_text(self) -> str:
        """The printed number, marked where it is in doubt."""
        mark = "†" if self.doubtful and self.printed and self.printed.value is not None else ""
        return self.printed.text + mark if self.printed else NONE

    @property
    def difference(self) -> str:
        """Ours minus printed, of the shown mean; a dash where there is nothing to compare."""
        known = self.printed is not None and self.printed.value is not None
        if not (known and self.complete and self.comparable and not self.doubtful):
            return NONE
        return self.unit.show(self.unit.rounded(mean(self.values)) - self.printed.value, sign=True)

    @property
    def text(self) -> str:
        """Printed / ours / difference."""
        return f"{self.printed_text} / {self.ours} / {self.difference}"
