"""A whole run, of a rehearsal, that is disturbed again and again: processes are killed at random moments, at
first of the local backend, then of a Dask cluster; the disk is full in the middle; the clock and the times of
files jump. In the end it has the bytes of a run that nothing disturbed.
"""

import os
import random
import shutil
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from steady_attention.rehearsal import workspace
from steady_attention.store.files import read_json, write_json, write_text
from tests.faults import disk, visible
from tests.faults.clock import Clock
from tests.faults.disturbed import YEARS, Disturbed, connect, execution, jump_files, kill, last_stage, sleep
from tests.faults.log import DETAIL, Log
from tests.faults.processes import tried
from tests.run.scratch import Repository

LOCAL, OF_DASK = ("dvc", "stage", "worker", "group"), ("scheduler", "dask worker", "dvc", "stage")
PREPARED = ("pretrain", "select_unlabeled")  # which read raw files, as a rehearsal's Dask workers do not
FARTHEST = ("report", "findings")
SHARE = 0.7  # of an undisturbed run's time in which all kills fall: later ones would find it finished
OUTLIVED = ("worker", "scheduler", "dask worker")  # the run may go on without
FULL, END = "full disk", "dvc repro, after all of it"
HEAD = """# A whole run, disturbed

A rehearsal from an empty store on, under one disturbance after another; after each the same command
again. Before each kill a third of all files got a time up to three years away, and at it the clock of all
processes of the run jumped as far. At first items are computed by processes of the machine, in the end by a
Dask cluster. *Found*: what was half-written, other than the undisturbed run's, or left running. Where the
run goes on without what was killed, its files are not counted (0).
`python -m tests.faults --kinds rehearsal` writes this page.

| what was done | in stage | files there | found |
| --- | --- | --- | --- |"""
ROOM = "300k"  # of the item store while the disk is full


def run(log: Log, scratch: Path, profile: str, part: bool, kills: int, until: Sequence[str] = ()) -> None:
    """An undisturbed rehearsal and a disturbed one, unless the log has it. until: the last stages of both,
    all of which Dask's workers can compute; none: all stages.
    """
    if log.rows(what="rehearsal", kind=END):
        return
    seconds, root = undisturbed(scratch, profile, part, until), scratch / "rehearsed/disturbed"
    shutil.rmtree(root, ignore_errors=True)
    workspace.make(root, profile, part)
    expected = visible.outputs(scratch / "rehearsed/undisturbed")
    disturbed = Disturbed(
        Repository(root), expected, SHARE * seconds / kills, Clock(scratch / "rehearsed/clock"), log
    )
    name = f"undisturbed, {'a part' if part else 'all'} of the profile {profile}"
    log.add(what="rehearsal", kind=name, stage=", ".join(until), compared=len(expected), problems=[])
    disturb(disturbed, kills, until)


def disturb(disturbed: Disturbed, kills: int, until: Sequence[str]) -> None:
    """All that happens to the run, to its end."""
    repository, half = disturbed.repository, kills // 2
    for number in range(half):
        strike(disturbed, LOCAL[number % len(LOCAL)], number, until)
    _interrupt(disturbed, half)
    full_disk(disturbed, until)
    status, text = tried(repository, "dvc", "repro", *PREPARED)
    problems = [f"fails{DETAIL}{text[-300:]}"] if status else []
    disturbed.note("data, undisturbed", half, last_stage(text), problems)
    try:
        for number in range(half, kills):
            strike(disturbed, OF_DASK[number % len(OF_DASK)], number, until or FARTHEST, dask=True)
        _interrupt(disturbed, kills)
    finally:
        if disturbed.cluster is not None:
            disturbed.cluster.stop()
    execution(repository, backend="processes", scheduler=None)
    status, text = tried(repository, "dvc", "repro", *until)
    problems = [f"dvc repro fails{DETAIL}{text[-300:]}"] if status else []
    problems += visible.faults(repository.root, disturbed.expected, [])
    disturbed.note(END, kills, last_stage(text), problems)


def undisturbed(scratch: Path, profile: str, part: bool, until: Sequence[str]) -> float:
    """Make the run that nothing disturbs; its seconds."""
    known, root = scratch / "rehearsed/undisturbed.json", scratch / "rehearsed/undisturbed"
    if not known.exists():
        shutil.rmtree(root, ignore_errors=True)
        workspace.make(root, profile, part)
        print("rehearsal: undisturbed", flush=True)
        began = time.monotonic()
        status, text = tried(Repository(root), "dvc", "repro", *until)
        if status:
            raise RuntimeError(f"failed without any fault:\n{text}")
        write_json(known, {"seconds": time.monotonic() - began})
    return read_json(known)["seconds"]


def strike(
    disturbed: Disturbed, victim: str, number: int, targets: Sequence[str], dask: bool = False
) -> None:
    """Let the files' times jump, wait for a random moment, let the clock jump, kill: nothing is left
    half-written. The run may outlive a worker; what it ends with is looked at before the next kill.
    """
    chance = random.Random(f"{victim} {number}")
    if dask:
        connect(disturbed)
    while True:
        jump_files(disturbed.repository.root, chance)
        started = disturbed.go_on(*targets)
        sleep(started, 2 * chance.random() * disturbed.pause, victim)
        disturbed.clock.jump(chance.randint(-YEARS, YEARS))
        if not started.ended():
            break
        stage, status = last_stage(started.text()), started.status()
        disturbed.note(f"its end, with status {status}", number, stage, disturbed.settle())
        if not status:
            return  # all is done: nothing to kill any more
        if dask:
            connect(disturbed)
    stage = last_stage(started.text())
    kill(disturbed, started, victim, chance)
    problems = [] if victim in OUTLIVED else disturbed.settle()
    disturbed.note(f"SIGKILL of {victim}", number, stage, problems)


def full_disk(disturbed: Disturbed, until: Sequence[str]) -> None:
    """The run goes on while the item store has little room: it fails and says so, nothing is half-written."""
    if not disk.mounts():
        return disturbed.note(f"{FULL}: not tried, this system does not let us mount", 0, "", [])
    status, text = disk.full(disturbed.repository, "data/store", ROOM, "dvc", "repro", *until)
    said = "No space left on device" in text or "has no room" in text
    problems = [] if status and said else [f"does not fail, or does not say why{DETAIL}{text[-300:]}"]
    disturbed.note(FULL, 0, last_stage(text), problems + disturbed.faults())
    return None


def _interrupt(disturbed: Disturbed, number: int) -> None:
    """Ctrl-C, where the run still goes on."""
    if (started := disturbed.started) is not None:
        if not started.ended():
            os.killpg(started.pid, signal.SIGINT)
        disturbed.note("Ctrl-C", number, last_stage(started.text()), disturbed.settle())


def write(log: Log, out: Path) -> None:
    """disturbed.md in the folder `out`: a line for everything that was done to the run."""
    rows = [
        f"| {row['kind']} | {row['stage']} | {row['compared']} | {_words(row['problems'])} |"
        for row in log.rows(what="rehearsal")
    ]
    write_text(out / "disturbed.md", "\n".join([HEAD, *rows]) + "\n")


def _words(problems: list[str]) -> str:
    return "; ".join(problem.partition(DETAIL)[0] for problem in problems) or "nothing"
