"""The same seeds again, with more processes, with more threads: equal bits, for every method."""

import shutil
from pathlib import Path

from tests.faults import grids, prepared, visible
from tests.faults.log import Log
from tests.faults.processes import tried
from tests.run.scratch import make

UNTIL = ("train", "train_from_vanilla", "evaluate", "evaluate_from_vanilla")
WAYS = {  # processes, threads that the environment asks for
    "the same twice": (1, 1),
    "jobs 1 against 2": (2, 1),
    "threads 1 against 2": (1, 2),
}


def run(log: Log, scratch: Path) -> None:
    """Train and evaluate every method once, and once more in every way that the log lacks."""
    missing = [kind for kind in WAYS if not log.rows(what="determinism", kind=kind)]
    expected = _outputs(scratch / "once", 1, 1) if missing else {}
    for kind in missing:
        found = _outputs(scratch / "again", *WAYS[kind])
        problems = visible.differences(found, expected)
        log.add(what="determinism", kind=kind, compared=len(expected), problems=problems)
        print(f"determinism, {kind}: {len(expected)} files compared", *problems, flush=True)


def _outputs(root: Path, jobs: int, threads: int) -> dict[str, str]:
    """What the pipeline gives in a new repository, from the download on."""
    shutil.rmtree(root, ignore_errors=True)
    repository = make(root, grids.every, *prepared.KEPT)
    repository.params(grids.jobs(jobs))
    asked = [f"{name}_NUM_THREADS={threads}" for name in ("OMP", "MKL", "OPENBLAS")]
    status, text = tried(repository, "env", *asked, "dvc", "repro", *UNTIL)
    if status:
        raise RuntimeError(f"failed without any fault:\n{text}")
    return visible.outputs(root)
