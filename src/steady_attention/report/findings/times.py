"""How long the items of each stage took, and on which machines."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from steady_attention.report.tables.grid import Grid

MISSING = "not recorded"
HOUR = 3600.0  # seconds
Records = Mapping[str, Mapping[str, Any]]  # of a stage by item: "seconds" and what is known of the machine


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
