"""What each method costs in training time, and what it gives; how long each stage took, on which machines."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import mean
from typing import Any

import pandas as pd

from steady_attention.report.findings.pairs import NONE, POINTS, shown
from steady_attention.report.findings.sources import Sources
from steady_attention.report.tables.cross import METHODS, PLACE
from steady_attention.report.tables.grid import Grid
from steady_attention.results.twins import TWINS
from steady_attention.run.runs import NO_ATTENTION, Run
from steady_attention.settings import methods as of_methods

REFERENCE = "vanilla"
FROM_VANILLA = tuple(sorted(of_methods.known().from_vanilla))
MEASURES = {  # label: metric, scale, decimals
    "F1 [%]": ("f1", POINTS, 2),
    "Pearson ↑": ("pearson", 1.0, 3),
    "JSD under noise 0.01 ↓": ("jsd@delta=0.01", 1.0, 5),
}
MISSING = "not recorded"
HOUR = 3600.0  # seconds
Records = Mapping[str, Mapping[str, Any]]  # of a stage by item: "seconds" and what is known of the machine


def place(source: Sources) -> tuple[str, str, str]:
    """Data set, encoder and attention of the cross table."""
    return tuple(source.cross[list(PLACE)].iloc[0])


def table(source: Sources) -> Grid:
    """A row a method that has runs there; every cell says of how many seeds it is."""
    dataset, encoder, attention = place(source)
    own = source.scores
    own = own[(own["dataset"] == dataset) & (own["encoder"] == encoder) & (own["variant"] == "default")]
    own = own[own["attention"].isin([attention, NO_ATTENTION])]
    found = {
        (method, metric): rows.set_index("seed")["value"]
        for (method, metric), rows in own.groupby(["method", "metric"])
    }
    rows = []
    for method in (name for name in of_methods.known().methods if (name, "f1") in found):
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


def sentence(source: Sources) -> str:
    """The mean training time of every method over vanilla's."""
    there = [name for name in METHODS if name != REFERENCE] if len(source.cross) else []
    ratios = {method: _ratios(source, method) for method in there}
    times = {method: mean(own.values()) for method, own in ratios.items() if own}
    if not times:
        return "Training times were not recorded."
    begun = [name for name in FROM_VANILLA if name in times]
    once = {name: time for name, time in times.items() if TWINS.get(name) not in times}
    told = ", ".join(f"{name} {time:.1f}" for name, time in sorted(once.items(), key=lambda one: one[1]))
    further = f"; of {' and '.join(begun)} on top of vanilla's own" if begun else ""
    return (
        "Training time over vanilla's, roughly, since other work ran beside the runs "
        f"(benchmarks/training_step.md times steps alone{further}): {told}."
    )


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
        mechanism = NO_ATTENTION if method == "base" else attention
        record = of_method.get(Run(dataset, encoder, mechanism, method, (), int(seed)).name, {})
        if "seconds" in record:
            found[int(seed)] = record["seconds"]
    return found


def times(timings: Mapping[str, Records]) -> Grid:
    """Each stage's items and seconds, of one that has another's by mathematics the other's name; below it all
    seconds, and the machines with their libraries.
    """
    header = ("stage", "items", "seconds", "seconds an item")
    own = {stage: list(_own(stage, timings)) for stage in timings}
    rows = [_time(stage, timings, own[stage]) for stage in timings]
    every = [record for records in own.values() for record in records]
    total = sum(record.get("seconds", 0.0) for record in every)
    summed = f"All items: {total:,.0f} seconds ({total / HOUR:.1f} hours) of computing."
    read = "An item's time is that of its own computing; items may run side by side, and one that is taken "
    notes = [summed, f"{read}from the store keeps the time it took then.", *_machines(every)]
    return Grid("Time and hardware", header, rows, notes if rows else ("No timings were recorded.",))


def computed(timings: Mapping[str, Records]) -> list[Mapping[str, Any]]:
    """The records of all stages, each item once."""
    return [record for stage in timings for record in _own(stage, timings)]


def _own(stage: str, timings: Mapping[str, Records]) -> Iterator[Mapping[str, Any]]:
    """The records of a stage, without those of items that are another method's by mathematics: such an item
    is computed once, and both stages have its record.
    """
    others = timings.get(_same(stage), {})
    yield from (record for item, record in timings[stage].items() if others.get(item) != record)


def _same(stage: str) -> str:
    """The stage of the method that a stage's method is by mathematics; empty where it is none."""
    kind, _, method = stage.partition("-")
    same = of_methods.known().same.get(method)
    return f"{kind}-{same.method}" if same else ""


def _time(stage: str, timings: Mapping[str, Records], records: Sequence[Mapping[str, Any]]) -> list[str]:
    """A stage's row, of the records of its own items."""
    shared = len(timings[stage]) - len(records)
    if shared and not records:
        return [stage, f"{shared} of {_same(stage)}", "–", "–"]
    timed = [record["seconds"] for record in records if "seconds" in record]
    items = str(len(records)) if len(timed) == len(records) else f"{len(timed)} of {len(records)} timed"
    items += f", {shared} more of {_same(stage)}" if shared else ""
    if not timed:
        return [stage, items, MISSING if records else "no item", "–"]
    return [stage, items, f"{sum(timed):,.1f}", f"{sum(timed) / len(timed):,.1f}"]


def _machines(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the records say besides seconds, each once, with the number of items."""
    said = (", ".join(f"{k} {v}" for k, v in one.items() if k != "seconds") or MISSING for one in records)
    return [f"Machine and libraries of {amount:,} items: {text}." for text, amount in Counter(said).items()]
