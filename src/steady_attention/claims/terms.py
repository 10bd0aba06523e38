"""What a test of claims.yaml comes to: terms, each a margin that is positive in favour, and parts of terms.

A term computes its margin from any values of its cells: one printed number each, or ours seed by seed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from steady_attention.printed.cells import Cell

Values = Callable[[Cell], np.ndarray]  # (D,) values of a cell, D at once: its seeds, or one mean
TIE = 1e-12  # below every difference of two printed numbers that differ; above the rounding of their floats


@dataclass(frozen=True, eq=False)
class Bounds:
    """How intervals bound a margin that is not linear in the values.

    contrasts: (C, D), differences of values, which are linear and have intervals of their own.
    reach: their ends (C,), (C,) to the smallest and the largest margin that values between them can give.
    """

    contrasts: Callable[[Values], np.ndarray]
    reach: Callable[[np.ndarray, np.ndarray], tuple[float, float]]


@dataclass(frozen=True, eq=False)
class Term:
    """One condition of a test: the cells it reads, what it says, its margin (D,), and whether 0 is enough.

    text: `{0}` stands for the first of the cells, `{1}` for the second. bounds: None if the margin is linear.
    """

    cells: tuple[Cell, ...]
    text: str
    margin: Callable[[Values], np.ndarray]
    inclusive: bool
    bounds: Bounds | None = None


@dataclass(frozen=True)
class Part:
    """The terms of one operation and how many of them must hold: all, most, any or {"at_least": n}."""

    terms: tuple[Term, ...]
    need: str | Mapping[str, int] = "all"

    @property
    def wanted(self) -> int:
        """The smallest number of terms in favour with which the part holds."""
        if isinstance(self.need, Mapping):
            return self.need["at_least"]
        return {"all": len(self.terms), "most": len(self.terms) // 2 + 1, "any": 1}[self.need]
