"""What a measure is: a card each, declared as `CARDS` beside its arithmetic (`cards` gathers them), and the
units in which measures are shown.
"""

import math
from dataclasses import dataclass


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
MORE, LESS, NEITHER = 1, -1, 0  # is better
LN2, INFINITE = math.log(2), math.inf


@dataclass(frozen=True)
class Card:
    """A measure, or a family of one arithmetic: `jsd` is the card of `jsd@delta=0.01` and `jsd@words=2`.

    better: MORE, LESS or NEITHER. low, high: the values that its definition allows, in fractions. source:
    paper (author and year; CITATION.cff has titles), and table, equation or section. label: of axes and
    columns; its name without one. printed: the names under which papers print it in this unit; fractions:
    as a fraction although this unit is per cent. parameter: of what a bare value after the `@` is one, k of
    `aopc@5`; a measure of unchanged texts has none. crossed: whether it has a column of the cross table by
    its card alone, behind those that cross.py names.
    """

    name: str
    unit: Unit
    better: int
    low: float
    high: float
    source: str
    label: str = ""
    printed: tuple[str, ...] = ()
    parameter: str = ""
    fractions: tuple[str, ...] = ()
    crossed: bool = False

    def allows(self, value: float) -> bool:
        """Whether the measure can have the value."""
        return self.low <= value <= self.high
