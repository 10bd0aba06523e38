"""What a cell of a table has to show, in which notation, and which cells are the best of their columns."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import mean
from typing import Any

from steady_attention.metrics.card import Unit
from steady_attention.report.tables.cell import NONE
from steady_attention.report.tables.notation import notation
from steady_attention.report.tables.pair import Pair


@dataclass(frozen=True)
class Number:
    """What a cell has to show. printed: as it stands in the paper; target: its value, None where it is no
    number; effect: the paper's number minus that of its own vanilla; lacking: why we have none.
    """

    pair: Pair
    wanted: int = 0
    printed: str = ""
    target: float | None = None
    effect: float | None = None
    better: int = 0
    ranked: bool = True  # whether it may be the best of its column
    lacking: str = NONE

    @property
    def runs(self) -> int:
        """Of how many runs it is."""
        return len(self.pair.values)

    @property
    def shown(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.runs or self.printed or self.lacking != NONE)


Block = Sequence[Sequence[Number]]  # by row and column


def usual(numbers: Block) -> int:
    """Of how many runs most numbers are."""
    counts = Counter(one.runs for row in numbers for one in row if one.runs)
    return max(counts, key=lambda runs: (counts[runs], runs), default=0)


def bests(groups: Sequence[str], block: Block) -> list[list[bool]]:
    """Which cells are the best of their column within their group of rows, and not by chance: the interval
    of the paired difference to each other one excludes 0 in the column's digits.
    """
    units = [unit_of([row[c] for row in block]) for c in range(len(block[0]))]
    marks = [[False] * len(row) for row in block]
    for _, members in groupby(range(len(groups)), lambda r: groups[r]):
        group = list(members)
        for c in range(len(block[0])):
            for r in winners({r: block[r][c] for r in group}, units[c]):
                marks[r][c] = True
    return marks


def unit_of(numbers: Sequence[Number]) -> Unit | None:
    """The notation of a column or of a turned row; None where its numbers have several units."""
    units = {one.pair.unit for one in numbers}
    if len(units) > 1:
        return None
    (unit,) = units
    ours = [mean(one.pair.numbers) for one in numbers if one.pair.numbers]
    return notation(unit, ours or [one.target for one in numbers if one.target is not None])


def winners(cells: Mapping[Any, Number], unit: Unit | None) -> list[Any]:
    """The names of the cells that are better than all others; equal ones, as twins have, win together. unit:
    the column's, None: each cell's own.
    """
    known = {r: one for r, one in cells.items() if one.ranked and one.better and one.pair.numbers}
    if len(known) < 2:
        return []
    top = max(known.values(), key=lambda one: one.better * mean(one.pair.numbers))
    same = [r for r, one in known.items() if one.pair.values == top.pair.values]
    others = [one for r, one in known.items() if r not in same]
    return same if others and all(_above(top, one, unit or top.pair.unit) for one in others) else []


def _above(one: Number, other: Number, unit: Unit) -> bool:
    pair = replace(one.pair, reference=other.pair.values)
    return pair.distinct(unit) and one.better * pair.difference > 0
