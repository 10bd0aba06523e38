"""Which items a cluster's workers begin next: the longest that fit, one a worker.

The client holds the other items back. Dask would hand all of them out at once, and its stealing left 18 to 31
% of four workers' time idle at the end, with priorities too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any

from steady_attention.store.artifacts import Demand

MEMORY, GPU = "MEMORY", "GPU"  # names of Dask resources that a worker may declare


@dataclass(frozen=True)
class Room:
    """What a worker has: memory in bytes, and whether a GPU."""

    memory: float
    gpu: bool


def rooms(workers: Mapping[str, Mapping[str, Any]]) -> list[Room]:
    """Of Dask's description of the workers. Where one declares MEMORY, that counts, and those that do not
    have none; else their memory limits, of which 0 or null is no limit.
    """
    declared = any(MEMORY in worker["resources"] for worker in workers.values())
    return [
        Room(
            worker["resources"].get(MEMORY, 0) if declared else worker["memory_limit"] or inf,
            worker["resources"].get(GPU, 0) >= 1,
        )
        for worker in workers.values()
    ]


def fitting(demand: Demand, has: Sequence[Room]) -> frozenset[int]:
    """The places of the workers that can do an item. A GPU is asked for only where a worker declares one."""
    gpu = demand.gpu and any(room.gpu for room in has)
    return frozenset(
        place for place, room in enumerate(has) if demand.memory <= room.memory and (room.gpu or not gpu)
    )


def begun(waiting: Sequence[Demand], running: Sequence[Demand], has: Sequence[Room]) -> list[int]:
    """Places of the waiting items to begin now. waiting: the longest first. An item waits as long as those
    that fit nowhere else take all workers that it fits on.
    """
    taken = [fit for fit in (fitting(demand, has) for demand in running) if fit]
    found = []
    for place, demand in enumerate(waiting):
        if len(taken) >= len(has):
            break
        fit = fitting(demand, has)
        if len(fit) > sum(other <= fit for other in taken):
            found.append(place)
            taken.append(fit)
    return found


def resources(demand: Demand, workers: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """What Dask is asked to set aside for an item, of what the workers declare."""
    asked = {MEMORY: demand.memory, GPU: 1 if demand.gpu else 0}
    declared = {name for worker in workers.values() for name in worker["resources"]}
    return {name: amount for name, amount in asked.items() if name in declared and amount}


def too_large(demands: Mapping[str, Demand], has: Sequence[Room]) -> str | None:
    """What to say of items that no worker has the memory for, or None."""
    most = max(room.memory for room in has)
    names = [name for name, demand in demands.items() if not fitting(replace(demand, gpu=False), has)]
    if names:
        needed = max(demands[name].memory for name in names)
        return (
            f"too large for every Dask worker: {', '.join(names)}; up to {needed / 1e9:.1f} GB are needed, "
            f"and the largest worker has {most / 1e9:.1f} GB: start one with a larger --memory-limit (and "
            f"--resources '{MEMORY}=...', where workers declare it), or lower execution.jobs on one machine"
        )
    named = [name for name, demand in demands.items() if not fitting(demand, has)]
    if named:
        return (
            f"no Dask worker with a {GPU} has the memory for {', '.join(named)}: start one with a larger "
            f"--memory-limit, and --resources '{GPU}=1'"
        )
    return None
