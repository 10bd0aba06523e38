"""A run of a rehearsal that is disturbed: how it goes on, how a process of it is killed, how times jump."""

import contextlib
import os
import random
import shutil
import signal
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil
import yaml

from tests.faults import visible
from tests.faults.clock import Clock
from tests.faults.log import Log
from tests.faults.processes import Started
from tests.run.cluster import Cluster
from tests.run.scratch import Repository

YEARS = 3 * 365 * 24 * 3600  # how far times jump, to either side
TIMED = ("src", "stages", "conf", "data", "reports")  # folders whose files' times jump


@dataclass
class Disturbed:
    """The run that is disturbed, in `repository`."""

    repository: Repository
    expected: dict[str, str]
    pause: float  # seconds between two kills, on average
    clock: Clock
    log: Log
    cluster: Cluster | None = None
    started: Started | None = None

    def go_on(self, *targets: str) -> Started:
        """The run at hand, begun anew where none runs."""
        if self.started is None:
            variables = [f"{name}={value}" for name, value in self.clock.variables.items()]
            self.started = Started(self.repository, "env", *variables, "dvc", "repro", *targets)
        return self.started

    def settle(self) -> list[str]:
        """Wait for the end of the run at hand: what is left of it that should not be."""
        if self.started is None:
            return []
        problems = self.started.orphans(partial(_members, self.cluster))
        self.started = None
        return problems + self.faults()

    def note(self, kind: str, number: int, stage: str, problems: list[str]) -> None:
        """A line of the log, and of what is shown; where the run goes on, its files are not counted."""
        found = 0 if self.started else len(visible.outputs(self.repository.root))
        self.log.add(
            what="rehearsal", kind=kind, number=number, stage=stage, compared=found, problems=problems
        )
        print(f"rehearsal: {kind}, in {stage}, {found} files are there", *problems, flush=True)

    def faults(self) -> list[str]:
        """What is not whole now, of outputs that are there; then what the pages of help say is done."""
        root = self.repository.root
        problems = visible.faults(root, self.expected, outputs(root))
        visible.mend(self.repository)
        return problems


def sleep(started: Started, seconds: float, victim: str) -> None:
    """So long since a stage runs, and until the victim is there."""
    kind = victim if victim in ("stage", "worker") else "stage"
    while not started.processes()["stage"] and not started.ended():
        time.sleep(0.05)
    end = time.monotonic() + seconds
    while not started.ended() and (time.monotonic() < end or not started.processes()[kind]):
        time.sleep(0.02)


def kill(disturbed: Disturbed, started: Started, victim: str, chance: random.Random) -> None:
    """SIGKILL; whatever has died by itself in the meantime is dead all the same."""
    if victim == "group":
        return os.killpg(started.pid, signal.SIGKILL)
    if victim == "scheduler":
        return disturbed.cluster.scheduler.kill()
    if victim == "dask worker":
        nannies = [psutil.Process(one.pid) for one in disturbed.cluster.processes[1:]]
        found = [
            child
            for nanny in nannies
            for child in nanny.children()
            if "spawn_main" in " ".join(child.cmdline())
        ]
    else:
        found = started.processes()[victim]
    if found:
        chance.choice(sorted(found, key=lambda process: process.pid)).kill()
    return None


def connect(disturbed: Disturbed) -> None:
    """A cluster of two workers, where there is none or its scheduler is dead."""
    cluster, root = disturbed.cluster, disturbed.repository.root
    if cluster is not None and cluster.scheduler.poll() is None:
        return
    if cluster is not None:
        cluster.stop()
    logs = root.with_name("logs")
    shutil.rmtree(logs, ignore_errors=True)
    disturbed.cluster = Cluster(root, logs)
    for _ in range(2):
        disturbed.cluster.worker()
    execution(disturbed.repository, backend="dask", scheduler=disturbed.cluster.address)


def execution(repository: Repository, **keys: str | None) -> None:
    """Change keys of `execution` in params.yaml."""
    path = repository.root / "params.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["execution"] |= keys
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


def _members(cluster: Cluster | None) -> frozenset[int]:
    """The cluster's processes."""
    if cluster is None:
        return frozenset()
    living = [psutil.Process(one.pid) for one in cluster.processes if one.poll() is None]
    return frozenset(one.pid for root in living for one in (root, *root.children(recursive=True)))


def jump_files(root: Path, chance: random.Random) -> None:
    """A third of all files, of code, data and results, get a time up to years away, before or to come."""
    for path in [path for name in TIMED for path in (root / name).rglob("*")]:
        moment = time.time() + chance.randint(-YEARS, YEARS)
        if path.is_file() and chance.random() < 1 / 3:
            with contextlib.suppress(FileNotFoundError):  # the run goes on, and may have removed it
                os.utime(path, (moment, moment))


def outputs(root: Path) -> list[str]:
    """All outputs that the pipeline declares, as dvc.lock and the undisturbed run have them."""
    text = (root.with_name("undisturbed") / "dvc.lock").read_text(encoding="utf-8")
    return [out["path"] for stage in yaml.safe_load(text)["stages"].values() for out in stage["outs"]]


def last_stage(text: str) -> str:
    """The stage that DVC said last that it runs."""
    return text.rpartition("Running stage '")[2].partition("'")[0] if "Running stage '" in text else "none"
