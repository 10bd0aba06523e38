"""Run a profile from an empty store to its tables on a Dask cluster of this machine, whose workers come,
leave and die meanwhile; say how long they stood idle, and compare all that was made with a local run's.

PYTHONPATH=src python -m benchmarks.cluster    # --write renews cluster.md

It works in clones of the last commit, in a temporary folder. Two workers are there from the start, two come
late; one of them is told to leave (SIGTERM), another comes in its place; one is killed (SIGKILL) with an
item, and its nanny starts it anew. Times are Dask's own record of when each task began and ended.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

import dask
import distributed
import psutil

from benchmarks import cluster_record as record
from steady_attention.store import environment as variables
from steady_attention.store.provenance import processor
from tests.faults import visible
from tests.run.cluster import Cluster
from tests.run.scratch import ROOT, Repository, environment, wait_until

PAGE = Path(__file__).with_suffix(".md")
TRAINING = "train"
PATIENCE = 7200.0  # seconds after which a hanging run ends this program


@dataclass
class Run:
    """A `dvc repro` in a clone, and what happened meanwhile."""

    cluster: Cluster
    watcher: distributed.Client
    process: subprocess.Popen
    stages: list[tuple[float, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    happened: list[tuple[float, str]] = field(default_factory=list)

    def listen(self, stream: IO[str]) -> None:
        """Keep what it says, and when each stage began."""
        for line in stream:
            if line.startswith("Running stage '"):
                self.stages.append((time.time(), line.split("'")[1]))
            self.said.append(line)

    def training(self, number: int) -> bool:
        """Whether so many stages of training have begun. Raises RuntimeError where the run has ended."""
        if self.process.poll() is not None:
            raise RuntimeError(f"the run has ended too early:\n{''.join(self.said[-20:])}")
        return sum(name.startswith(TRAINING) for _, name in self.stages) >= number

    def note(self, what: str) -> None:
        """That something happened in the stage at hand."""
        self.happened.append((time.time(), f"{self.stages[-1][1]}: {what}"))

    def busy(self) -> list[str]:
        """The workers that have an item."""
        return [worker for worker, keys in self.watcher.processing().items() if keys]

    def process_of(self, worker: str) -> psutil.Process:
        """A worker's own process, below its nanny's."""
        return psutil.Process(self.watcher.run(os.getpid, workers=[worker])[worker])


def come(run: Run, amount: int) -> None:
    """So many workers join."""
    for _ in range(amount):
        run.cluster.worker(None, **_variables())
    run.note(f"{amount} came" if amount > 1 else "one came")


def leave(run: Run) -> None:
    """The worker that came last is told to leave: SIGTERM to the command `dask worker`."""
    run.cluster.processes[-1].terminate()
    run.note("one was told to leave")
    run.cluster.processes[-1].wait(PATIENCE)


def die(run: Run) -> None:
    """A worker with an item is killed; its nanny is not."""
    busy = wait_until(run.busy, "a worker has an item", PATIENCE)
    run.process_of(busy[-1]).send_signal(signal.SIGKILL)
    run.note("one was killed with its item, and started anew by its nanny")


COURSE: tuple[tuple[int, Callable[[Run], None]], ...] = (  # before which the so-manieth training has begun
    (1, lambda run: come(run, 2)),
    (5, leave),
    (6, lambda run: come(run, 1)),
    (7, die),
)


def _variables() -> dict[str, str]:
    """A worker's, as docs/cluster.md exports them."""
    return {"PYTHONPATH": "src"} | dict(line.split("=", 1) for line in variables.listed().splitlines())


