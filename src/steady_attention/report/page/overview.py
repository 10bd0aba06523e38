"""The page's first part: what came out of all claims, and what was run, where and how long."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from steady_attention.pipeline.runs import Run
from steady_attention.report.claims import VERDICTS
from steady_attention.report.page.exhibits import Section
from steady_attention.report.tables.grid import Grid

MISSING = "not recorded"
HOUR = 3600.0  # seconds
Records = Mapping[str, Mapping[str, Any]]  # of a stage by item: "seconds" and what is known of the machine


def verdicts(sections: Iterable[Section]) -> Grid:
    """How many claims of each paper have each verdict here, and how many of them hold on print."""
    rows = []
    for section in sections:
        for grid in (one.content for one in section.exhibits if one.id == f"{section.id}-claims"):
            claims = [dict(zip(grid.header, row, strict=True)) for row in grid.rows]
            ours, printed = (Counter(claim.get(name) for claim in claims) for name in ("ours", "printed"))
            counts = (len(claims), *(ours[verdict] for verdict in VERDICTS[:-1]), printed["holds"])
            rows.append([section.title, *map(str, counts)])
    header = ("paper", "claims", *(f"here: {verdict}" for verdict in VERDICTS[:-1]), "on print: holds")
    note = "Each claim with its evidence stands in its paper's section, under Claims."
    return Grid("Verdicts on the papers' claims", header, rows, (note,))


def counts(suite: str, runs: Sequence[Run]) -> Grid:
    """How many runs each method has on each dataset."""
    counted = Counter((run.method, run.dataset) for run in dict.fromkeys(runs))
    datasets = list(dict.fromkeys(run.dataset for run in runs))
    rows = [
        [method, *(str(counted[method, dataset]) for dataset in datasets)]
        for method in dict.fromkeys(run.method for run in runs)
    ]
    return Grid(f"Runs of {suite}", ("method", *datasets), rows)


def times(timings: Mapping[str, Records]) -> Grid:
    """Each stage's items and seconds; below it all seconds, and the machines with their libraries."""
    header = ("stage", "items", "seconds", "seconds an item")
    rows = [_time(stage, records) for stage, records in timings.items()]
    every = [record for records in timings.values() for record in records.values()]
    total = sum(record.get("seconds", 0.0) for record in every)
    summed = f"All items: {total:,.0f} seconds ({total / HOUR:.1f} hours) of computing."
    read = "An item's time is that of its own computing; items may run side by side, and one that is taken "
    notes = [summed, f"{read}from the store keeps the time it took then.", *_machines(every)]
    return Grid("Time and hardware", header, rows, notes if rows else ("No timings were recorded.",))


def _time(stage: str, records: Records) -> list[str]:
    timed = [record["seconds"] for record in records.values() if "seconds" in record]
    items = str(len(records)) if len(timed) == len(records) else f"{len(timed)} of {len(records)} timed"
    if not timed:
        return [stage, items, MISSING if records else "no item", "–"]
    return [stage, items, f"{sum(timed):,.1f}", f"{sum(timed) / len(timed):,.1f}"]


def _machines(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the records say besides seconds, each once, with the number of items."""
    said = (", ".join(f"{k} {v}" for k, v in one.items() if k != "seconds") or MISSING for one in records)
    return [f"Machine and libraries of {amount:,} items: {text}." for text, amount in Counter(said).items()]
