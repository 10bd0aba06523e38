"""A paper's headline effects as they are here, as they stand and under each cause that was run.

A cause changes an effect where the interval of the paired change excludes 0.
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
    said,
)
from steady_attention.report.tables.grid import Grid

HEADER = ("effect", "what is changed", "the effect then", "its change", "seeds")
AS_IT_STANDS = "nothing"


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
    def name(self) -> str:
        """The cause, and what tells it from others of the same."""
        return name_of(self.cause) + (f", {self.told}" if self.told else "")

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
        yield Under(
            cause, cause.metric or effect.metric, one.values, ", ".join(told_apart(one, found)), change
        )


def told_apart(one: Difference, others: Sequence[Difference]) -> Iterator[str]:
    """The keys of a variant in which the differences differ, or none where there is one."""
    for key, value in one.variant.items():
        if len({other.variant[key] for other in others}) > 1:
            yield f"{key} {value:g}" if isinstance(value, int | float) else f"{key} {value}"


def name_of(cause: Cause) -> str:
    """A cause's label as it stands in a list."""
    return cause.label.removeprefix("with ")


def value(effect: Effect, values: Mapping[int, float], metric: str) -> str:
    """An effect with its interval."""
    return said(list(values.values()), metric, "+" if effect.over else "")


def causes(headline: Headline, table: Table, place: Place) -> Grid:
    """All numbers behind FINDINGS.md, a row for each effect and cause; below it what was not run."""
    rows, found = [], measured(headline, table, place)
    for one in found:
        for head in one.heads:
            told = ", ".join(told_apart(head, one.heads)) or AS_IT_STANDS
            level = value(one.effect, head.values, one.effect.metric)
            rows.append([one.effect.short, told, level, "–", str(len(head.values))])
        for under in one.under:
            level = value(one.effect, under.values, under.metric)
            change = said(under.change, under.metric) if under.change else "–"
            rows.append([one.effect.short, under.name, level, change, str(len(under.values))])
    done = {under.cause.label for one in found for under in one.under}
    absent = [one.effect.short for one in found if not one.heads]
    absent += [name_of(cause) for cause in headline.causes if cause.label not in done]
    notes = [f"Not run: {'; '.join(dict.fromkeys(absent))}."] if absent else []
    return Grid(headline.title, HEADER, rows, notes)
