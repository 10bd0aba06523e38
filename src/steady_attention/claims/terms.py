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
    sharing_low, sharing_high: how many ends of intervals share the error rate of the margin's low end, and of
    its high end. None is both ends of every contrast, 2 C, which is enough for any reach.
    """

    contrasts: Callable[[Values], np.ndarray]
    reach: Callable[[np.ndarray, np.ndarray], tuple[float, float]]
    sharing_low: int | None = None
    sharing_high: int | None = None


@dataclass(frozen=True, eq=False)
class Term:
    """One condition of a test: the scores it reads, what it says, its margin (D,), and whether 0 is enough.

    text: `{0}` stands for the first score, `{1}` for the second. bounds: None if the margin is linear.
    constant: whether a score is compared with a number, so that its unit must be known.
    """

    scores: tuple[Score, ...]
    text: str
    margin: Callable[[Values], np.ndarray]
    inclusive: bool
    bounds: Bounds | None = None
    constant: bool = False


@dataclass(frozen=True)
class Part:
    """The terms of one operation and how many must hold: all, most, any or {"at_least": n, "of": m}."""

    terms: tuple[Term, ...]
    need: str | Mapping[str, int] = "all"

    @property
    def total(self) -> int:
        """Of how many terms it speaks: of n of m those that cannot be compared count, and are open."""
        return max(len(self.terms), self.need["of"] if isinstance(self.need, Mapping) else 0)

    @property
    def wanted(self) -> int:
        """The smallest number of terms in favour with which the part holds."""
        if isinstance(self.need, Mapping):
            return self.need["at_least"]
        return {"all": len(self.terms), "most": len(self.terms) // 2 + 1, "any": 1}[self.need]


def sign(metric: str | None) -> int:
    """-1 of a measure of which less is better, else 1; `jsd_seeds` is a jsd. A fact of a text has no card."""
    card = cards().get((metric or "").removesuffix("_seeds").removesuffix("_vanilla"))
    return -1 if card and card.better == LESS else 1


def stacked(v: Values, scores: Iterable[Score]) -> np.ndarray:
    """The values (S, D) of S scores."""
    return np.stack([v(score) for score in scores])


def numbered(count: int, start: int = 0) -> str:
    """`{0}, {1}`: the places of some scores in a term's text."""
    return ", ".join(f"{{{start + n}}}" for n in range(count))


def matches(score: Score, where: Mapping) -> bool:
    """Whether each axis of the score is (one of) the wanted; null asks for a score without that axis."""
    return all(
        getattr(score, axis) in wanted if isinstance(wanted, list) else getattr(score, axis) == wanted
        for axis, wanted in where.items()
    )


def fitting(scores: Iterable[Score], where: Mapping) -> list[Score]:
    """The scores that match."""
    return [score for score in scores if matches(score, where)]


def place(score: Score, axes: Iterable[str] = AXES) -> tuple:
    """Where the score stands, on these axes."""
    return tuple(getattr(score, axis) for axis in axes)


def matched(groups: Iterable[list[Score]], axes: Iterable[str]) -> list[tuple[Score, ...]]:
    """One tuple for each choice of a score a group that agrees on the axes; one printed twice counts once."""
    first, *others = groups
    axes = tuple(axes)
    choices = [(score,) for score in first]
    for group in others:
        at = defaultdict(list)
        for score in group:
            at[place(score, axes)].append(score)
        choices = [(*chosen, score) for chosen in choices for score in at[place(chosen[0], axes)]]
    once: dict[tuple, tuple[Score, ...]] = {}
    for chosen in choices:
        once.setdefault(tuple(place(score, WHOLE) for score in chosen), chosen)
    return list(once.values())


def distinct(scores: Iterable[Score], where: Mapping) -> list[Score]:
    """The scores that match, one printed twice once."""
    return [score for (score,) in matched([fitting(scores, where)], AXES)]


def sides(test: Mapping) -> list[tuple[Mapping, Mapping]]:
    """The (subject, object) filters of a test: its pairs, or its one pair."""
    return test["pairs"] if "pairs" in test else [(test["subject"], test["object"])]


