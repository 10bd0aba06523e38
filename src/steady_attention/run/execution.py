"""Items in parallel, on this machine's cores or on a cluster. A failing item is reported by name; the others
finish.
"""

import contextlib
import errno
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from steady_attention.run import demand
from steady_attention.run.progress import Progress, reporter
from steady_attention.run.work import Outcome, work
from steady_attention.settings.execution import Execution
from steady_attention.store import artifacts, environment
from steady_attention.store.archive import Archived
from steady_attention.store.artifacts import Item
from steady_attention.store.errors import UNWRITABLE, UserError
from steady_attention.store.provenance import processor

Done = list[tuple[Item, str]]  # finished items with their fingerprints
SEMAPHORES = 32  # a pool makes about ten
NO_ROOM = UNWRITABLE | {errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE}  # of starting processes
INTERRUPTED = 130  # the exit status of a program ended by Ctrl-C


def ensure(items: Iterable[Item], how: Execution, label: str, output: Path | Archived | None = None) -> Done:
    """Compute the items that the store lacks; return each item with its fingerprint.

    output: a stage's folder or archive that may hold finished items of these, as after `dvc pull`; they are
    taken.
    Raises UserError that names every failed item; what finished stays in the store.
    """
    known = [(item, item.fingerprint()) for item in items]
    if output is not None:
        for item, print_ in known:
            artifacts.adopt(output, item.name, print_)
    missing = list(
        {print_: (item, print_) for item, print_ in known if not artifacts.finished(print_)}.values()
    )
    if missing:
        missing.sort(
            key=lambda one: -demand.demand_of(one[0]).work
        )  # stable; long ones at the end would idle others
        if note := environment.unlike(processor()):
            print(note, file=sys.stderr, flush=True)
        with Progress(label, missing, len(known)) as progress:
            outcomes = _run(missing, how, progress)
        failures = [outcome for outcome in outcomes if outcome.error]
        if failures:
            texts = "\n\n".join(f"{failure.item}: {failure.error}" for failure in failures)
            raise UserError(
                f"{label}: {len(failures)} of {len(missing)} items failed; the others are kept.\n\n{texts}"
            )
    return known


def _run(missing: list[tuple[Item, str]], how: Execution, progress: Progress) -> list[Outcome]:
    """Every missing item by the backend that was asked for."""
    if how.backend == "dask":
        if not find_spec("distributed"):
            raise UserError("execution.backend: dask needs the package distributed (requirements.txt)")
        from steady_attention.run import dask_client  # imports Dask

        if how.scheduler is not None:
            return dask_client.run(missing, how.scheduler, progress)
        with dask_client.local(_workers(how.jobs, len(missing), progress.label)) as scheduler:
            return dask_client.run(missing, scheduler, progress)
    return _local(missing, how, progress)


def _local(missing: list[tuple[Item, str]], how: Execution, progress: Progress) -> list[Outcome]:
    """Every missing item through a pool of one-thread processes; with one worker in this process."""
    outcomes, workers = [], _workers(how.jobs, len(missing), progress.label)
    if workers > 1:
        done = _pool(missing, workers, progress)
    else:
        progress.draw()
        done = (_work(*one) for one in missing)
    for outcome in done:
        progress.done(outcome.item, outcome.error)
        outcomes.append(outcome)
    return outcomes


def _workers(jobs: int | str, items: int, label: str) -> int:
    """How many processes are to compute items: no more than were asked for, or than the machine can have."""
    if min(items, (os.cpu_count() or 1) if jobs == "auto" else jobs) < 2:
        return 1
    if reason := no_semaphores():
        print(
            f"{label}: one process instead of several: /dev/shm takes no more semaphores ({reason}); free "
            "some of it, or give the container more (docker run --shm-size=1g)",
            file=sys.stderr,
            flush=True,
        )
        os.environ["JOBLIB_MULTIPROCESSING"] = "0"  # else joblib, by scikit-learn, says so again
        return 1
    from joblib import cpu_count  # a container's limit counted in

    return min(cpu_count() if jobs == "auto" else jobs, items)


def no_semaphores() -> Exception | None:
    """Why this machine cannot make what a pool of processes waits on, or None. They are files in /dev/shm."""
    try:
        context = multiprocessing.get_context("fork")  # the one whose semaphores need no further process
        _ = [context.Lock() for _ in range(SEMAPHORES)]
    except (OSError, ImportError) as error:
        return error
    return None


def _pool(missing: list[tuple[Item, str]], workers: int, progress: Progress) -> Iterator[Outcome]:
    """Outcomes as they come. Raises UserError where a process is killed or cannot be started."""
    context = multiprocessing.get_context(start_method([item for item, _ in missing]))
    try:
        with ProcessPoolExecutor(workers, context, _worker, (os.getpid(),)) as pool:
            futures = [pool.submit(_work, item, name) for item, name in missing]
            progress.draw()  # by a thread: all processes are forked before it begins
            for future in as_completed(futures):
                yield future.result()
    except BrokenProcessPool as error:
        raise UserError(
            "a worker process was killed (is the memory full? lower execution.jobs). "
            "Finished items are kept; run the same command again to go on where it stopped"
        ) from error
    except OSError as error:
        for begun in multiprocessing.active_children():
            begun.kill()  # else the interpreter waits for it when it ends
        if error.errno not in NO_ROOM:
            raise
        raise UserError(
            f"worker processes cannot be started ({error}): they need room in /dev/shm and memory; "
            "free some, or set execution.jobs to 1 in params.yaml"
        ) from error


def start_method(items: list[Item]) -> str:
    """How workers are started: forked off this process, after it has imported once what all of them need; as
    new processes where they use a GPU, since CUDA works in no forked one.
    """
    devices = {item.how["device"] for item in items if "device" in item.how}
    if devices - {"cpu"}:
        import torch

        if torch.cuda.is_available():
            return "spawn"
    with contextlib.suppress(Exception):  # what an item cannot import it reports itself, by its name
        for module in dict.fromkeys(module for item in items for module in (item.task, *item.modules)):
            import_module(module)
    return "fork"


def _work(item: Item, fingerprint: str) -> Outcome:
    """One item, in a worker."""
    return work(item, fingerprint, reporter(fingerprint))


def _worker(parent: int) -> None:
    """What a worker process does first: leave Ctrl-C to its parent, and leave when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    watch(parent)


def watch(parent: int) -> None:
    """End this process at once when its parent is no longer `parent`."""

    def wait() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        sys.stderr.flush()
        os._exit(INTERRUPTED)

    threading.Thread(target=wait, daemon=True, name="parent watch").start()
