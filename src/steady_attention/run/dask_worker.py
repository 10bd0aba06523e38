"""What a worker of a Dask cluster does for a client: see that it fits, compute items, stop with the client.

The item store keeps its promises across machines as far as `flock` does, so the client holds a lock on a
file of the store as long as it lives: a worker that could lock that file too must not write to the store,
and one that can lock it later has lost its client.
"""

import fcntl
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from distributed import Reschedule, Status, Worker, get_worker

from steady_attention.run.progress import reporter
from steady_attention.run.work import Outcome, work
from steady_attention.store import environment, sources
from steady_attention.store.artifacts import Item
from steady_attention.store.errors import UserError

LEAVING = (
    Status.closing,
    Status.closed,
)  # its thread would go on, hold the item's lock, and abort in the end


@dataclass(frozen=True)
class Client:
    """What a worker must share with the client that it works for."""

    folder: Path  # where the client runs: an item's paths begin there
    root: Path  # the main repository, whose item store is used
    sources: str  # digest of the package's files
    lock: Path  # a file in the item store that the client holds locked


def digest() -> str:
    """A hash of all of the package's files."""
    return sources.digest(sorted((sources.ROOT / sources.PACKAGE).rglob("*.py")))


@cache
def loaded() -> str:
    """The digest of when this process first asked: of the code that it runs, also once files have changed."""
    return digest()


def misfit(client: Client, tasks: Iterable[str], dask_worker: Worker) -> str | None:
    """Why this process cannot do the client's tasks, or None. It changes nothing: items may be running."""
    if dask_worker.state.nthreads != 1:
        return "has more than one thread: start it with --nthreads 1"
    if not client.folder.is_dir():
        return f"has no folder {client.folder}: the repository must be on a file system that all share"
    if loaded() != client.sources:
        if digest() == client.sources:
            return "has loaded the sources before they were changed: restart it (Dask's Client.restart does)"
        return (
            f"has other sources in {sources.ROOT}: start it in {client.folder} with PYTHONPATH=src, or bring "
            "both to the same commit"
        )
    if reason := environment.lacking():
        return f"{reason} in {client.folder}, then start it again"
    try:
        for task in tasks:
            import_module(task)
    except ImportError as error:
        return f"lacks a package: {error}"
    if not client.lock.is_file():
        return f"does not see {client.lock}: data/store must be on a file system that all share"
    if _free(client.lock):
        return (
            f"could lock {client.lock} beside the client: mount its file system so that flock holds for all"
        )
    return None


def compute(item: Item, fingerprint: str, client: Client) -> Outcome:
    """One item, in the client's folder. Raises UserError where the worker does not fit, and Reschedule where
    it was told to leave: the item goes on elsewhere from its last checkpoint.
    """
    dask_worker = get_worker()
    if reason := misfit(client, (item.task,), dask_worker):
        raise UserError(told(dask_worker.address, reason))
    os.chdir(client.folder)
    os.environ["DVC_ROOT"] = str(client.root)
    note = reporter(fingerprint)

    def report(text: str) -> None:
        if not client.lock.is_file() or _free(client.lock):
            raise UserError("the client is gone; what was done since the last checkpoint is lost")
        if dask_worker.status in LEAVING:
            raise UserError("the worker was told to leave")
        note(text)

    outcome = work(item, fingerprint, report)
    if outcome.error and dask_worker.status in LEAVING:
        raise Reschedule
    return outcome


def told(address: str, reason: str) -> str:
    """The error about a worker."""
    return f"execution.scheduler: the Dask worker {address} {reason}"


def _free(lock: Path) -> bool:
    """Whether no process holds the file locked."""
    with open(lock, "r+") as handle:  # for reading too: NFS asks that of a shared lock
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
