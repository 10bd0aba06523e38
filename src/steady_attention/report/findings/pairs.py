"""Runs that differ in one thing alone, compared number by number: selection on test; and those that do in
none.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

import pandas as pd

from steady_attention.report.findings.sources import KEY, Sources
from steady_attention.report.tables.grid import Grid
from steady_attention.results.twins import TWINS

PUBLISHED = "as_published=True"  # a variant's part: the test split chooses the epoch
POINTS = 100.0  # of a fraction
NONE = "–"


class OfMethod(Protocol):
    """Numbers of a method, seed by seed."""

    method: str
    values: Sequence[float]


T = TypeVar("T", bound=OfMethod)


def merged(found: Iterable[T]) -> dict[str, T]:
    """What is found by the method's name; `attention_at = iat` where the two are one run."""
    by_name = {each.method: each for each in found}
    twins = {
        one: other
        for one, other in TWINS.items()
        if {one, other} <= set(by_name) and list(by_name[one].values) == list(by_name[other].values)
    }
    names = {other: f"{other} = {one.rpartition('_')[2]}" for one, other in twins.items()}
    return {names.get(name, name): each for name, each in by_name.items() if name not in twins}


def selection(source: Sources) -> Grid:
    """Test F1 of runs whose epoch the test split chose, beside the same runs chosen on dev."""
    rows = []
    f1 = source.scores[source.scores["metric"] == "f1"]
    parts = f1["variant"].str.split(",")
    published = parts.map(lambda some: PUBLISHED in some).astype(bool)
    rest = parts.map(lambda some: ",".join(part for part in some if part != PUBLISHED) or "default")
    bare = f1.assign(variant=rest)
    both = bare[published].merge(bare[~published], on=list(KEY))
    for place, own in both.groupby(["dataset", "encoder", "attention", "method", "variant"]):
        dataset, encoder, attention, method, variant = place
        test, dev = POINTS * own["value_x"], POINTS * own["value_y"]
        name = method if variant == "default" else f"{method} ({variant})"
        cells = (shown(values, 2) for values in (test, dev, test - dev))
        rows.append([name, f"{dataset}, {encoder}, {attention}", *cells])
    header = ("method", "runs", "F1, chosen on test", "F1, chosen on dev", "difference [points]")
    return Grid("Selection", header, rows)


def shown(values: Sequence[float], digits: int) -> str:
    """Mean ± sample standard deviation (number); without a spread for one value, a dash for none."""
    values = pd.Series(values, dtype=float)
    if values.empty or values.isna().any():
        return NONE
    spread = f" ± {values.std(ddof=1):.{digits}f}" if len(values) > 1 else ""
    return f"{values.mean():.{digits}f}{spread} ({len(values)})"
