"""Commands in a scratch repository, and the processes that they leave."""

import os
import subprocess
import time
from collections.abc import Callable, Collection
from pathlib import Path

import psutil

from tests.faults.log import DETAIL
from tests.run.scratch import Repository, environment, is_worker, wait_until

SOON = 2.0  # seconds after which no process may be left, where every running process has a core
LONG = 7200.0  # seconds after which a hanging command ends this program


class Started:
    """A running command, the leader of a session of its own, its words in a file."""

    def __init__(self, repository: Repository, *command: str):
        self.root, self.words = repository.root.resolve(), repository.root.with_name("words.txt")
        with open(self.words, "w", encoding="utf-8") as words:
            self.process = subprocess.Popen(
                command,
                cwd=self.root,
                env=environment(),
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
            )
        self.pid, self.began = self.process.pid, time.monotonic()

    def ended(self) -> bool:
        """Whether the command itself is over."""
        return self.process.poll() is not None

    def status(self, seconds: float = LONG) -> int:
        """Wait for the end; its exit status."""
        return self.process.wait(seconds)

    def text(self) -> str:
        """What it has said so far."""
        return self.words.read_text(encoding="utf-8", errors="replace")

    def processes(self) -> dict[str, list[psutil.Process]]:
        """The living processes by what they are."""
        found: dict[str, list[psutil.Process]] = {"dvc": [], "stage": [], "worker": [], "other": []}
        for pid in psutil.pids():
            try:
                if os.getsid(pid) == self.pid and _alive(process := psutil.Process(pid)):
                    found[self._kind(process)].append(process)
            except (ProcessLookupError, psutil.NoSuchProcess):
                continue  # ended while we looked
        return found

    def _kind(self, process: psutil.Process) -> str:
        words = " ".join(process.cmdline())
        if process.pid == self.pid:
            return "dvc"
        if "stages/" not in words:
            return "other"
        return "worker" if is_worker(process) else "stage"

    def orphans(self, others: Callable[[], Collection[int]] = tuple) -> list[str]:
        """Wait for the command's end; the processes that are left soon after. others: the ids of those at
        that moment of which nothing is said.
        """
        self.status()
        end = time.monotonic() + soon()
        while (found := self._left(others)) and time.monotonic() < end:
            time.sleep(0.05)
        return [f"a process is left{DETAIL}{name}" for name in map(_name, found)]

    def _left(self, others: Callable[[], Collection[int]]) -> list[psutil.Process]:
        found, known = left(self.root, self.pid), others()
        return [process for process in found if process.pid not in known]


def soon() -> float:
    """SOON, longer by as much as the machine has more to run than it has cores."""
    return SOON * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def left(root: Path, leader: int) -> list[psutil.Process]:
    """The living processes of the leader's session, and those that work in the folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) == leader or root == Path(process.cwd()):
                found += [process] if _alive(process) else []
        except (ProcessLookupError, PermissionError, psutil.Error):
            continue  # ended while we looked, or another user's
    return found


def idle(root: Path) -> None:
    """Wait until nothing works in the folder: what an earlier run of this program has left there."""
    wait_until(lambda: not left(root.resolve(), -1), f"no process works in {root}", LONG)


def tried(repository: Repository, *command: str) -> tuple[int, str]:
    """Run a command to its end: its status and what it says."""
    started = Started(repository, *command)
    return started.status(), started.text()


def _alive(process: psutil.Process) -> bool:
    return process.status() != psutil.STATUS_ZOMBIE


def _name(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())[:80]
    except psutil.NoSuchProcess:
        return "one that has just ended"
