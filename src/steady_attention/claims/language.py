"""The comparisons of claims.yaml: cells against each other or a constant, and gains, as terms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

import numpy as np

from steady_attention.claims import reach
from steady_attention.claims.terms import Bounds, Term, Values
from steady_attention.metrics.card import LESS
from steady_attention.metrics.cards import cards
from steady_attention.printed.cells import AXES, Cell

WHOLE = (*AXES, "method", "regime", "unlabelled")  # what tells two cells of one table apart
STRICT = ("better", "worse", "greater", "lt", "gt")


def sign(metric: str | None) -> int:
    """-1 of a measure of which less is better, else 1; `jsd_seeds` is a jsd. A fact of a text has no card."""
    card = cards().get((metric or "").removesuffix("_seeds"))
    return -1 if card and card.better == LESS else 1


def matches(cell: Cell, where: Mapping) -> bool:
    """Whether each axis of the cell is (one of) the wanted; null asks for a cell without that axis."""
    return all(
        getattr(cell, axis) in wanted if isinstance(wanted, list) else getattr(cell, axis) == wanted
        for axis, wanted in where.items()
    )


def place(cell: Cell, axes: Iterable[str] = AXES) -> tuple:
    """Where the cell stands, on these axes."""
    return tuple(getattr(cell, axis) for axis in axes)


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
    turn = sign(metric)
    return {
        "better": turn * (s - o) - margin,
        "worse": turn * (o - s) - margin,
        "not_worse": turn * (s - o) + margin,
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


def condition(relation: str, margin: float, metric: str) -> str:
    """The relation of cell {0} to cell {1} in words."""
    up, down = ("below", "above") if sign(metric) < 0 else ("above", "below")
    by = f" by at least {margin:g}" if margin else ""
    return {
        "better": f"{{0}} {up} {{1}}{by}",
        "worse": f"{{0}} {down} {{1}}{by}",
        "not_worse": f"{{0}} at most {margin:g} {down} {{1}}" if margin else f"{{0}} not {down} {{1}}",
        "within": f"{{0}} at most {margin:g} from {{1}}",
        "greater": f"{{0}} above {{1}}{by}",
        "ratio_at_least": f"{{0}} at least {margin:g} times {{1}}",
    }[relation]


def compared(relation: str, margin: float, s: Cell, o: Cell) -> Term:
    """The term of one subject and one object cell; equivalence is judged on their signed difference."""

    def apart(v: Values) -> np.ndarray:
        return (v(s) - v(o))[None]  # (1, D)

    return Term(
        (s, o),
        condition(relation, margin, s.metric),
        lambda v: difference(relation, margin, s.metric, v(s), v(o)),
        relation not in STRICT or margin > 0,  # a margin is "at least": reaching it is enough
        Bounds(apart, partial(reach.within, bound=margin)) if relation == "within" else None,
    )


def compare(test: Mapping, cells: list[Cell]) -> list[Term]:
    """Every subject cell against every object cell that agrees on the axes, minus those in `across`."""
    axes = [axis for axis in AXES if axis not in test.get("across", ())]
    axes += ["table"] if test.get("same_table") else []
    groups = [[[cell for cell in cells if matches(cell, side)] for side in pair] for pair in sides(test)]
    chosen = [pair for group in groups for pair in matched(group, axes)]
    return [compared(test.get("relation", "better"), test.get("margin", 0.0), s, o) for s, o in chosen]


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

            text = "a larger gain from {1} to {0} than from {3} to {2}"
            terms.append(Term(four, text, margin, False))
    return terms


def bound(test: Mapping, cells: list[Cell]) -> list[Term]:
    """Every cell against a constant: lt, le, gt or ge `value`."""
    turn, value = (-1 if test["relation"] in ("lt", "le") else 1), test["value"]
    chosen = matched([[cell for cell in cells if matches(cell, test["subject"])]], AXES)
    text = {"lt": "below", "le": "at most", "gt": "above", "ge": "at least"}[test["relation"]]
    return [
        Term((cell,), f"{{0}} {text} {value:g}",
             lambda v, cell=cell: turn * (v(cell) - value), test["relation"] not in STRICT)
        for (cell,) in chosen
    ]  # fmt: skip
