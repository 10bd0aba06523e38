"""Methods that are the same by mathematics, and what follows for comparisons: such a cell counts once."""

from collections.abc import Iterable
from dataclasses import replace

from steady_attention.claims.scores import Score
from steady_attention.claims.terms import WHOLE, Part, Term, place
from steady_attention.results.twins import TWINS

COUNTED = ("all", "any")  # what one comparison more of the same runs adds nothing to


def key(score: Score) -> tuple:
    """Equal for two scores that are one: of one method or of twins, with the same number at every seed."""
    return (
        TWINS.get(score.method, score.method),
        *place(score, (axis for axis in WHOLE if axis != "method")),
        *sorted(score.numbers.items()),
    )


def identical(term: Term) -> bool:
    """Whether a term compares runs with themselves: a score, or a gain, with that of the twin."""
    if not any(score.method in TWINS for score in term.scores):
        return False
    half = len(term.scores) // 2
    first, second = ([key(score) for score in side] for side in (term.scores[:half], term.scores[half:]))
    return half in (1, 2) and first == second


def once(part: Part) -> Part:
    """The part with terms of the same runs once. Where terms are counted (most, at least n) all stay: the
    claim counts them.
    """
    if part.need not in COUNTED:
        return part
    first: dict[tuple, Term] = {}
    for term in part.terms:
        first.setdefault(tuple(map(key, term.scores)), term)
    return replace(part, terms=tuple(first.values()))


def said(scores: Iterable[Score]) -> str:
    """In words, which twins stand for which; empty for none."""
    scores = list(scores)
    there = {key(score): score.method for score in scores if score.method in TWINS.values()}
    equal = {score.method for score in scores if score.method in TWINS and key(score) in there}
    return "; ".join(
        f"{one} counts as {TWINS[one]}, whose runs it has by mathematics" for one in sorted(equal)
    )
