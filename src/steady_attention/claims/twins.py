"""Runs that are the same by mathematics, and what follows for comparisons: such a cell counts once."""

from collections.abc import Iterable
from dataclasses import replace

from steady_attention.claims.scores import Score
from steady_attention.claims.terms import WHOLE, Part, Term, place
from steady_attention.results.twins import ABLATIONS, TWINS

SEAT = "seat"
ONCE = ("all", "any", "most")  # what a comparison of the same runs, made again, adds nothing to


def computed_as(score: Score) -> tuple[str | None, str | None]:
    """The method and the ablation whose runs a score has: its own, or a twin's."""
    ablation = ABLATIONS.get(score.ablation, score.ablation) if score.method == SEAT else score.ablation
    return TWINS.get(score.method, score.method), ablation


def own(score: Score) -> bool:
    """Whether it is computed as itself."""
    return computed_as(score) == (score.method, score.ablation)


def key(score: Score) -> tuple:
    """Equal for two scores that are one: their own or twins', with the same number at every seed."""
    return (
        *computed_as(score),
        *place(score, (axis for axis in WHOLE if axis not in ("method", "ablation"))),
        *sorted(score.numbers.items()),
    )


def identical(term: Term) -> bool:
    """Whether a term compares runs with themselves: a score, or a gain, with that of the twin; or two gains
    that are each over the twin, so none.
    """
    if all(map(own, term.scores)):
        return False
    keys = [key(score) for score in term.scores]
    if len(keys) == 2:
        return keys[0] == keys[1]
    return len(keys) == 4 and (keys[:2] == keys[2:] or keys[0::2] == keys[1::2])


def alike(term: Term, seeds: Iterable[int]) -> bool:
    """Whether a term sets a score beside one of the same weights: at each seed the attention of both has the
    same entropy and the same correlation, to the last digit.
    """
    if len(term.scores) != 2:
        return False
    one, other = ([score.states.get(seed) for seed in seeds] for score in term.scores)
    return None not in one and one == other


def once(part: Part) -> Part:
    """The part with terms of the same runs once. Where a claim asks for at least n of m all stay: it counts
    them.
    """
    if part.need not in ONCE:
        return part
    first: dict[tuple, Term] = {}
    for term in part.terms:
        first.setdefault(tuple(map(key, term.scores)), term)
    return replace(part, terms=tuple(first.values()))


def said(scores: Iterable[Score]) -> str:
    """In words, which twins stand for which; empty for none."""
    scores = list(scores)
    there = {key(score) for score in scores if own(score)}
    twins = [score for score in scores if not own(score) and key(score) in there]
    names = {(named(score.method, score.ablation), named(*computed_as(score))) for score in twins}
    return "; ".join(
        f"{one} counts as {other}, whose runs it has by mathematics" for one, other in sorted(names)
    )


def named(method: str | None, ablation: str | None) -> str:
    """`attention_at`, `seat with ablation none`."""
    return f"{method} with ablation {ablation}" if ablation else str(method)
