"""One cell: the printed number, ours with its spread and number of runs, and their difference."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, stdev

NOT_RUN = "not in this profile"
NOT_MEASURED = "not measured"
NONE = "–"


@dataclass(frozen=True)
class Unit:
    """How a fraction is shown: times `factor`, with `decimals`."""

    name: str
    factor: int
    decimals: int

    def show(self, value: float, sign: bool = False) -> str:
        """The shown number; never a negative zero."""
        shown = round(self.factor * value, self.decimals) + 0.0
        return f"{shown:+.{self.decimals}f}" if sign else f"{shown:.{self.decimals}f}"

    def rounded(self, value: float) -> float:
        """The fraction that the shown number stands for."""
        return round(self.factor * value, self.decimals) / self.factor


@dataclass(frozen=True)
class Scientific(Unit):
    """Three decimals from 0.001 on, three digits and a power of ten below: 3.81E-08 is not 0.000."""

    def show(self, value: float, sign: bool = False) -> str:
        """The shown number, exact zero as `0`."""
        if value == 0:
            return "0"
        form = ".3f" if abs(value) >= 0.001 else ".2E"
        return f"{value:+{form}}" if sign else f"{value:{form}}"

    def rounded(self, value: float) -> float:
        """The number that is shown."""
        return float(self.show(value))


@dataclass(frozen=True)
class Mark(Unit):
    """A yes (1) or a no (0); of a difference, whether both say the same."""

    def show(self, value: float, sign: bool = False) -> str:
        """`yes` or `no`; `same` or `differs`."""
        words = ("same", "differs") if sign else ("no", "yes")
        return words[bool(value)]


PERCENT = Unit("per cent", 100, 2)
PLAIN = Unit("plain", 1, 3)
COUNT = Unit("count", 1, 0)
WORDS = Unit("words", 1, 1)
YES_NO = Mark("yes or no", 1, 0)
SCIENTIFIC = Scientific("plain, small numbers as powers of ten", 1, 12)  # a figure's points keep 12 decimals
SMALL = ("jsd", "jsd_adversarial", "attention_variance", "attention_variance_ratio")
SHARES = (  # in per cent; every other fraction plain
    "f1", "macro_f1", "micro_f1", "accuracy", "majority_accuracy",
    "f1_of_class_0", "f1_at_0.622", "f1_of_class_0_at_0.622",
    "posthoc_accuracy", "aopc", "aopc_averaged", "deletion_floor",
    "p_at_1", "r_at_1", "f1_at_1", "p_at_5", "r_at_5", "f1_at_5",
)  # fmt: skip
UNITS = dict.fromkeys(SHARES, PERCENT)
UNITS |= dict.fromkeys(SMALL, SCIENTIFIC)
UNITS["majority_f1"] = PERCENT
UNITS["mean_length"] = WORDS


def unit_of(metric: str) -> Unit:
    """F1 and accuracy in per cent, counts whole, else plain, where need be small; `tvd@0.01` is a `tvd`."""
    name = metric.split("@")[0]
    return COUNT if name.startswith("count_") else UNITS.get(name, PLAIN)


@dataclass(frozen=True)
class Printed:
    """A number as printed, and what it means (79.27 in a column headed % is 0.7927); None for a dash."""

    text: str
    value: float | None


@dataclass(frozen=True)
class Cell:
    """What is known of one place of a table.

    values: of the runs of which it is measured, NaN where undefined; wanted: declared runs; comparable:
    whether the printed number may be compared with ours.
    """

    values: Sequence[float]
    wanted: int
    unit: Unit = PLAIN
    printed: Printed | None = None
    comparable: bool = True
    doubtful: bool = False  # the printed number contradicts another one

    @property
    def complete(self) -> bool:
        """Whether there is a number, and every one is defined."""
        return bool(self.values) and not any(map(math.isnan, self.values))

    @property
    def mean(self) -> str:
        """The mean as shown, empty unless the cell is complete."""
        return self.unit.show(mean(self.values)) if self.complete else ""

    @property
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
