"""Items on the workers of a Dask cluster. A worker that dies costs nothing: its item is done by another."""

import contextlib
import os
import pickle
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any
from uuid import uuid4

import distributed
from distributed.system import MEMORY_LIMIT

from steady_attention.run import dask_rooms, dask_worker, demand
from steady_attention.run.progress import Progress
from steady_attention.run.work import Outcome
from steady_attention.store import artifacts
from steady_attention.store.artifacts import Demand, Item
from steady_attention.store.errors import UserError

TIMEOUT = 5  # seconds in which the scheduler must answer
LOOK = 1  # seconds after which workers that have come are given work
GIVEN_UP = (
    "Dask gave it up after {} lost workers, the last of them {}, whose log may say why. If no other item "
    "loses any, start workers with a larger --memory-limit. If workers are taken away, start the scheduler "
    "with DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES=100. Then run the same command again: it goes on "
    "from the item's last epoch"
)
WITHOUT_RESULT = ("pending", "lost")  # lost: its worker left with the result, and Dask begins it anew


class Call:
    """A call of `dask_worker.compute`, as bytes whose unpickling is the call.

    A scheduler unpickles what it is given, and should need no package of ours: so only workers unpickle this.
    """

    def __init__(self, item: Item, fingerprint: str, client: dask_worker.Client):
        self.arguments = (item, fingerprint, client)

    def __reduce__(self) -> tuple:
        return dask_worker.compute, self.arguments

    def packed(self) -> bytes:
        """The call for pickle.loads."""
        return pickle.dumps(self)


def run(missing: list[tuple[Item, str]], scheduler: str, progress: Progress) -> list[Outcome]:
    """Every missing item on the cluster at the address. Raises UserError where no work is possible there."""
    outcomes = []
    demands = {item.name: demand.demand_of(item) for item, _ in missing}
    waiting = list(missing)  # long ones first
    running: dict[distributed.Future, str] = {}
    with _connected(scheduler) as cluster, _client() as client:
        _check(cluster, client, {item.task for item, _ in missing})
        progress.draw()
        while waiting or running:
            workers = _workers(cluster, scheduler)
            has = dask_rooms.rooms(workers)
            if has and len(waiting) == len(missing) and (reason := dask_rooms.too_large(demands, has)):
                raise UserError(reason)
            asked = [demands[item.name] for item, _ in waiting]
            for place in reversed(dask_rooms.begun(asked, [demands[name] for name in running.values()], has)):
                item, name = waiting.pop(place)
                running[_begin(cluster, Call(item, name, client), demands[item.name], workers)] = item.name
            for future in _ended(running):
                outcome = _outcome(future, running.pop(future), scheduler)
                progress.done(outcome.item, outcome.error)
                outcomes.append(outcome)
    return outcomes


def _workers(cluster: distributed.Client, scheduler: str) -> Mapping[str, Mapping[str, Any]]:
    """The workers that are there now, as Dask describes them. Raises UserError without a scheduler."""
    known = cluster.scheduler_info()
    if cluster.status != "running":  # `known` is empty then, or old
        raise _gone(scheduler)
    return known["workers"]


def _begin(
    cluster: distributed.Client, call: Call, asks: Demand, workers: Mapping[str, Mapping[str, Any]]
) -> distributed.Future:
    """Hand an item to the cluster. Should its worker die, Dask begins it elsewhere, before shorter ones."""
    return cluster.submit(
        pickle.loads,
        call.packed(),
        key=f"{call.arguments[0].name}-{uuid4().hex}",
        priority=asks.work,
        resources=dask_rooms.resources(asks, workers),
    )


def _ended(running: Collection[distributed.Future]) -> list[distributed.Future]:
    """The items that have ended, once one has or after LOOK seconds, in which workers may have come."""
    if not running:
        time.sleep(LOOK)
    with contextlib.suppress(TimeoutError, CancelledError):  # what each has come to, its status says
        distributed.wait(list(running), timeout=LOOK, return_when="FIRST_COMPLETED")
    return [future for future in running if future.status not in WITHOUT_RESULT]


@contextlib.contextmanager
def local(workers: int) -> Iterator[str]:
    """The address of a cluster on this machine, which ends with the block or with this process: as many
    workers of one thread, among which the memory is shared out; no other host can reach it.
    """
    with distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        memory_limit=MEMORY_LIMIT // workers,
        host="127.0.0.1",
        dashboard_address=None,
    ) as cluster:
        yield cluster.scheduler_address


@contextlib.contextmanager
def _connected(scheduler: str) -> Iterator[distributed.Client]:
    """A connection; when it ends, also by a kill, the scheduler drops the items that wait."""
    try:
        cluster = distributed.Client(scheduler, timeout=TIMEOUT)
    except Exception as error:  # what answers there need not be a scheduler, so anything may come
        raise UserError(
            f"execution.scheduler: no Dask scheduler answers at {scheduler} within {TIMEOUT} s: start one "
            f"there (`dask scheduler`), or set execution.backend to processes ({error})"
        ) from error
    with cluster:
        yield cluster


@contextlib.contextmanager
def _client() -> Iterator[dask_worker.Client]:
    """What the workers must know of this process; a lock in the item store tells them that it lives."""
    token = uuid4().hex
    root = Path(os.environ.get("DVC_ROOT", ".")).absolute()
    with artifacts.locked(token):
        lock = artifacts.store() / f"{token}.lock"
        try:
            yield dask_worker.Client(Path.cwd(), root, dask_worker.digest(), lock)
        finally:
            lock.unlink()


def _check(cluster: distributed.Client, client: dask_worker.Client, tasks: Iterable[str]) -> None:
    """Raise a UserError where a worker does not fit. One that is just going or coming is not asked."""
    answers = cluster.run(dask_worker.misfit, client, sorted(tasks), on_error="return")
    if not answers:
        print("no Dask worker is there yet; waiting for one", file=sys.stderr, flush=True)
    for address, answer in answers.items():
        if isinstance(answer, Exception) and not isinstance(answer, OSError):
            answer = _unable(client.folder, answer)
        if isinstance(answer, str):
            raise UserError(dask_worker.told(address, answer))


def _outcome(future: distributed.Future, name: str, scheduler: str) -> Outcome:
    """What became of an item. Raises UserError where the cluster, not the item, is at fault."""
    if future.status == "finished":
        return future.result()
    if future.status != "error":
        raise _gone(scheduler)
    error = future.exception()
    if isinstance(error, UserError):
        raise error
    if isinstance(error, distributed.KilledWorker):
        return Outcome(name, GIVEN_UP.format(error.allowed_failures + 1, error.last_worker.address))
    raise UserError(dask_worker.told("that was to compute " + name, _unable(Path.cwd(), error)))


def _gone(scheduler: str) -> UserError:
    return UserError(
        f"execution.scheduler: the Dask scheduler at {scheduler} is gone; finished items are kept, run "
        "the same command again to go on"
    )


def _unable(folder: Path, error: BaseException) -> str:
    """Why a worker could not even begin."""
    return f"cannot load the package: start it in {folder} with PYTHONPATH=src ({error!r})"
