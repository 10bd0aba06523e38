"""A paper's headline effects, and the causes that may make them differ here: which runs measure each, seed by
seed, and how a difference is said.
"""

import math
from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from steady_attention.claims.intervals import half_widths
from steady_attention.metrics.card import PERCENT
from steady_attention.metrics.cards import card_of, cards
from steady_attention.printed import reported
from steady_attention.printed.doubts import doubts_of
from steady_attention.report.tables.pair import LEVEL
from steady_attention.results.begun import begins_from
from steady_attention.results.scores import BEST
from steady_attention.run.runs import variant_from

EACH = "each value that was run"
MOST_RUN = "the value of which most seeds were run"  # of several the largest
POINTS = 100.0  # of a fraction
SMALL = 0.001  # numbers below it are shown as multiples of a power of ten
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
Place = tuple[str, str, str]  # data set, encoder, attention


@dataclass(frozen=True)
class Runs:
    """Runs of a method; variant: its changed keys, EACH or MOST_RUN for a value."""

    method: str
    variant: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Effect:
    """A score of runs over (minus) that of others of the same seeds, or, over None, the score itself.

    label: what it is, in words that stand alone; short: its name among several. printed: the paper of
    reported.yaml and its tables that have the two numbers; conditions: what else tells the printed numbers
    apart.
    """

    label: str
    short: str
    metric: str
    of: Runs
    over: Runs | None
    printed: tuple[str, ...] = ()
    conditions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cause:
    """A change of the set-up under which the effects (of these places in the paper's list) are measured
    again; of, over, metric, dataset: None for the effect's own.
    """

    label: str
    of: Runs | None = None
    over: Runs | None = None
    metric: str | None = None
    dataset: str | None = None
    selection: str = BEST
    effects: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Headline:
    """title: of the paper; place: where it is looked at; known: what mathematics or the code settle."""

    title: str
    place: Place
    effects: tuple[Effect, ...]
    causes: tuple[Cause, ...]
    known: str = ""


@dataclass(frozen=True)
class Print:
    """What a paper prints of an effect: value, in points where `said` says points; text: the same with its
    unit; of: the two numbers, empty of a level; doubted: whether the tables mark one of them with †.
    """

    value: float
    text: str
    of: str
    doubted: bool


@dataclass(frozen=True)
class Difference:
    """values: of each seed; variant: of the runs."""

    values: Mapping[int, float]
    variant: Mapping[str, Any]


class Table:
    """The test scores of both selections (columns results.scores.TABLE), looked up by place and pattern."""

    def __init__(self, table: pd.DataFrame):
        own = table[(table["split"] == "test") & table["value"].notna()]
        names = ("selection", "dataset", "encoder", "attention", "method", "metric")
        self.numbers: dict[tuple, dict[str, dict[int, float]]] = {}
        for place, rows in own.groupby(list(names), sort=False):
            found: dict[str, dict[int, float]] = {}
            for variant, seed, value in zip(rows["variant"], rows["seed"], rows["value"], strict=True):
                found.setdefault(variant, {})[int(seed)] = float(value)
            self.numbers[place] = found

    def series(self, selection: str, place: Place, runs: Runs, metric: str) -> list[Difference]:
        """The values by seed of every variant that fits the pattern; of MOST_RUN the one."""
        at = self.numbers.get((selection, *place, runs.method, metric), {})
        parsed = [(variant_from(text), values) for text, values in at.items()]
        fitting = [Difference(values, variant) for variant, values in parsed if fits(variant, runs.variant)]
        for key in (key for key, value in runs.variant.items() if value == MOST_RUN and fitting):
            most = max(fitting, key=lambda one: (len(one.values), one.variant[key])).variant[key]
            fitting = [one for one in fitting if one.variant[key] == most]
        return sorted(fitting, key=lambda one: [_order(value) for value in one.variant.values()])

    def differences(self, place: Place, effect: Effect, cause: Cause | None = None) -> list[Difference]:
        """The effect, seed by seed, under a cause or as it stands; one for each value of EACH."""
        of, over = (cause and cause.of) or effect.of, (cause and cause.over) or effect.over
        metric, selection = (cause and cause.metric) or effect.metric, cause.selection if cause else BEST
        place = ((cause and cause.dataset) or place[0], *place[1:])
        found = []
        for one in self.series(selection, place, of, metric):
            if over is None:
                found.append(one)
                continue
            same = {key: one.variant[key] if value == EACH else value for key, value in over.variant.items()}
            at = BEST if begins_from(of.method, over.method) else selection
            for other in self.series(at, place, Runs(over.method, same), metric):
                seeds = sorted(one.values.keys() & other.values.keys())
                if seeds:
                    values = {seed: one.values[seed] - other.values[seed] for seed in seeds}
                    found.append(Difference(values, one.variant))
        return found


