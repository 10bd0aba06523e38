"""The tests of claims.yaml on curves, rankings, the best of several methods and the spread of a score over a
sweep; and `parts`, the entry to every test.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
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
from steady_attention.claims.scores import AXES, Score
from steady_attention.claims.terms import (
    WHOLE,
    Bounds,
    Part,
    Term,
    Values,
    bound,
    compare,
    distinct,
    fitting,
    gain,
    matched,
    numbered,
    place,
    sign,
    stacked,
)
from steady_attention.claims.twins import key
from steady_attention.store.errors import UserError


def curves(test: Mapping, scores: list[Score]) -> list[list[Score]]:
    """The scores that differ only on the axis `along`, in its order; a curve has at least two of them.

    Along the unlabeled data the regime differs too: no unlabeled data is supervised, and the curve's start.
    `most` is the last amount of a data set of which the claim speaks, if it names one.
    """
    along, most, points = test["along"], test.get("most", {}), defaultdict(list)
    rest = [axis for axis in WHOLE if axis != along]
    start = 0.0 if along == "unlabeled" else None
    if along == "unlabeled":
        rest.remove("regime")
    for score in distinct(scores, test["subject"]):
        at = start if getattr(score, along) is None else getattr(score, along)
        if at is not None and at <= most.get(score.dataset, math.inf):
            points[place(score, rest)].append((at, score))
    ordered = [sorted(curve, key=lambda point: point[0]) for curve in points.values()]
    return [[score for _, score in curve] for curve in ordered if len(curve) > 1]


def monotone(test: Mapping, scores: list[Score]) -> list[Term]:
    """Each step along the axis goes up (or, with `direction: down`, down), or stays."""
    turn = {"up": 1, "down": -1}[test.get("direction", "up")]
    text = "{1} not " + ("below" if turn > 0 else "above") + " {0}"

    def of(a: Score, b: Score) -> Term:
        return Term((a, b), text, lambda v: turn * (v(b) - v(a)), True)

    return [of(*step) for curve in curves(test, scores) for step in adjacent(curve)]


def settles(test: Mapping, scores: list[Score]) -> list[Term]:
    """After its peak a curve moves by at most `tolerance` a step and stays above its start."""
    along, tolerance = test["along"], test["tolerance"]

    steps = f"no step along {along} over {tolerance:g}"

    def of(curve: list[Score]) -> Term:
        text = f"{numbered(len(curve))}: after the peak {steps}, nothing below the start"
        reach = partial(settling, points=len(curve), tolerance=tolerance)
        bounds = Bounds(lambda v: pairwise(stacked(v, curve)), reach)
        return Term(tuple(curve), text, lambda v: settled(stacked(v, curve), tolerance), True, bounds)

    return [of(curve) for curve in curves(test, scores)]


def ranking_groups(metrics: Sequence[str], scores: list[Score]) -> list[tuple[list[Score], list[Score]]]:
    """The scores of both metrics, method beside method, one group a place, of at least three methods; those
    that are the same by mathematics are one.

    A metric that has no perturbation (comprehensiveness) stands beside every one of the other's.
    """
    axes = [axis for axis in AXES if axis != "metric"]
    both = [fitting(scores, {"metric": metric}) for metric in metrics]
    free = [
        axis
        for axis in ("delta", "words")
        if any(all(getattr(score, axis) is None for score in side) for side in both)
    ]
    pairs_at = defaultdict(list)
    for x, y in matched(both, [*(axis for axis in axes if axis not in free), "method"]):
        pairs_at[place(x, axes), place(y, axes)].append((x, y))
    ranked = [list({(key(x), key(y)): (x, y) for x, y in pairs}.values()) for pairs in pairs_at.values()]
    return [tuple(map(list, zip(*pairs, strict=True))) for pairs in ranked if len(pairs) > 2]


def rank_correlation(test: Mapping, scores: list[Score]) -> list[Term]:
    """For each pair of metrics, both turned to more is better, the mean Spearman is above `value`."""
    included = [score for score in scores if score.method not in test.get("exclude", ())]
    pairs = product(test["x_metrics"], test["y_metrics"])
    named = [(metrics, ranking_groups(metrics, included)) for metrics in pairs]
    return [correlated(metrics, groups, test["value"]) for metrics, groups in named if groups]


def correlated(metrics: Sequence[str], groups: list[tuple[list[Score], list[Score]]], value: float) -> Term:
    """The term of one pair of metrics: the mean over its groups, turned, is above the value."""
    turn, sizes = sign(metrics[0]) * sign(metrics[1]), [len(x) for x, _ in groups]

    def margin(v: Values) -> np.ndarray:
        each = [spearman(stacked(v, x), stacked(v, y)) for x, y in groups]
        return turn * np.mean(each, axis=0) - value

    def contrasts(v: Values) -> np.ndarray:
        return np.concatenate([pairwise(stacked(v, side)) for group in groups for side in group])

    def reach(low: np.ndarray, high: np.ndarray) -> tuple[float, float]:
        cuts = np.cumsum([size * (size - 1) for size in sizes])[:-1]
        each = zip(np.split(low, cuts), np.split(high, cuts), sizes, strict=True)
        least, most = sorted(turn * np.mean([correlation(*group) for group in each], axis=0) - value)
        return float(least), float(most)

    used = tuple(score for group in groups for side in group for score in side)
    text = f"the rank correlation of {metrics[0]} with {metrics[1]}, turned so that more is better, above"
    count = f"mean over {len(groups)} groups of methods"
    return Term(used, f"{text} {value:g} ({count})", margin, False, Bounds(contrasts, reach))


def best(test: Mapping, scores: list[Score]) -> list[Term]:
    """At every place the best of the subject's methods is better than the best of the object's. Where one of
    the object's is not there, that cannot be shown to be so, only not to be.
    """
    at_place = defaultdict(lambda: ([], []))
    for side, name in enumerate(("subject", "object")):
        for score in distinct(scores, test[name]):
            at_place[place(score)][side].append(score)
    rivals = set(test["object"].get("method", ()))
    return [
        better(ours, theirs, whole=rivals <= {score.method for score in theirs})
        for ours, theirs in at_place.values()
        if ours and theirs
    ]


def better(ours: list[Score], theirs: list[Score], whole: bool = True) -> Term:
    """The best of some scores of one metric against the best of others: max s - max o. whole: whether all of
    the others are there; else the margin has no low end.
    """
    turn = sign(ours[0].metric)

    def turned(v: Values) -> tuple[np.ndarray, np.ndarray]:
        return turn * stacked(v, ours), turn * stacked(v, theirs)

    def margin(v: Values) -> np.ndarray:
        first, second = turned(v)
        return first.max(axis=0) - second.max(axis=0)

    # one of ours must be ahead of all of theirs: ours share an error rate; against, theirs do
    reach = partial(ahead, count=len(theirs))
    bounds = Bounds(
        lambda v: differences(*turned(v)),
        reach if whole else lambda low, high: (-math.inf, reach(low, high)[1]),
        len(ours),
        len(theirs),
    )
    first, second = numbered(len(ours)), numbered(len(theirs), len(ours))
    text = f"the best of {first} better than the best of {second}"
    return Term((*ours, *theirs), text, margin, False, bounds)


def narrower(test: Mapping, scores: list[Score]) -> list[Term]:
    """A subject's values along the axis range less widely than an object's at the same points."""
    along = test["along"]
    axes = [axis for axis in AXES if axis != along]
    subjects, objects = defaultdict(dict), defaultdict(dict)  # place and method: point of the axis: score
    for name, side in (("subject", subjects), ("object", objects)):
        for score in distinct(scores, test[name]):
            if (at := getattr(score, along)) is not None:
                side[place(score, axes), score.method][at] = score
    pairs = [
        (one, other, sorted(one.keys() & other.keys()))
        for ((where, _), one), ((there, _), other) in product(subjects.items(), objects.items())
        if where == there
    ]
    return [
        less_spread([one[at] for at in shared], [other[at] for at in shared])
        for one, other, shared in pairs
        if len(shared) > 1
    ]


def less_spread(one: list[Score], other: list[Score]) -> Term:
    """The range of one curve below that of another."""

    def margin(v: Values) -> np.ndarray:
        return np.ptp(stacked(v, other), axis=0) - np.ptp(stacked(v, one), axis=0)

    def contrasts(v: Values) -> np.ndarray:
        return np.concatenate([pairwise(stacked(v, curve)) for curve in (one, other)])

    text = f"the range of {numbered(len(one))} below that of {numbered(len(other), len(one))}"
    return Term((*one, *other), text, margin, False, Bounds(contrasts, ranging))


OPERATIONS = {
    test.__name__: test
    for test in (compare, gain, bound, monotone, settles, rank_correlation, best, narrower)
}


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
