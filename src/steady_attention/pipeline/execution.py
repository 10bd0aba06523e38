"""Items in parallel, on this machine's cores or on a cluster. A failing item is reported by name; the others
finish.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from joblib import Parallel, cpu_count, delayed, parallel_config
from joblib.externals.loky import get_reusable_executor
from joblib.externals.loky.process_executor import TerminatedWorkerError

from steady_attention.pipeline import artifacts, environment
from steady_attention.pipeline.artifacts import Item
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.params import Execution
from steady_attention.pipeline.progress import Progress, reporter
from steady_attention.pipeline.records import processor
from steady_attention.pipeline.work import Outcome, work

Done = list[tuple[Item, str]]  # finished items with their fingerprints
INTERRUPTED = 130  # the exit status of a program ended by Ctrl-C


def ensure(items: Iterable[Item], how: Execution, label: str, output: Path | None = None) -> Done:
    """Compute the items that the store lacks; return each item with its fingerprint.

    output: a stage's folder that may hold finished items of these, as after `dvc pull`; they are taken.
    Raises UserError that names every failed item; what finished stays in the store.
    """
    known = [(item, item.fingerprint()) for item in items]
    if output is not None:
        for item, print_ in known:
            artifacts.adopt(output / item.name, print_)
    missing = list(
        {print_: (item, print_) for item, print_ in known if not artifacts.finished(print_)}.values()
    )
    if missing:
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
        from steady_attention.pipeline import dask_client  # imports Dask

        return dask_client.run(missing, how.scheduler, progress)
    return _local(missing, min(cpu_count() if how.jobs == "auto" else how.jobs, len(missing)), progress)


def _local(missing: list[tuple[Item, str]], workers: int, progress: Progress) -> list[Outcome]:
    """Every missing item through a pool of one-thread processes; with one worker in this process."""
    options: dict[str, Any] = {}
    if workers > 1:
        options = {
            "backend": "loky",
            "initializer": _worker,
            "initargs": (os.getpid(),),
            "inner_max_num_threads": 1,
        }
    outcomes = []
    try:
        with parallel_config(n_jobs=workers, **options):
            pending = Parallel(return_as="generator_unordered")(
                delayed(_work)(item, name) for item, name in missing
            )
            for outcome in pending:
                progress.done(outcome.item, outcome.error)
                outcomes.append(outcome)
        if workers > 1:
            get_reusable_executor().shutdown(wait=True)  # else the interpreter waits for it, deaf to Ctrl-C
    except TerminatedWorkerError as error:
        raise UserError(
            "a worker process was killed (is the memory full? lower execution.jobs). "
            "Finished items are kept; run the same command again to go on where it stopped"
        ) from error
    return outcomes


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
