"""The tests of claims.yaml on the best of several methods and on the spread of a score over a sweep."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

from steady_attention.claims.language import matched, matches, place, sign
from steady_attention.claims.reach import ahead, differences, pairwise, ranging
from steady_attention.claims.terms import Bounds, Term, Values
from steady_attention.printed.cells import AXES, Cell


def best(test: Mapping, cells: list[Cell]) -> list[Term]:
    """At every place the best of the subject's methods is better than the best of the object's."""
    found = defaultdict(list)
    for side in ("subject", "object"):
        for (cell,) in matched([[cell for cell in cells if matches(cell, test[side])]], AXES):
            found[place(cell)].append((side, cell))
    sides = [
        [[cell for name, cell in there if name == side] for side in ("subject", "object")]
        for there in found.values()
    ]
    return [better(ours, theirs) for ours, theirs in sides if ours and theirs]


def better(ours: list[Cell], theirs: list[Cell]) -> Term:
    """The best of some cells of one metric against the best of others: max s - max o."""
    turn = sign(ours[0].metric)

    def apart(v: Values) -> np.ndarray:
        return differences(*(np.stack([turn * v(cell) for cell in side]) for side in (ours, theirs)))

    def margin(v: Values) -> np.ndarray:
        first, second = (np.stack([turn * v(cell) for cell in side]) for side in (ours, theirs))
        return first.max(axis=0) - second.max(axis=0)

    first, second = _numbered(len(ours)), _numbered(len(theirs), len(ours))
    text = f"the best of {first} better than the best of {second}"
    return Term((*ours, *theirs), text, margin, False, Bounds(apart, partial(ahead, count=len(theirs))))


def narrower(test: Mapping, cells: list[Cell]) -> list[Term]:
    """A subject's values along the axis range less widely than an object's at the same points."""
    along = test["along"]
    axes = [axis for axis in AXES if axis != along]
    curves: dict[str, dict[tuple, dict[float, Cell]]] = {"subject": {}, "object": {}}
    for side, found in curves.items():
        for (cell,) in matched([[cell for cell in cells if matches(cell, test[side])]], AXES):
            if (at := getattr(cell, along)) is not None:
                found.setdefault((place(cell, axes), cell.method), {})[at] = cell
    return list(_narrower(curves["subject"], curves["object"]))


def _narrower(subjects: Mapping[tuple, Mapping], objects: Mapping[tuple, Mapping]) -> Iterator[Term]:
    for (where, _), one in subjects.items():
        for (there, _), other in objects.items():
            shared = sorted(one.keys() & other.keys())
            if where == there and len(shared) > 1:
                yield less_spread([one[at] for at in shared], [other[at] for at in shared])


def less_spread(one: list[Cell], other: list[Cell]) -> Term:
    """The range of one curve below that of another."""

    def values(v: Values) -> list[np.ndarray]:
        return [np.stack([v(cell) for cell in curve]) for curve in (one, other)]  # (P, D) each

    def margin(v: Values) -> np.ndarray:
        first, second = (np.ptp(curve, axis=0) for curve in values(v))
        return second - first

    bounds = Bounds(lambda v: np.concatenate([pairwise(curve) for curve in values(v)]), ranging)
    text = f"the range of {_numbered(len(one))} below that of {_numbered(len(other), len(one))}"
    return Term((*one, *other), text, margin, False, bounds)


def _numbered(count: int, start: int = 0) -> str:
    return ", ".join(f"{{{start + n}}}" for n in range(count))
