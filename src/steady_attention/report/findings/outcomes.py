"""A section a paper: in a sentence or two which printed effects are found here, then a table of the effects,
what changes them, and what else is known. Sentences are fixed words around names and numbers.

An effect is found where its interval excludes 0 on the printed side; a smaller one where the printed value
lies beyond the interval. Where the interval reaches 0 it is not found if the printed value lies outside, and
open if it lies inside. Of a doubted print (†) the side alone is compared.
"""

import math
from collections.abc import Iterator, Sequence
from statistics import mean

from steady_attention.report.findings.differences import of_seeds
from steady_attention.report.findings.headline import (
    Difference,
    Effect,
    Headline,
    Place,
    Print,
    Table,
    interval,
    printed,
    said,
    unit_of,
)
from steady_attention.report.findings.measured import Measured, Under, measured, name_of, value
from steady_attention.report.findings.measured import told_apart as told
from steady_attention.report.findings.sentences import listed
from steady_attention.report.tables.grid import Grid

HEADER = ("effect", "here", "printed", "what changes it")
NONE = "–"
NAMED = 2  # causes without a change that can be told
FOUND, SMALLER, OPPOSITE, NOT_FOUND, OPEN = "found", "smaller", "opposite", "not found", "open"
SENTENCES = {
    FOUND: "The printed effect on {} is found.",
    SMALLER: "On {} a smaller effect is found.",
    OPPOSITE: "On {} the opposite is found.",
    NOT_FOUND: "The printed effect on {} is not found.",
    OPEN: "On {} it stays open.",
}


def kind(one: Difference, effect: Effect, print_: Print) -> str:
    """Whether a difference is what is printed: FOUND, SMALLER, OPPOSITE, NOT_FOUND or OPEN."""
    factor, _ = unit_of(effect.metric)
    _, low, high = (factor * end for end in interval(list(one.values.values())))
    side = math.copysign(1.0, print_.value)
    if low > 0 or high < 0:
        if (low > 0) != (side > 0):
            return OPPOSITE
        return SMALLER if not print_.doubted and max(side * low, side * high) < abs(print_.value) else FOUND
    return OPEN if not print_.doubted and low <= print_.value <= high else NOT_FOUND


def answer(found: Sequence[Measured], headline: Headline, place: Place) -> str:
    """Of the printed differences which are found here, which are not, and which were not run."""
    if place != headline.place:
        return f"{place[0]} stands for {headline.place[0]}, so that no number compares with a printed one."
    kinds: dict[str, list[str]] = {one: [] for one in SENTENCES}
    for one in found:
        print_ = printed(one.effect, headline.place)
        if one.effect.over and print_ and print_.value:
            for head in one.heads:
                apart = ", ".join(told(head, one.heads))
                name = f"{one.effect.short} ({apart})" if apart else one.effect.short
                kinds[kind(head, one.effect, print_)].append(name)
    sentences = [text.format(listed(kinds[one])) for one, text in SENTENCES.items() if kinds[one]]
    absent = [one.effect.short for one in found if not one.heads]
    return " ".join([*sentences, *([f"Not run: {', '.join(absent)}."] if absent else [])])


def effects(found: Sequence[Measured], headline: Headline, usual: int = 0) -> Grid:
    """A row an effect that was run: with its interval, as printed, and the causes that change it; one that no
    paper prints has a row where something changes it. usual: the number of seeds that is not said.
    """
    rows = []
    for one in found:
        print_ = printed(one.effect, headline.place)
        changed = "; ".join(_changes([each for each in one.under if each.tells]))
        if print_ is None and not changed:
            continue
        text = f"{print_.text}{' †' * print_.doubted}" if print_ else NONE
        for head in one.heads:
            apart = ", ".join(told(head, one.heads))
            name = f"{one.effect.label}, {apart}" if apart else one.effect.label
            here = value(one.effect, head.values, one.effect.metric) + of_seeds(head.values, usual)
            rows.append([name, here, text, changed or NONE])
    return Grid(headline.title, HEADER, rows)


def _changes(under: Sequence[Under]) -> Iterator[str]:
    """`other epsilons (epsilon 2 -0.263, epsilon 8 -0.499)`, by the mean change."""
    for name in dict.fromkeys(name_of(each.cause) for each in under):
        own = [each for each in under if name_of(each.cause) == name]
        changes = ", ".join(f"{each.told} {said([mean(each.change)], each.metric)}".lstrip() for each in own)
        yield f"{name} ({changes})"


def bullets(found: Sequence[Measured], headline: Headline) -> list[str]:
    """What else is known: the effects by another measure, the causes that cannot be told from none of the
    first effect that was run, and what mathematics or the code settle.
    """
    anew = [
        f"{one.effect.short} {each.name}, {value(one.effect, each.values, each.metric)}"
        for one in found
        for each in one.under
        if each.cause.metric
    ]
    first = next((one for one in found if one.heads), Measured(headline.effects[0], [], []))
    changing = {name_of(each.cause) for each in first.under if each.tells}
    still = dict.fromkeys(name_of(each.cause) for each in first.under if each.change)
    still = [name for name in still if name not in changing]
    lines = [
        _headed("Measured otherwise", anew),
        _headed(f"No change of {first.effect.short} can be told", _few(still)),
        headline.known,
    ]
    return [line for line in lines if line]


def section(headline: Headline, table: Table, place: Place, usual: int = 0) -> tuple[str, Grid, list[str]]:
    """The answer, the table of effects, and what else is known. usual: the number of seeds not to be said."""
    found = measured(headline, table, place)
    return answer(found, headline, place), effects(found, headline, usual), bullets(found, headline)


def _few(names: Sequence[str]) -> list[str]:
    """The first NAMED of many names, and how many more causes.md has."""
    more = len(names) - NAMED
    return [*names[:NAMED], f"and {more} more (`causes.md`)"] if more > 1 else list(names)


def _headed(head: str, texts: Sequence[str]) -> str:
    return f"{head}: {'; '.join(texts)}." if texts else ""