def _order(value: Any) -> tuple[bool, float, str]:
    """Numbers by their size, before words."""
    number = isinstance(value, int | float)
    return not number, value if number else 0.0, str(value)


def fits(variant: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether a variant has exactly the wanted keys, with their values or with any."""
    return variant.keys() == wanted.keys() and all(
        value in (EACH, MOST_RUN) or variant[key] == value for key, value in wanted.items()
    )


def interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Mean, and low and high end of Student's t interval of LEVEL; infinite where `half_widths` are."""
    array = np.array([values], dtype=float)
    (half,) = half_widths(array, (1 - LEVEL) / 2)
    return array.mean().item(), (array.mean() - half).item(), (array.mean() + half).item()


def unit_of(metric: str) -> tuple[float, str]:
    """The factor and the word with which a difference of the metric is said."""
    name = metric.partition("@")[0]
    percent = name in cards() and card_of(name).unit == PERCENT
    return (POINTS, " points") if percent else (1.0, "")


def said(values: Sequence[float], metric: str, sign: str = "+") -> str:
    """`+0.35 points [-0.20, +0.90]`, of small numbers `(+0.3 [-1.1, +1.8]) × 10⁻⁶`; without an interval below
    three seeds. sign: "" of a level, whose points are per cent.
    """
    factor, unit = unit_of(metric)
    if unit:
        return _shown([factor * end for end in interval(values)], f"{sign}.2f", unit if sign else " %")
    largest = max(abs(end) for end in interval(values) if math.isfinite(end))
    if not 0 < largest < SMALL:
        return _shown([end + 0.0 for end in interval(values)], f"{sign}.3g")
    power = math.floor(math.log10(largest))
    text = _shown([end / 10.0**power for end in interval(values)], f"{sign}.1f")
    return f"{f'({text})' if '[' in text else text} × 10{str(power).translate(SUPERSCRIPT)}"


def _shown(ends: Sequence[float], form: str, unit: str = "") -> str:
    """A mean, its unit, and where it has one its interval."""
    mean, low, high = (format(end, form) for end in ends)
    return f"{mean}{unit}" + (f" [{low}, {high}]" if math.isfinite(ends[1]) else "")


def number(value: float, unit: str, sign: str = "+") -> str:
    """A number with its sign: points with two decimals, others with three digits."""
    return format(value + 0.0, f"{sign}.2f" if unit else f"{sign}.3g")


def seeds(values: Sized) -> str:
    """`1 seed`, `10 seeds`."""
    return f"{len(values)} seed" + ("" if len(values) == 1 else "s")


def printed(effect: Effect, place: Place) -> Print | None:
    """What the paper prints of the effect; None where it prints none."""
    if not effect.printed:
        return None
    paper, *tables = effect.printed
    where = {"dataset": place[0], "metric": effect.metric.partition("@")[0], **effect.conditions}
    cells = []
    for table, runs in zip((tables[0], tables[-1]), (effect.of, effect.over), strict=True):
        found = reported.select(paper, table, **where, method=runs.method) if runs else []
        if runs and len(found) != 1:
            raise ValueError(f"{paper}, table {table}: {len(found)} numbers fit {where} of {runs.method}")
        cells += found
    doubted = any(map(doubts_of, cells))
    if effect.over is None:
        per_cent = " %" if unit_of(effect.metric)[1] else ""
        return Print(cells[0].value, f"{cells[0].text}{per_cent}", "", doubted)
    factor, unit = unit_of(effect.metric)
    difference = factor * (cells[0].value - cells[1].value)
    numbers = f"{cells[0].text} against {cells[1].text}"
    return Print(difference, f"{number(difference, unit)}{unit}", numbers, doubted)
