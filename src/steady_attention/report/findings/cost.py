"""What each method costs in training time and what it gives, at the place of the cross table."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from steady_attention import methods
from steady_attention.report.findings.pairs import NONE, POINTS, shown
from steady_attention.report.findings.sources import Sources
from steady_attention.report.tables.cross import PLACE, WITHOUT
from steady_attention.report.tables.grid import Grid
from steady_attention.run.runs import Run

REFERENCE = "vanilla"
FROM_VANILLA = tuple(sorted(methods.FROM_VANILLA))
MEASURES = {  # label: metric, scale, decimals
    "F1 [%]": ("f1", POINTS, 2),
    "Pearson ↑": ("pearson", 1.0, 3),
    "JSD under noise 0.01 ↓": ("jsd@delta=0.01", 1.0, 5),
}


def place(source: Sources) -> tuple[str, str, str]:
    """Data set, encoder and attention of the cross table."""
    return tuple(source.cross[list(PLACE)].iloc[0])


def table(source: Sources) -> Grid:
    """A row a method that has runs there; every cell says of how many seeds it is."""
    dataset, encoder, attention = place(source)
    own = source.scores
    own = own[(own["dataset"] == dataset) & (own["encoder"] == encoder) & (own["variant"] == "default")]
    own = own[own["attention"].isin([attention, WITHOUT])]
    found = {
        (method, metric): rows.set_index("seed")["value"]
        for (method, metric), rows in own.groupby(["method", "metric"])
    }
    rows = []
    for method in (name for name in methods.NAMES if (name, "f1") in found):
        time = shown(list(_ratios(source, method).values()), 2)
        gain = _gain(found[method, "f1"], found.get((REFERENCE, "f1")))
        given = [
            shown(scale * found[method, metric], digits) if (method, metric) in found else NONE
            for metric, scale, digits in MEASURES.values()
        ]
        rows.append([method, time, given[0], gain, *given[1:]])
    first, *others = MEASURES
    header = ("method", "training time over vanilla's", first, "F1 over vanilla's [points]", *others)
    return Grid("Cost", header, rows)


def _gain(own: pd.Series, reference: pd.Series | None) -> str:
    """The difference of F1 to vanilla's of the same seed."""
    if reference is None:
        return NONE
    return shown(POINTS * (own - reference).dropna(), 2)


def _ratios(source: Sources, method: str) -> dict[int, float]:
    """Seconds over vanilla's of the same seed, where both are recorded."""
    own, reference = _seconds(source, method), _seconds(source, REFERENCE)
    return {seed: own[seed] / reference[seed] for seed in own if reference.get(seed)}


def _seconds(source: Sources, method: str) -> dict[int, float]:
    dataset, encoder, attention = place(source)
    of_method: Mapping[str, Mapping[str, Any]] = source.timings.get(f"train-{method}", {})
    there = source.scores[(source.scores["dataset"] == dataset) & (source.scores["method"] == method)]
    found = {}
    for seed in sorted(there["seed"].unique()):
        mechanism = WITHOUT if method == "base" else attention
        record = of_method.get(Run(dataset, encoder, mechanism, method, (), int(seed)).name, {})
        if "seconds" in record:
            found[int(seed)] = record["seconds"]
    return found
