"""What a row, a column, a panel or a line stands for, and the runs that fit it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from steady_attention.metrics.card import Unit
from steady_attention.run.runs import SUPERVISED, Run, variant_from

MOST_RUN = (
    "most run"  # as a condition: the value of most seeds among the runs that fit otherwise, or the largest
)
PLACE = ("dataset", "encoder", "attention", "method", "split", "metric")
RUN = PLACE[:4]
NOWHERE = {"encoder": "none", "attention": "none", "split": "all"}  # of numbers that are no run's
Where = Mapping[str, Any]
Variant = dict[str, Any]


@dataclass(frozen=True)
class Heading:
    """A row or column of a table, a panel or line of a figure.

    `where` names values of PLACE (datasets by the paper's names) and of the variant: a variant's key that no
    heading of a cell names must be at its default. `printed` replaces or adds conditions by which the printed
    number is found; None means that the paper has no such row or column.
    """

    label: str
    where: Where
    group: str = ""
    printed: Where | None = field(default_factory=dict)
    unit: Unit | None = None  # of the cells; None: the metric's own
    fold: bool = False  # a row or column that is shown only where it has a number
    beside: bool = False  # a column that says how to read others, and alone says nothing


@dataclass(frozen=True)
class Found:
    """The runs that fit: values that are there, by seed, out of `wanted` declared ones."""

    values: dict[int, float]
    wanted: int
    variant: Variant


class Index:
    """Scores and declared runs, looked up by place and variant."""

    def __init__(self, scores: pd.DataFrame, runs: Iterable[Run] = ()):
        self.numbers: dict[tuple, list[tuple[Variant, int, float]]] = defaultdict(list)
        self.declared: dict[tuple, list[tuple[Variant, int]]] = defaultdict(list)
        parsed = {text: variant_from(text) for text in scores["variant"].unique()}
        places = scores[list(PLACE)].itertuples(index=False, name=None)
        rest = zip(scores["variant"], scores["seed"], scores["value"], strict=True)
        for place, (text, seed, value) in zip(places, rest, strict=True):
            self.numbers[place].append((parsed[text], int(seed), float(value)))
        for run in dict.fromkeys(runs):
            place = (run.dataset, run.encoder, run.attention, run.method)
            self.declared[place].append((dict(run.variant), run.seed))

    def find(self, where: Where) -> Found:
        """The values of the runs that fit all conditions."""
        place, changes = split(where)
        numbers, declared = self._at(place)
        runs = [*((v, seed) for v, seed, _ in numbers), *declared]
        for key in [key for key, value in changes.items() if value == MOST_RUN]:
            fixed = {name: value for name, value in changes.items() if name != key}
            fitting = {(v[key], seed) for v, seed in runs if key in v and _without(v, key) == fixed}
            if not fitting:
                return Found({}, 0, {})
            seeds = Counter(value for value, _ in fitting)
            changes[key] = max(seeds, key=lambda value: (seeds[value], value))
        values = {seed: value for v, seed, value in numbers if v == changes}
        wanted = {seed for v, seed in declared if v == changes} | set(values)
        return Found(values, len(wanted), changes)

    def steps(self, where: Where, key: str) -> list[Any]:
        """The values of the variant's `key` that occur among the runs that fit otherwise, in order.

        A run without unlabeled texts has `unlabeled` 0; a run without another key is no step.
        """
        place, changes = split(where)
        numbers, declared = self._at(place)
        fitting = [v for v, *_ in (*numbers, *declared) if _without(v, key) == changes]
        steps = {v.get(key, 0 if key == "unlabeled" else None) for v in fitting}
        return sorted(step for step in steps if step is not None)

    def _at(self, place: Where) -> tuple[list, list]:
        numbers = self.numbers.get(tuple(place[key] for key in PLACE), [])
        return numbers, self.declared.get(tuple(place[key] for key in RUN), [])


def split(where: Where) -> tuple[Variant, Variant]:
    """Conditions on the place, which must all be there, and those on the variant."""
    missing = [key for key in PLACE if key not in where]
    if missing:
        raise ValueError(f"a declared cell says nothing of {', '.join(missing)}: {dict(where)}")
    changes = {key: value for key, value in where.items() if key not in PLACE and (key, value) != SUPERVISED}
    return {key: where[key] for key in PLACE}, changes


def _without(given: Variant, key: str) -> Variant:
    return {name: value for name, value in given.items() if name != key}
