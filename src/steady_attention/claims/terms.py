"""The comparisons of claims.yaml as terms: each a margin that is positive in favour, computed from any values
of its scores: one printed number each, or ours seed by seed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from steady_attention.claims import reach
from steady_attention.claims.scores import AXES, Score
from steady_attention.metrics.card import LESS
from steady_attention.metrics.cards import cards

WHOLE = (*AXES, "method", "regime", "unlabeled")  # what tells two scores of one table apart
STRICT = ("better", "worse", "greater", "lt", "gt")
Values = Callable[[Score], np.ndarray]  # (D,) values of a score, D at once: its seeds, or one mean


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
    """One condition of a test: the scores it reads, what it says, its margin (D,), and whether 0 is enough.

    text: `{0}` stands for the first score, `{1}` for the second. bounds: None if the margin is linear.
    """

    scores: tuple[Score, ...]
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


def sign(metric: str | None) -> int:
    """-1 of a measure of which less is better, else 1; `jsd_seeds` is a jsd. A fact of a text has no card."""
    card = cards().get((metric or "").removesuffix("_seeds"))
    return -1 if card and card.better == LESS else 1


def matches(score: Score, where: Mapping) -> bool:
    """Whether each axis of the score is (one of) the wanted; null asks for a score without that axis."""
    return all(
        getattr(score, axis) in wanted if isinstance(wanted, list) else getattr(score, axis) == wanted
        for axis, wanted in where.items()
    )


def place(score: Score, axes: Iterable[str] = AXES) -> tuple:
    """Where the score stands, on these axes."""
    return tuple(getattr(score, axis) for axis in axes)


def matched(groups: Iterable[list[Score]], axes: Iterable[str]) -> list[tuple[Score, ...]]:
    """One tuple for each choice of a score a group that agrees on the axes; one printed twice counts once."""
    first, *others = groups
    axes = tuple(axes)
    found = [(score,) for score in first]
    for group in others:
        at = defaultdict(list)
        for score in group:
            at[place(score, axes)].append(score)
        found = [(*chosen, score) for chosen in found for score in at[place(chosen[0], axes)]]
    once: dict[tuple, tuple[Score, ...]] = {}
    for chosen in found:
        once.setdefault(tuple(place(score, WHOLE) for score in chosen), chosen)
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
    """The relation of score {0} to score {1} in words."""
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


def compared(relation: str, margin: float, s: Score, o: Score) -> Term:
    """The term of one subject and one object score; equivalence is judged on their signed difference."""

    def apart(v: Values) -> np.ndarray:
        return (v(s) - v(o))[None]  # (1, D)

    return Term(
        (s, o),
        condition(relation, margin, s.metric),
        lambda v: difference(relation, margin, s.metric, v(s), v(o)),
        relation not in STRICT or margin > 0,  # a margin is "at least": reaching it is enough
        Bounds(apart, partial(reach.within, bound=margin)) if relation == "within" else None,
    )


def compare(test: Mapping, scores: list[Score]) -> list[Term]:
    """Every subject score against every object score that agrees on the axes, minus those in `across`."""
    axes = [axis for axis in AXES if axis not in test.get("across", ())]
    axes += ["table"] if test.get("same_table") else []
    groups = [[[score for score in scores if matches(score, side)] for side in pair] for pair in sides(test)]
    chosen = [pair for group in groups for pair in matched(group, axes)]
    return [compared(test.get("relation", "better"), test.get("margin", 0.0), s, o) for s, o in chosen]


def gain(test: Mapping, scores: list[Score]) -> list[Term]:
    """(subject.to - subject.from) better than (object.to - object.from), scores agreeing on the axes."""
    terms = []
    for pair in sides(test):
        filters = [side[end] for side in pair for end in ("to", "from")]
        groups = [[score for score in scores if matches(score, where)] for where in filters]
        for four in matched(groups, AXES):

            def margin(v: Values, four: tuple[Score, ...] = four) -> np.ndarray:
                a, b, c, d = (v(score) for score in four)
                return difference("better", 0.0, four[0].metric, a - b, c - d)

            text = "a larger gain from {1} to {0} than from {3} to {2}"
            terms.append(Term(four, text, margin, False))
    return terms


def bound(test: Mapping, scores: list[Score]) -> list[Term]:
    """Every score against a constant: lt, le, gt or ge `value`."""
    turn, value = (-1 if test["relation"] in ("lt", "le") else 1), test["value"]
    chosen = matched([[score for score in scores if matches(score, test["subject"])]], AXES)
    text = {"lt": "below", "le": "at most", "gt": "above", "ge": "at least"}[test["relation"]]
    return [
        Term((score,), f"{{0}} {text} {value:g}",
             lambda v, score=score: turn * (v(score) - value), test["relation"] not in STRICT)
        for (score,) in chosen
    ]  # fmt: skip
