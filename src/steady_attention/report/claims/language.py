"""The comparisons of claims.yaml: a test over cells becomes terms, each a margin that is positive in favour.

A term computes its margin from any values of its cells: one printed number each, or ours seed by seed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from steady_attention.report.claims.cells import AXES, Cell

Values = Callable[[Cell], np.ndarray]  # (D,) values of a cell, D at once: its seeds, or one mean
LOWER_IS_BETTER = ("jsd", "tvd", "sufficiency", "sensitivity")
WHOLE = (*AXES, "method", "regime", "unlabelled")  # what tells two cells of one table apart
STRICT = ("better", "worse", "greater", "lt", "gt")


@dataclass(frozen=True, eq=False)
class Term:
    """One condition of a test: the cells it reads, what it says, its margin (D,), and whether 0 is enough."""

    cells: tuple[Cell, ...]
    text: str
    margin: Callable[[Values], np.ndarray]
    inclusive: bool


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


def matches(cell: Cell, where: Mapping) -> bool:
    """Whether each axis of the cell is (one of) the wanted; null asks for a cell without that axis."""
    return all(
        getattr(cell, axis) in wanted if isinstance(wanted, list) else getattr(cell, axis) == wanted
        for axis, wanted in where.items()
    )


def place(cell: Cell, axes: Iterable[str] = AXES) -> tuple:
    """Where the cell stands, on these axes."""
    return tuple(getattr(cell, axis) for axis in axes)


def named(cell: Cell) -> str:
    """The cell in words, without its value."""
    axes = [axis for axis in AXES if axis not in ("encoder", "dataset", "metric", "polarity", "attention")]
    extra = [f"{axis} {value:g}" if isinstance(value, float) else str(value)
             for axis in axes if (value := getattr(cell, axis)) is not None]  # fmt: skip
    words = [cell.method, cell.encoder, cell.attention, cell.dataset, cell.metric, cell.polarity, cell.regime]
    return " ".join([word for word in words if word] + extra)


def matched(groups: Iterable[list[Cell]], axes: Iterable[str]) -> list[tuple[Cell, ...]]:
    """One tuple for each choice of a cell a group that agrees on the axes; cells printed twice count once."""
    first, *others = groups
    axes = tuple(axes)
    found = [(cell,) for cell in first]
    for group in others:
        at = defaultdict(list)
        for cell in group:
            at[place(cell, axes)].append(cell)
        found = [(*chosen, cell) for chosen in found for cell in at[place(chosen[0], axes)]]
    once: dict[tuple, tuple[Cell, ...]] = {}
    for chosen in found:
        once.setdefault(tuple(place(cell, WHOLE) for cell in chosen), chosen)
    return list(once.values())


def difference(relation: str, margin: float, metric: str, s: np.ndarray, o: np.ndarray) -> np.ndarray:
    """How far the subject's values (D,) satisfy the relation to the object's; positive: in favour."""
    sign = -1 if metric in LOWER_IS_BETTER else 1
    return {
        "better": sign * (s - o) - margin,
        "worse": sign * (o - s) - margin,
        "not_worse": sign * (s - o) + margin,
        "within": margin - abs(s - o),
        "greater": s - o - margin,
        "ratio_at_least": s - margin * o,
    }[relation]


def sides(test: Mapping) -> list[tuple[Mapping, Mapping]]:
    """The (subject, object) filters of a test: its pairs, or its one pair."""
    return test["pairs"] if "pairs" in test else [(test["subject"], test["object"])]


def methods_of(test: object) -> list[str]:
    """Every method that a test names, in its order."""
    if isinstance(test, Mapping):
        named = test.get("method", [])
        below = [name for key, value in test.items() if key != "method" for name in methods_of(value)]
        return list(dict.fromkeys(([named] if isinstance(named, str) else named) + below))
    if isinstance(test, list):
        return list(dict.fromkeys(name for each in test for name in methods_of(each)))
    return []


def compare(test: Mapping, cells: list[Cell]) -> list[Term]:
    """Every subject cell against every object cell that agrees on the axes, minus those in `across`."""
    axes = [axis for axis in AXES if axis not in test.get("across", ())]
    axes += ["table"] if test.get("same_table") else []
    relation, margin = test.get("relation", "better"), test.get("margin", 0.0)
    groups = [[[cell for cell in cells if matches(cell, side)] for side in pair] for pair in sides(test)]
    chosen = [pair for group in groups for pair in matched(group, axes)]
    return [
        Term((s, o), f"{named(s)} against {named(o)}",
             lambda v, s=s, o=o: difference(relation, margin, s.metric, v(s), v(o)),
             relation not in STRICT or margin > 0)  # a margin is "at least": reaching it is enough
        for s, o in chosen
    ]  # fmt: skip


def gain(test: Mapping, cells: list[Cell]) -> list[Term]:
    """(subject.to - subject.from) better than (object.to - object.from), cells agreeing on the axes."""
    terms = []
    for pair in sides(test):
        filters = [side[end] for side in pair for end in ("to", "from")]
        groups = [[cell for cell in cells if matches(cell, where)] for where in filters]
        for four in matched(groups, AXES):

            def margin(v: Values, four: tuple[Cell, ...] = four) -> np.ndarray:
                a, b, c, d = (v(cell) for cell in four)
                return difference("better", 0.0, four[0].metric, a - b, c - d)

            text = f"gain of {named(four[0])} against that of {four[2].method}"
            terms.append(Term(four, text, margin, False))
    return terms
