"""The tests of claims.yaml on curves and rankings; and `parts`, the entry to every test."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import pairwise as adjacent
from itertools import product

import numpy as np

from steady_attention.claims.extremes import best, narrower
from steady_attention.claims.language import (
    WHOLE,
    bound,
    compare,
    gain,
    matched,
    matches,
    place,
    sign,
)
from steady_attention.claims.reach import correlation, pairwise, settled, settling, spearman
from steady_attention.claims.terms import Bounds, Part, Term, Values
from steady_attention.printed.cells import AXES, Cell
from steady_attention.store.errors import UserError


def curves(test: Mapping, cells: list[Cell]) -> list[list[Cell]]:
    """The cells that differ only on the axis `along`, in its order; a curve has at least two of them.

    Along the unlabelled data the regime differs too: no unlabelled data is supervised, and the curve's start.
    `most` is the last amount of a data set of which the claim speaks, if it names one.
    """
    along, most, found = test["along"], test.get("most", {}), defaultdict(list)
    rest = [axis for axis in WHOLE if axis != along]
    start = 0.0 if along == "unlabelled" else None
    if along == "unlabelled":
        rest.remove("regime")
    for (cell,) in matched([[cell for cell in cells if matches(cell, test["subject"])]], AXES):
        at = start if getattr(cell, along) is None else getattr(cell, along)
        if at is not None and at <= most.get(cell.dataset, math.inf):
            found[place(cell, rest)].append((at, cell))
    ordered = [sorted(curve, key=lambda point: point[0]) for curve in found.values()]
    return [[cell for _, cell in curve] for curve in ordered if len(curve) > 1]


def monotone(test: Mapping, cells: list[Cell]) -> list[Term]:
    """Each step along the axis goes up (or, with `direction: down`, down), or stays."""
    turn = {"up": 1, "down": -1}[test.get("direction", "up")]
    text = "{1} not " + ("below" if turn > 0 else "above") + " {0}"
    return [
        Term((a, b), text,
             lambda v, a=a, b=b: turn * (v(b) - v(a)), True)
        for curve in curves(test, cells) for a, b in adjacent(curve)
    ]  # fmt: skip


def settles(test: Mapping, cells: list[Cell]) -> list[Term]:
    """After its peak a curve moves by at most `tolerance` a step and stays above its start."""
    along, tolerance = test["along"], test["tolerance"]

    def of(curve: list[Cell]) -> Term:
        def values(v: Values) -> np.ndarray:
            return np.stack([v(cell) for cell in curve])  # (P, D)

        names = ", ".join(f"{{{i}}}" for i in range(len(curve)))
        text = f"{names}: after the peak no step along {along} over {tolerance:g}, nothing below the start"
        bounds = Bounds(
            lambda v: pairwise(values(v)), partial(settling, points=len(curve), tolerance=tolerance)
        )
        return Term(tuple(curve), text, lambda v: settled(values(v), tolerance), True, bounds)

    return [of(curve) for curve in curves(test, cells)]


def ranking_groups(x_metric: str, y_metric: str, cells: list[Cell]) -> list[tuple[list[Cell], list[Cell]]]:
    """The cells of both metrics, method beside method, one group a place, of at least three methods.

    A metric that has no perturbation (comprehensiveness) stands beside every one of the other's.
    """
    axes = [axis for axis in AXES if axis != "metric"]
    both = [[cell for cell in cells if cell.metric == metric] for metric in (x_metric, y_metric)]
    shared = [axis for axis in axes if axis not in ("delta", "words") or all(map(_varied(axis), both))]
    found = defaultdict(list)
    for x, y in matched(both, [*shared, "method"]):
        found[place(x, axes), place(y, axes)].append((x, y))
    return [tuple(map(list, zip(*pairs, strict=True))) for pairs in found.values() if len(pairs) > 2]


def _varied(axis: str) -> Callable[[list[Cell]], bool]:
    """Whether any of some cells has a value on the axis."""
    return lambda cells: any(getattr(cell, axis) is not None for cell in cells)


def rank_correlation(test: Mapping, cells: list[Cell]) -> list[Term]:
    """For each pair of metrics, both turned to more is better, the mean Spearman is above `value`."""
    cells, terms = [cell for cell in cells if cell.method not in test.get("exclude", ())], []
    for metrics in product(test["x_metrics"], test["y_metrics"]):
        if groups := ranking_groups(*metrics, cells):
            turn = sign(metrics[0]) * sign(metrics[1])
            terms.append(correlated(metrics, groups, turn, test["value"]))
    return terms


def correlated(
    metrics: tuple[str, str], groups: list[tuple[list[Cell], list[Cell]]], turn: int, value: float
) -> Term:
    """The term of one pair of metrics: turn times the mean over its groups is above the value."""

    def stacked(v: Values) -> Iterator[list[np.ndarray]]:
        return ([np.stack([v(cell) for cell in side]) for side in group] for group in groups)

    def margin(v: Values) -> np.ndarray:
        return turn * np.mean([spearman(x, y) for x, y in stacked(v)], axis=0) - value

    def contrasts(v: Values) -> np.ndarray:
        return np.concatenate([pairwise(side) for group in stacked(v) for side in group])

    def reach(low: np.ndarray, high: np.ndarray) -> tuple[float, float]:
        sizes = [len(x) for x, _ in groups]
        cuts = np.cumsum([size * (size - 1) for size in sizes])[:-1]
        each = zip(np.split(low, cuts), np.split(high, cuts), sizes, strict=True)
        ends = np.mean([correlation(*group) for group in each], axis=0)
        least, most = sorted(turn * ends - value)
        return float(least), float(most)

    used = tuple(cell for group in groups for side in group for cell in side)
    text = f"the rank correlation of {metrics[0]} with {metrics[1]}, turned so that more is better, above"
    count = f"mean over {len(groups)} groups of methods"
    return Term(used, f"{text} {value:g} ({count})", margin, False, Bounds(contrasts, reach))


OPERATIONS = {
    "compare": compare, "gain": gain, "bound": bound,
    "monotone": monotone, "settles": settles, "rank_correlation": rank_correlation,
    "best": best, "narrower": narrower,
}  # fmt: skip


def parts(test: Mapping, cells: list[Cell]) -> list[Part]:
    """The parts of a test, which must all hold; `all_of` has several. An unknown operation is a UserError."""
    if "all_of" in test:
        return [part for each in test["all_of"] for part in parts(each, cells)]
    if test["op"] not in OPERATIONS:
        raise UserError(
            f"claims.yaml: unknown op {test['op']!r}; expected one of {', '.join(OPERATIONS)} or all_of: "
            "mend the test, or write the operation in claims/curves.py"
        )
    return [Part(tuple(OPERATIONS[test["op"]](test, cells)), test.get("need", "all"))]
