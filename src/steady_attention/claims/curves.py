"""The tests of claims.yaml on curves, rankings, the best of several methods and the spread of a score over a
sweep; and `parts`, the entry to every test.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import pairwise as adjacent
from itertools import product

import numpy as np

from steady_attention.claims.reach import (
    ahead,
    correlation,
    differences,
    pairwise,
    ranging,
    settled,
    settling,
    spearman,
)
from steady_attention.claims.scores import AXES, SPELT, Score
from steady_attention.claims.terms import (
    WHOLE,
    Bounds,
    Part,
    Term,
    Values,
    bound,
    compare,
    gain,
    matched,
    matches,
    place,
    sign,
)
from steady_attention.store.errors import UserError


def curves(test: Mapping, scores: list[Score]) -> list[list[Score]]:
    """The scores that differ only on the axis `along`, in its order; a curve has at least two of them.

    Along the unlabeled data the regime differs too: no unlabeled data is supervised, and the curve's start.
    `most` is the last amount of a data set of which the claim speaks, if it names one.
    """
    along, most, found = test["along"], test.get("most", {}), defaultdict(list)
    rest = [axis for axis in WHOLE if axis != along]
    start = 0.0 if along == "unlabeled" else None
    if along == "unlabeled":
        rest.remove("regime")
    for (score,) in matched([[score for score in scores if matches(score, test["subject"])]], AXES):
        at = start if getattr(score, along) is None else getattr(score, along)
        if at is not None and at <= most.get(score.dataset, math.inf):
            found[place(score, rest)].append((at, score))
    ordered = [sorted(curve, key=lambda point: point[0]) for curve in found.values()]
    return [[score for _, score in curve] for curve in ordered if len(curve) > 1]


def monotone(test: Mapping, scores: list[Score]) -> list[Term]:
    """Each step along the axis goes up (or, with `direction: down`, down), or stays."""
    turn = {"up": 1, "down": -1}[test.get("direction", "up")]
    text = "{1} not " + ("below" if turn > 0 else "above") + " {0}"
    return [
        Term((a, b), text,
             lambda v, a=a, b=b: turn * (v(b) - v(a)), True)
        for curve in curves(test, scores) for a, b in adjacent(curve)
    ]  # fmt: skip


def settles(test: Mapping, scores: list[Score]) -> list[Term]:
    """After its peak a curve moves by at most `tolerance` a step and stays above its start."""
    along, tolerance = test["along"], test["tolerance"]

    def of(curve: list[Score]) -> Term:
        def values(v: Values) -> np.ndarray:
            return np.stack([v(score) for score in curve])  # (P, D)

        names = ", ".join(f"{{{i}}}" for i in range(len(curve)))
        steps = f"no step along {SPELT.get(along, along)} over {tolerance:g}"
        text = f"{names}: after the peak {steps}, nothing below the start"
        bounds = Bounds(
            lambda v: pairwise(values(v)), partial(settling, points=len(curve), tolerance=tolerance)
        )
        return Term(tuple(curve), text, lambda v: settled(values(v), tolerance), True, bounds)

    return [of(curve) for curve in curves(test, scores)]


def ranking_groups(
    x_metric: str, y_metric: str, scores: list[Score]
) -> list[tuple[list[Score], list[Score]]]:
    """The scores of both metrics, method beside method, one group a place, of at least three methods.

    A metric that has no perturbation (comprehensiveness) stands beside every one of the other's.
    """
    axes = [axis for axis in AXES if axis != "metric"]
    both = [[score for score in scores if score.metric == metric] for metric in (x_metric, y_metric)]
    perturbed = [
        axis
        for axis in ("delta", "words")
        if all(any(getattr(score, axis) is not None for score in side) for side in both)
    ]
    shared = [axis for axis in axes if axis not in ("delta", "words") or axis in perturbed]
    found = defaultdict(list)
    for x, y in matched(both, [*shared, "method"]):
        found[place(x, axes), place(y, axes)].append((x, y))
    return [tuple(map(list, zip(*pairs, strict=True))) for pairs in found.values() if len(pairs) > 2]


def rank_correlation(test: Mapping, scores: list[Score]) -> list[Term]:
    """For each pair of metrics, both turned to more is better, the mean Spearman is above `value`."""
    scores, terms = [score for score in scores if score.method not in test.get("exclude", ())], []
    for metrics in product(test["x_metrics"], test["y_metrics"]):
        if groups := ranking_groups(*metrics, scores):
            turn = sign(metrics[0]) * sign(metrics[1])
            terms.append(correlated(metrics, groups, turn, test["value"]))
    return terms


def correlated(
    metrics: tuple[str, str], groups: list[tuple[list[Score], list[Score]]], turn: int, value: float
) -> Term:
    """The term of one pair of metrics: turn times the mean over its groups is above the value."""

    def stacked(v: Values) -> Iterator[list[np.ndarray]]:
        return ([np.stack([v(score) for score in side]) for side in group] for group in groups)

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

    used = tuple(score for group in groups for side in group for score in side)
    text = f"the rank correlation of {metrics[0]} with {metrics[1]}, turned so that more is better, above"
    count = f"mean over {len(groups)} groups of methods"
    return Term(used, f"{text} {value:g} ({count})", margin, False, Bounds(contrasts, reach))


def best(test: Mapping, scores: list[Score]) -> list[Term]:
    """At every place the best of the subject's methods is better than the best of the object's."""
    found = defaultdict(list)
    for side in ("subject", "object"):
        for (score,) in matched([[score for score in scores if matches(score, test[side])]], AXES):
            found[place(score)].append((side, score))
    sides = [
        [[score for name, score in there if name == side] for side in ("subject", "object")]
        for there in found.values()
    ]
    return [better(ours, theirs) for ours, theirs in sides if ours and theirs]


def better(ours: list[Score], theirs: list[Score]) -> Term:
    """The best of some scores of one metric against the best of others: max s - max o."""
    turn = sign(ours[0].metric)

    def apart(v: Values) -> np.ndarray:
        return differences(*(np.stack([turn * v(score) for score in side]) for side in (ours, theirs)))

    def margin(v: Values) -> np.ndarray:
        first, second = (np.stack([turn * v(score) for score in side]) for side in (ours, theirs))
        return first.max(axis=0) - second.max(axis=0)

    first, second = _numbered(len(ours)), _numbered(len(theirs), len(ours))
    text = f"the best of {first} better than the best of {second}"
    return Term((*ours, *theirs), text, margin, False, Bounds(apart, partial(ahead, count=len(theirs))))


def narrower(test: Mapping, scores: list[Score]) -> list[Term]:
    """A subject's values along the axis range less widely than an object's at the same points."""
    along = test["along"]
    axes = [axis for axis in AXES if axis != along]
    curves: dict[str, dict[tuple, dict[float, Score]]] = {"subject": {}, "object": {}}
    for side, found in curves.items():
        for (score,) in matched([[score for score in scores if matches(score, test[side])]], AXES):
            if (at := getattr(score, along)) is not None:
                found.setdefault((place(score, axes), score.method), {})[at] = score
    return list(_narrower(curves["subject"], curves["object"]))


def _narrower(subjects: Mapping[tuple, Mapping], objects: Mapping[tuple, Mapping]) -> Iterator[Term]:
    for (where, _), one in subjects.items():
        for (there, _), other in objects.items():
            shared = sorted(one.keys() & other.keys())
            if where == there and len(shared) > 1:
                yield less_spread([one[at] for at in shared], [other[at] for at in shared])


def less_spread(one: list[Score], other: list[Score]) -> Term:
    """The range of one curve below that of another."""

    def values(v: Values) -> list[np.ndarray]:
        return [np.stack([v(score) for score in curve]) for curve in (one, other)]  # (P, D) each

    def margin(v: Values) -> np.ndarray:
        first, second = (np.ptp(curve, axis=0) for curve in values(v))
        return second - first

    bounds = Bounds(lambda v: np.concatenate([pairwise(curve) for curve in values(v)]), ranging)
    text = f"the range of {_numbered(len(one))} below that of {_numbered(len(other), len(one))}"
    return Term((*one, *other), text, margin, False, bounds)


def _numbered(count: int, start: int = 0) -> str:
    return ", ".join(f"{{{start + n}}}" for n in range(count))


OPERATIONS = {
    "compare": compare, "gain": gain, "bound": bound,
    "monotone": monotone, "settles": settles, "rank_correlation": rank_correlation,
    "best": best, "narrower": narrower,
}  # fmt: skip


def parts(test: Mapping, scores: list[Score]) -> list[Part]:
    """The parts of a test, which must all hold; `all_of` has several. An unknown operation is a UserError."""
    if "all_of" in test:
        return [part for each in test["all_of"] for part in parts(each, scores)]
    if test["op"] not in OPERATIONS:
        raise UserError(
            f"claims.yaml: unknown op {test['op']!r}; expected one of {', '.join(OPERATIONS)} or all_of: "
            "mend the test, or write the operation in claims/curves.py"
        )
    return [Part(tuple(OPERATIONS[test["op"]](test, scores)), test.get("need", "all"))]