def methods_of(test: object) -> list[str]:
    """Every method that a test names, in its order."""
    named, below = [], test if isinstance(test, list) else []
    if isinstance(test, Mapping):
        named = test.get("method", [])
        named = [named] if isinstance(named, str) else named
        below = [value for key, value in test.items() if key != "method"]
    return list(dict.fromkeys([*named, *(name for each in below for name in methods_of(each))]))


def relation_of(name: str, margin: float, metric: str) -> tuple[Callable, str]:
    """How far a subject's values (D,) satisfy a relation to an object's, positive in favour; its words."""
    turn = sign(metric)
    up, down = ("above", "below") if turn > 0 else ("below", "above")
    by = f" by at least {margin:g}" if margin else ""
    near = f"{{0}} at most {margin:g} {down} {{1}}" if margin else f"{{0}} not {down} {{1}}"
    return {
        "better": (lambda s, o: turn * (s - o) - margin, f"{{0}} {up} {{1}}{by}"),
        "worse": (lambda s, o: turn * (o - s) - margin, f"{{0}} {down} {{1}}{by}"),
        "not_worse": (lambda s, o: turn * (s - o) + margin, near),
        "within": (lambda s, o: margin - abs(s - o), f"{{0}} at most {margin:g} from {{1}}"),
        "greater": (lambda s, o: s - o - margin, f"{{0}} above {{1}}{by}"),
        "ratio_at_least": (lambda s, o: s - margin * o, f"{{0}} at least {margin:g} times {{1}}"),
    }[name]


def compared(relation: str, margin: float, s: Score, o: Score) -> Term:
    """The term of one subject and one object score; equivalence is judged on their signed difference."""
    distance, text = relation_of(relation, margin, s.metric)
    # two one-sided tests, both of which must hold, share no error rate (Schuirmann 1987)
    apart = Bounds(lambda v: (v(s) - v(o))[None], partial(reach.within, bound=margin), 1, 2)  # (1, D)
    return Term(
        (s, o),
        text,
        lambda v: distance(v(s), v(o)),
        relation not in STRICT or margin > 0,  # a margin is "at least": reaching it is enough
        apart if relation == "within" else None,
    )


def compare(test: Mapping, scores: list[Score]) -> list[Term]:
    """Every subject score against every object score that agrees on the axes, minus those in `across`."""
    axes = [axis for axis in AXES if axis not in test.get("across", ())]
    axes += ["table"] if test.get("same_table") else []
    pairs = [found for pair in sides(test) for found in matched([fitting(scores, s) for s in pair], axes)]
    return [compared(test.get("relation", "better"), test.get("margin", 0.0), s, o) for s, o in pairs]


def gain(test: Mapping, scores: list[Score]) -> list[Term]:
    """(subject.to - subject.from) better than (object.to - object.from), scores agreeing on the axes, minus
    those in `across`.
    """
    axes = [axis for axis in AXES if axis not in test.get("across", ())]
    text = "a larger gain from {1} to {0} than from {3} to {2}"

    def of(four: tuple[Score, ...]) -> Term:
        a, b, c, d = four
        turn = sign(a.metric)
        return Term(four, text, lambda v: turn * (v(a) - v(b) - (v(c) - v(d))), False)

    filters = [[side[end] for side in pair for end in ("to", "from")] for pair in sides(test)]
    groups = [[fitting(scores, where) for where in four] for four in filters]
    return [of(four) for group in groups for four in matched(group, axes)]


def bound(test: Mapping, scores: list[Score]) -> list[Term]:
    """Every score against a constant: lt, le, gt or ge `value`."""
    relation, value = test["relation"], test["value"]
    turn = -1 if relation in ("lt", "le") else 1
    words = {"lt": "below", "le": "at most", "gt": "above", "ge": "at least"}[relation]

    def of(score: Score) -> Term:
        return Term(
            (score,),
            f"{{0}} {words} {value:g}",
            lambda v: turn * (v(score) - value),
            relation not in STRICT,
            constant=True,
        )

    return [of(score) for score in distinct(scores, test["subject"])]
