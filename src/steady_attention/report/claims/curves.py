"""The tests of claims.yaml on single cells, curves and rankings; and `parts`, the entry to every test."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import pairwise, product

import numpy as np
from scipy.stats import rankdata

from steady_attention.pipeline.errors import UserError
from steady_attention.report.claims.cells import AXES, Cell
from steady_attention.report.claims.language import (
    LOWER_IS_BETTER,
    STRICT,
    WHOLE,
    Part,
    Term,
    Values,
    compare,
    gain,
    matched,
    matches,
    named,
    place,
)


def bound(test: Mapping, cells: list[Cell]) -> list[Term]:
    """Every cell against a constant: lt, le, gt or ge `value`."""
    sign, value = (-1 if test["relation"] in ("lt", "le") else 1), test["value"]
    chosen = matched([[cell for cell in cells if matches(cell, test["subject"])]], AXES)
    text = {"lt": "below", "le": "at most", "gt": "above", "ge": "at least"}[test["relation"]]
    return [
        Term((cell,), f"{named(cell)} {text} {value:g}",
             lambda v, cell=cell: sign * (v(cell) - value), test["relation"] not in STRICT)
        for (cell,) in chosen
    ]  # fmt: skip


def curves(test: Mapping, cells: list[Cell]) -> list[list[Cell]]:
    """The cells that differ only on the axis `along`, in its order; a curve has at least two of them.

    Along the unlabelled data the regime differs too: no unlabelled data is supervised.
    """
    along, found = test["along"], defaultdict(list)
    rest = [axis for axis in WHOLE if axis != along]
    if along == "unlabelled":
        rest.remove("regime")
    for (cell,) in matched([[cell for cell in cells if matches(cell, test["subject"])]], AXES):
        if getattr(cell, along) is not None:
            found[place(cell, rest)].append(cell)
    ordered = [sorted(curve, key=lambda cell: getattr(cell, along)) for curve in found.values()]
    return [curve for curve in ordered if len(curve) > 1]


def monotone(test: Mapping, cells: list[Cell]) -> list[Term]:
    """Each step along the axis goes up (or, with `direction: down`, down), or stays."""
    sign = {"up": 1, "down": -1}[test.get("direction", "up")]
    return [
        Term((a, b), f"{named(b)} after {test['along']} {getattr(a, test['along']):g}",
             lambda v, a=a, b=b: sign * (v(b) - v(a)), True)
        for curve in curves(test, cells) for a, b in pairwise(curve)
    ]  # fmt: skip


def settled(curve: np.ndarray, tolerance: float) -> np.ndarray:
    """How far curves (P, D) settle after their peak: the smallest of tolerance - step and value - start."""
    after = np.arange(len(curve))[:, None] > curve.argmax(axis=0)  # (P, D)
    steps = tolerance - abs(np.diff(curve, axis=0, prepend=curve[:1]))
    slack = np.minimum(steps, curve - curve[0])
    return np.where(after, slack, np.inf).min(axis=0, initial=tolerance)


def settles(test: Mapping, cells: list[Cell]) -> list[Term]:
    """After its peak a curve moves by at most `tolerance` a step and stays above its start."""
    return [
        Term(tuple(curve), f"{named(curve[0])} and on",
             lambda v, curve=curve: settled(np.stack([v(cell) for cell in curve]), test["tolerance"]), True)
        for curve in curves(test, cells)
    ]  # fmt: skip


def spearman(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Rank correlation (D,) of x and y (M, D) over the M methods; 0 where one of them does not vary."""
    x, y = (rankdata(side, axis=0) for side in (x, y))
    x, y = x - x.mean(axis=0), y - y.mean(axis=0)
    scale = np.sqrt((x * x).sum(axis=0) * (y * y).sum(axis=0))
    return np.divide((x * y).sum(axis=0), scale, out=np.zeros_like(scale), where=scale > 0)


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
            sign = -1 if sum(metric in LOWER_IS_BETTER for metric in metrics) == 1 else 1

            def margin(v: Values, groups: list = groups, sign: int = sign) -> np.ndarray:
                stacked = ([np.stack([v(cell) for cell in side]) for side in group] for group in groups)
                return sign * np.mean([spearman(x, y) for x, y in stacked], axis=0) - test["value"]

            used = tuple(cell for group in groups for side in group for cell in side)
            text = f"{metrics[0]} with {metrics[1]} over {len(groups)} groups"
            terms.append(Term(used, text, margin, False))
    return terms


OPERATIONS = {
    "compare": compare, "gain": gain, "bound": bound,
    "monotone": monotone, "settles": settles, "rank_correlation": rank_correlation,
}  # fmt: skip


def parts(test: Mapping, cells: list[Cell]) -> list[Part]:
    """The parts of a test, which must all hold; `all_of` has several. An unknown operation is a UserError."""
    if "all_of" in test:
        return [part for each in test["all_of"] for part in parts(each, cells)]
    if test["op"] not in OPERATIONS:
        raise UserError(
            f"claims.yaml: unknown op {test['op']!r}; expected one of {', '.join(OPERATIONS)} or all_of: "
            "mend the test, or write the operation in report/claims/curves.py"
        )
    return [Part(tuple(OPERATIONS[test["op"]](test, cells)), test.get("need", "all"))]
