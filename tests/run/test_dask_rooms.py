"""Which items begin next on a cluster's workers: the longest that fit, one a worker."""

import heapq
import random
from math import inf

import pytest

from steady_attention.run import dask_rooms
from steady_attention.run.dask_rooms import Room
from steady_attention.store.artifacts import Demand

SMALL, LARGE, GPU = Room(3, False), Room(7, False), Room(7, True)


def items(*memory, gpu=False):
    return [Demand(-place, memory, gpu) for place, memory in enumerate(memory)]


@pytest.mark.parametrize(
    ("waiting", "running", "has", "begun"),
    [
        (items(1, 1, 1), [], [SMALL, SMALL], [0, 1]),
        (items(1, 1, 1), items(1), [SMALL, SMALL], [0]),
        (items(1), items(1, 1, 1), [SMALL, SMALL], []),  # a worker has left
        (items(5, 5, 1), [], [SMALL, LARGE], [0, 2]),  # the second large one waits, the small one need not
        (items(5), items(1), [SMALL, LARGE], [0]),
        (items(5), items(5), [LARGE], []),
        (items(9, 1), [], [SMALL], [1]),
        (items(1, 1, gpu=True), [], [GPU, LARGE], [0]),  # one a device
        (items(1, 1, gpu=True), items(1), [GPU, LARGE], [0]),
        (items(1, 1, gpu=True), [], [SMALL, LARGE], [0, 1]),  # no device is declared
        (items(1), [], [], []),
    ],
)
def test_the_longest_that_fit_begin(waiting, running, has, begun):
    assert dask_rooms.begun(waiting, running, has) == begun


def worker(limit, **resources):
    return {"memory_limit": limit, "resources": resources}


def test_a_workers_room_is_what_it_declares_or_its_limit():
    assert dask_rooms.rooms({"a": worker(11), "b": worker(0), "c": worker(None, GPU=1)}) == [
        Room(11, False),
        Room(inf, False),
        Room(inf, True),
    ]
    assert dask_rooms.rooms({"a": worker(11), "b": worker(11, MEMORY=7)}) == [Room(0, False), Room(7, False)]


def test_dask_sets_aside_what_the_workers_declare():
    both = {"a": worker(11, MEMORY=7, GPU=1), "b": worker(11)}
    assert dask_rooms.resources(Demand(1, 5, gpu=True), both) == {"MEMORY": 5, "GPU": 1}
    assert dask_rooms.resources(Demand(1, 5), both) == {"MEMORY": 5}
    assert dask_rooms.resources(Demand(1, 5, gpu=True), {"b": worker(11)}) == {}


def test_what_is_too_large_is_told_by_name():
    has = [Room(2e9, True), Room(5e9, False)]
    assert dask_rooms.too_large({"one": Demand(1, 5e9)}, has) is None
    told = dask_rooms.too_large({"one": Demand(1, 7e9), "two": Demand(1, 1)}, has)
    assert told.startswith("too large for every Dask worker: one; up to 7.0 GB are needed, and the largest ")
    told = dask_rooms.too_large({"one": Demand(1, 5e9, gpu=True)}, has)
    assert told.startswith("no Dask worker with a GPU has the memory for one")


def idle(lengths, workers):
    """The share of the workers' time without work, from the first begin to the last end, by a clock that is
    only counted.
    """
    waiting, running, now = [Demand(length, 1) for length in lengths], [], 0.0
    while waiting or running:
        demands = [demand for _, _, demand in running]
        for place in reversed(dask_rooms.begun(waiting, demands, [SMALL] * workers)):
            demand = waiting.pop(place)
            heapq.heappush(running, (now + demand.work, id(demand), demand))
        now, _, _ = heapq.heappop(running)
    return 1 - sum(lengths) / (workers * now)


@pytest.mark.parametrize("seed", range(5))
def test_little_is_idle_at_the_end_where_long_items_come_first(seed):
    """Of 67 items whose lengths differ as those of a grid's do, the longest at hundreds of the shortest."""
    drawn = random.Random(seed)
    lengths = [drawn.lognormvariate(0.0, 1.3) for _ in range(67)]
    assert idle(sorted(lengths, reverse=True), 4) < 0.1
    assert idle(sorted(lengths), 4) > idle(sorted(lengths, reverse=True), 4)
