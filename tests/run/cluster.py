"""A Dask cluster of processes on the loopback address, and items whose course a test decides."""

import contextlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import psutil

from tests.run.scratch import ROOT, environment, wait_until

TASK = '''"""Items for tests: one that fails, one that waits for a file, one that kills its process."""

import os
import signal
import time
from pathlib import Path


def compute(work, inputs, arguments, report):
    if arguments["does"] == "fail":
        raise OSError("disk full")
    if arguments["does"] == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    while arguments["does"] == "wait" and not Path("go").exists():
        Path("waiting.half").write_text(str(os.getpid()))
        os.replace("waiting.half", "waiting")
        time.sleep(0.02)
        report("waiting")
    (work / "name.txt").write_text(arguments["name"])
    (work / "process.txt").write_text(str(os.getpid()))
'''
CLIENT = '''"""Compute items: client.py SCHEDULER-or-local {"name": what it does, ...}

A mapping in the place of what it does is its demand, of an item that writes.
"""

import json
import sys

from steady_attention.run import execution
from steady_attention.store.artifacts import Demand, Item
from steady_attention.store.errors import UserError
from steady_attention.settings.execution import Execution



def item(name, given):
    demand = Demand(**given) if isinstance(given, dict) else None
    does = "write" if demand else given
    return Item(name, "steady_attention.trial", {"name": name, "does": does}, demand=demand)


items = [item(*one) for one in json.loads(sys.argv[2]).items()]
scheduler = None if sys.argv[1] == "local" else sys.argv[1]
if __name__ == "__main__":  # a worker of this machine is a new process that loads this file
    try:
        execution.ensure(items, Execution(2, "dask", scheduler, "cpu"), "trial")
    except UserError as error:
        sys.exit(str(error))
'''


Given = str | dict[str, float]  # what an item does, or the demand of one that writes


def place(root: Path) -> Path:
    """A folder with the sources, the items' task and a client that computes them."""
    root.mkdir(parents=True)
    for name in ("src", "conf"):
        shutil.copytree(ROOT / name, root / name)
    (root / "src/steady_attention/trial.py").write_text(TASK, encoding="utf-8")
    (root / "client.py").write_text(CLIENT, encoding="utf-8")
    return root


def client(root: Path, address: str, items: dict[str, Given]) -> subprocess.Popen:
    """A client in the folder that computes items: name -> what it does; address: `local` for none."""
    return subprocess.Popen(
        [sys.executable, "client.py", address, json.dumps(items)],
        cwd=root,
        env=environment() | {"PYTHONPATH": "src"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


class Cluster:
    """A scheduler that has nothing of this project, and workers that start in `root`."""

    def __init__(self, root: Path, logs: Path, **variables: str):
        self.root, self.logs, self.processes = root, logs, []
        logs.mkdir()
        found = logs / "scheduler.json"
        options = ("--dashboard-address", "127.0.0.1:0", "--idle-timeout", "600")  # should a test be killed
        self.scheduler = self.start(
            logs, variables, "scheduler", "--port", "0", *options, "--scheduler-file", found
        )
        self.address = wait_until(lambda: _address(found), "the scheduler has an address")

    def start(self, folder: Path, variables: dict, *words: object) -> subprocess.Popen:
        """`dask <words>` in a folder, on the loopback address."""
        command = [sys.executable, "-m", "dask", *map(str, words), "--host", "127.0.0.1"]
        with open(self.logs / f"{len(self.processes)}.log", "w") as log:
            started = subprocess.Popen(
                command, cwd=folder, env=environment() | variables, stdout=log, stderr=log
            )
        self.processes.append(started)
        return started

    def worker(self, folder: Path | None = None, *words: str, **variables: str) -> subprocess.Popen:
        """A worker, in the repository with PYTHONPATH=src unless told otherwise; waits until it is there."""
        kept = (
            "--nthreads",
            "1",
            "--no-dashboard",
            "--death-timeout",
            "60",
            "--local-directory",
            self.logs / "scratch",
            *words,
        )
        started = self.start(
            folder or self.root, variables or {"PYTHONPATH": "src"}, "worker", self.address, *kept
        )
        log = self.logs / f"{len(self.processes) - 1}.log"
        wait_until(lambda: "Starting established connection" in log.read_text(), "the worker is there")
        return started

    def client(self, **items: Given) -> subprocess.Popen:
        """A client that computes items: name=what it does."""
        return client(self.root, self.address, items)

    def stop(self) -> None:
        """Kill all processes, with the workers that the nannies have started."""
        roots = [psutil.Process(process.pid) for process in self.processes if process.poll() is None]
        found = [*roots, *(child for root in roots for child in root.children(recursive=True))]
        for process in found:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        for process in self.processes:
            process.wait(60)


def waiting(root: Path) -> int | None:
    """The process of the item that waits, once one does."""
    path = root / "waiting"
    return int(path.read_text()) if path.exists() else None


def stored(root: Path) -> list[str]:
    """What the items in the store have written."""
    return sorted(path.read_text() for path in (root / "data/store").glob("*/name.txt"))


def by(root: Path) -> dict[str, int]:
    """The processes that have computed the items in the store."""
    found = (root / "data/store").glob("*/name.txt")
    return {path.read_text(): int(path.with_name("process.txt").read_text()) for path in found}


def unfinished(root: Path) -> list[str]:
    """The work folders in the store."""
    return sorted(path.name for path in (root / "data/store").glob("*.work"))


def _address(path: Path) -> str | None:
    try:
        return json.loads(path.read_text())["address"]
    except (FileNotFoundError, json.JSONDecodeError):
        return None  # not written yet, or half
