"""A paragraph a paper: its headline effects here, with intervals, beside the printed ones, and which causes
change them. Sentences are fixed words around numbers; what was not run is said to be so.

A cause changes an effect where the interval of the paired change excludes 0. All numbers are in `causes`.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from steady_attention.report.findings.headline import (
    Cause,
    Difference,
    Effect,
    Headline,
    Place,
    Table,
    interval,
    number,
    printed,
    said,
    seeds,
    unit_of,
)
from steady_attention.report.tables.grid import Grid

HEADER = ("effect", "under", "is", "changes it by", "seeds")
AS_IT_STANDS = "as the profile is set"


@dataclass(frozen=True)
class Under:
    """An effect under a cause. told: what tells it from others of the same cause (`epsilon 0.1`); change: of
    the seeds that the effect has as it stands too, empty where the two are of other texts or measures.
    """

    cause: Cause
    metric: str
    values: Mapping[int, float]
    told: str
    change: Sequence[float]

    @property
    def tells(self) -> bool:
        """Whether the change can be told from none."""
        _, low, high = interval(self.change) if self.change else (0.0, -math.inf, math.inf)
        return low > 0 or high < 0


@dataclass(frozen=True)
class Measured:
    """An effect as it stands, one difference or several or none, and under each cause that was run."""

    effect: Effect
    heads: Sequence[Difference]
    under: Sequence[Under]


def here(headline: Headline, counterparts: Mapping[str, str]) -> Place:
    """Where a profile looks at the effects; counterparts: the corpus that stands for a data set."""
    dataset, encoder, attention = headline.place
    return counterparts.get(dataset, dataset), encoder, attention


def measured(headline: Headline, table: Table, place: Place) -> list[Measured]:
    """Every effect of a paper."""
    found = []
    for number_, effect in enumerate(headline.effects):
        heads = table.differences(place, effect)
        causes = [cause for cause in headline.causes if number_ in cause.effects]
        under = [one for cause in causes for one in _under(cause, effect, heads, table, place)]
        found.append(Measured(effect, heads, under))
    return found


def _under(
    cause: Cause, effect: Effect, heads: Sequence[Difference], table: Table, place: Place
) -> Iterator[Under]:
    found = table.differences(place, effect, cause)
    paired = len(heads) == 1 and not (cause.metric or cause.dataset)
    for one in found:
        base = heads[0].values if paired else {}
        change = [one.values[seed] - base[seed] for seed in sorted(base.keys() & one.values.keys())]
        yield Under(cause, cause.metric or effect.metric, one.values, ", ".join(_told(one, found)), change)


def _told(one: Difference, others: Sequence[Difference]) -> Iterator[str]:
    """The keys of a variant in which the differences differ, or none where there is one."""
    for key, value in one.variant.items():
        if len({other.variant[key] for other in others}) > 1:
            yield f"{key} {value:g}" if isinstance(value, int | float) else f"{key} {value}"


def paragraph(headline: Headline, table: Table, place: Place, verdicts: Mapping[str, str]) -> str:
    """The paragraph, one line. verdicts: of claims by their ids."""
    found = measured(headline, table, place)
    done = {under.cause.label for one in found for under in one.under}
    known = {place for place, one in enumerate(found) if one.heads}
    causes = [_label(one) for one in headline.causes if known & {*one.effects} and one.label not in done]
    effects = [f"{one.effect.short}{printed(one.effect, headline.place)}" for one in found if not one.heads]
    claims = [f"`{name}` {verdicts[name]}" for name in headline.claims if name in verdicts]
    parts = [
        f"**{headline.title}** ({', '.join(place[:2])}, {place[2]} attention{_instead(headline, place)}).",
        *(_effect(one, headline.place, one is found[0]) for one in found if one.heads),
        _listed("Not run", [text.replace("; the paper prints", ", printed") for text in effects]),
        _unrun(len(set(causes))),
        _listed("Claims", claims),
        headline.known,
    ]
    return " ".join(filter(None, parts))


def _unrun(causes: int) -> str:
    return {0: "", 1: "1 cause was not run."}.get(causes, f"{causes} causes were not run.")


def _instead(headline: Headline, place: Place) -> str:
    """What is said of a corpus that stands for the paper's; empty where it is the paper's own."""
    if place == headline.place:
        return ""
    return f"; it stands for {headline.place[0]}, so that no number compares with a printed one"


def _effect(one: Measured, place: Place, first: bool) -> str:
    """The effect beside the printed one, what changes it, and what it is by another measure. Of a paper's
    first effect also by how much all else changes it, which cannot be told from nothing.
    """
    values = "; ".join(_said(one.effect, head.values, one.effect.metric) for head in one.heads)
    text = f"{one.effect.label} is {values} ({seeds(one.heads[0].values)}){printed(one.effect, place)}."
    tells = list(_telling([each for each in one.under if each.tells]))
    anew = [
        f"{_name(each)}: {_said(one.effect, each.values, each.metric)}"
        for each in one.under
        if each.cause.metric or (first and not each.change)
    ]
    still = [each for each in one.under if first and each.change and not each.tells]
    rest = [
        f"{label} ({_range([each for each in still if _label(each.cause) == label])})"
        for label in dict.fromkeys(_label(each.cause) for each in still)
    ]
    changed, unchanged = _listed("Changed by", tells), _listed("Not told from no change", rest)
    return " ".join(filter(None, (text, changed, _listed("Measured anew", anew), unchanged)))


def _telling(under: Sequence[Under]) -> Iterator[str]:
    """`other epsilons: epsilon 2 (-0.26), epsilon 8 (-0.50)`: the changes cause by cause."""
    for label in dict.fromkeys(_label(each.cause) for each in under):
        own = [each for each in under if _label(each.cause) == label]
        changes = ", ".join(f"{each.told} ({said(each.change, each.metric)})".lstrip() for each in own)
        yield f"{label}{':' if own[0].told else ''} {changes}"


def _said(effect: Effect, values: Mapping[int, float], metric: str) -> str:
    return said(list(values.values()), metric, "+" if effect.over else "")


def _listed(head: str, texts: Sequence[str]) -> str:
    return f"{head}: {'; '.join(texts)}." if texts else ""


def _label(cause: Cause) -> str:
    return cause.label.removeprefix("with ")


def _name(under: Under) -> str:
    return _label(under.cause) + (f", {under.told}" if under.told else "")


def _range(under: Sequence[Under]) -> str:
    """The least and the most of the mean changes."""
    factor, unit = unit_of(under[0].metric)
    means = [factor * interval(each.change)[0] for each in under]
    return " to ".join(dict.fromkeys(number(end, unit) for end in (min(means), max(means))))


def causes(headline: Headline, table: Table, place: Place) -> Grid:
    """All numbers behind the paragraph, a row for each effect and cause; below it what was not run."""
    rows, found = [], measured(headline, table, place)
    for one in found:
        for head in one.heads:
            told = ", ".join(_told(head, one.heads)) or AS_IT_STANDS
            level = _said(one.effect, head.values, one.effect.metric)
            rows.append([one.effect.short, told, level, "–", str(len(head.values))])
        for under in one.under:
            level = _said(one.effect, under.values, under.metric)
            change = said(under.change, under.metric) if under.change else "–"
            rows.append([one.effect.short, _name(under), level, change, str(len(under.values))])
    done = {under.cause.label for one in found for under in one.under}
    absent = [one.effect.short for one in found if not one.heads]
    absent += [_label(cause) for cause in headline.causes if cause.label not in done]
    notes = [f"Not run: {'; '.join(dict.fromkeys(absent))}."] if absent else []
    return Grid(headline.title, HEADER, rows, notes)