def clone(folder: Path, profile: str) -> Repository:
    """A clone of the last commit, set to the profile: neither its store nor its cache has anything."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    repository = Repository(folder)
    if f"\nprofile: {profile} " not in (folder / "params.yaml").read_text(encoding="utf-8"):
        repository.edit("params.yaml", "\nprofile: demo ", f"\nprofile: {profile} ")
    return repository


def on_cluster(repository: Repository, logs: Path) -> tuple[str, float]:
    """The run's tables of times, as Markdown, and its seconds. Raises RuntimeError where it fails."""
    cluster = Cluster(repository.root, logs)
    try:
        with distributed.Client(cluster.address) as watcher:
            watcher.get_task_stream()  # from now on Dask keeps it
            for _ in range(2):
                cluster.worker(None, **_variables())
            repository.edit("params.yaml", "  backend: processes ", "  backend: dask ")
            repository.edit("params.yaml", "  scheduler: ", f"  scheduler: {cluster.address} ")
            began = time.time()
            run = Run(cluster, watcher, repro(repository))
            listener = threading.Thread(target=run.listen, args=(run.process.stdout,), daemon=True)
            listener.start()
            for number, event in COURSE:
                wait_until(partial(run.training, number), f"training {number} has begun", PATIENCE)
                event(run)
            listener.join()
            if run.process.wait():
                raise RuntimeError("".join(run.said[-40:]))
            seconds = time.time() - began
            done, stays = record.tasks(watcher.get_task_stream()), record.stays(watcher.get_events("all"))
    finally:
        cluster.stop()
    whole = record.share("the whole run", done, record.worked(done, stays), stays)
    table = record.table(record.by_stage(done, stays, run.stages), whole)
    course = "\n".join(f"- {moment - began:.0f} s, in {what}" for moment, what in run.happened)
    return f"{table}\n\nWhat happened to the workers, by seconds after the start:\n\n{course}", seconds


def repro(repository: Repository) -> subprocess.Popen:
    """`dvc repro`, its words as they come."""
    return subprocess.Popen(
        ["dvc", "repro"],
        cwd=repository.root,
        env=environment() | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run_here(repository: Repository) -> Path:
    """The clone's folder, after its profile was run by processes of this machine."""
    process = repro(repository)
    said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(said[-2000:])
    return repository.root


def compared(found: dict[str, str], expected: dict[str, str]) -> str:
    """In words, whether two runs have the same bytes, by the hashes of their files."""
    if differing := visible.differences(found, expected):
        return f"**{len(differing)} of {len(expected)} files differ from the local run's:** {differing[:7]}"
    weights = sum(name.endswith("weights.safetensors") for name in expected)
    return (
        f"All {len(expected):,} files of the run are those of a local run (`processes`), byte for byte: "
        f"data, {weights} trained models, scores, tables, figures, the page."
    )


def text(profile: str, measured: str, seconds: float, same: str) -> str:
    """The page."""
    return f"""# A profile on a Dask cluster, from an empty store to the tables

Profile `{profile}`, `dvc repro`: {seconds:.0f} s. {processor()}, {os.cpu_count()} cores, with a load of \
{os.getloadavg()[0]:.0f} at the end;
Dask {dask.__version__}. Seconds are coarse where the machine had other work; shares of one run mean more.
*workers*: how many were there on average. *idle*: the share of their time without an item, from the stage's
first begin to its last end. *idle at the end*: the part of it that lies after the last item has begun. Dask
keeps no begin of an item that its worker did not finish; its time is counted rather too short.

{measured}

{same}
"""


def main() -> None:
    """Run it, print it, write the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--profile", default="demo", help="by its folder in conf/; default: %(default)s")
    parser.add_argument(
        "--local",
        type=Path,
        metavar="FOLDER",
        help="a clone where `dvc repro` of it was run; default: one more",
    )
    parser.add_argument("--folder", type=Path, help="where it works, which stays; default: a temporary one")
    parser.add_argument("--write", action="store_true", help=f"also write benchmarks/{PAGE.name}")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cluster-")))
        ours = clone(folder / "cluster", given.profile)
        other = None if given.local else clone(folder / "local", given.profile)  # now: of the same commit
        measured, seconds = on_cluster(ours, folder / "logs")
        local = run_here(other) if other else given.local
        found, expected = visible.outputs(ours.root), visible.outputs(local)
    page = text(given.profile, measured, seconds, compared(found, expected))
    print(page, end="")
    if given.write:
        PAGE.write_text(page, encoding="utf-8")
    sys.exit(found != expected)


if __name__ == "__main__":
    main()
