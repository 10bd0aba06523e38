"""Kills at random moments of a stage, each with work to do, and the run that goes on after all of them."""

import os
import random
import signal
import time
from collections.abc import Callable

from tests.faults import visible
from tests.faults.log import DETAIL, Log
from tests.faults.prepared import Prepared, Stage, forget
from tests.faults.processes import Started, soon, tried

VICTIMS = ("dvc", "stage", "worker", "group")
CTRL_C = "Ctrl-C"
RESUME = "run the same command again to go on"
BEFORE, AT_WORK, WRITING, AFTER = PHASES = ("before", "at work", "writing", "after")


def of_stage(prepared: Prepared, log: Log, name: str, kills: int, interrupts: int) -> None:
    """The kills and interrupts of a stage that the log lacks, then `dvc repro`."""
    stage = prepared.stages[name]
    victims = [victim for victim in VICTIMS if victim != "worker" or stage.worker is not None]
    wanted = [(victims[number % len(victims)], number) for number in range(kills)]
    wanted += [(CTRL_C, number) for number in range(interrupts)]
    done = {(row["victim"], row["number"]) for row in log.rows(what="kill", stage=name)}
    missing = [one for one in wanted if one not in done]
    visible.mend(prepared.work)
    if missing and visible.faults(prepared.work.root, prepared.expected, []):
        tried(prepared.work, "dvc", "repro", *prepared.targets)  # an earlier call of this program was stopped
    for victim, number in missing:
        row = strike(prepared, name, victim, number)
        log.add(what="kill", stage=name, victim=victim, number=number, **row)
        of = interrupts if victim == CTRL_C else kills
        print(f"{name}: {victim} {number + 1}/{of}, {row['phase']}", *row["problems"], flush=True)
    if missing or not log.rows(what="finished", stage=name):
        compared, problems = finish(prepared)
        log.add(what="finished", stage=name, compared=compared, problems=problems)
        print(f"{name}: dvc repro has finished", *problems, flush=True)


def strike(prepared: Prepared, name: str, victim: str, number: int) -> dict:
    """One kill; tried again, at another moment, where the stage has ended before it."""
    stage, missed = prepared.stages[name], 0
    while True:
        chance = random.Random(f"{name} {victim} {number} {missed}")
        forget(prepared.work, name, stage, chance)
        started = Started(prepared.work, "dvc", "repro", "--single-item", name)
        if _wait(started, stage, victim, chance, 0.7**missed):
            break
        if started.status() or started.orphans():
            return _row("no", missed, 0, [f"failed without a kill{DETAIL}{started.text()[-300:]}"])
        missed += 1
    phase = _phase(prepared, started, stage)
    if victim == CTRL_C:
        problems = _interrupt(started, phase, lambda: _done(prepared, stage))
    else:
        problems = _kill(started, victim, chance)
    problems += started.orphans()
    problems += visible.faults(prepared.work.root, prepared.expected, stage.outs)
    visible.mend(prepared.work)
    return _row(phase, missed, len(visible.outputs(prepared.work.root)), problems)


def _row(phase: str, missed: int, compared: int, problems: list[str]) -> dict:
    return {"phase": phase, "missed": missed, "compared": compared, "problems": problems}


def _wait(started: Started, stage: Stage, victim: str, chance: random.Random, share: float) -> bool:
    """Sleep until a random moment of the victim's life, in its first `share`; False where the command has
    ended by then.
    """
    kind = victim if victim in ("stage", "worker") else "dvc"
    while not started.processes()[kind]:
        if started.ended():
            return False
        time.sleep(0.02)
    born = {"dvc": 0.0, "stage": stage.process, "worker": stage.worker}[kind]
    moment = time.monotonic() + chance.random() * share * (stage.end - born)
    while time.monotonic() < moment and not started.ended():
        time.sleep(0.005)
    return not started.ended() and bool(started.processes()[kind])


def _phase(prepared: Prepared, started: Started, stage: Stage) -> str:
    """Where the command is: before the stage's process, in it (with items to do or not), or after it."""
    if not started.processes()["stage"]:
        return AFTER if "Running stage" in started.text() else BEFORE
    return WRITING if _done(prepared, stage) else AT_WORK


def _done(prepared: Prepared, stage: Stage) -> bool:
    store = prepared.work.root / "data/store"
    return bool(stage.items) and all((store / item).is_dir() for item in stage.items)


def _kill(started: Started, victim: str, chance: random.Random) -> list[str]:
    """SIGKILL; whatever has died by itself in the meantime is dead all the same."""
    if victim == "group":
        os.killpg(started.pid, signal.SIGKILL)
    elif found := started.processes()[victim]:
        chosen = chance.choice(sorted(found, key=lambda process: process.pid))
        if chosen.is_running():
            chosen.kill()
    return []


def _interrupt(started: Started, phase: str, done: Callable[[], bool]) -> list[str]:
    """SIGINT to the group, as a terminal sends it: over soon, with a word on how to go on, unless it came
    after the last item.
    """
    computing = phase == AT_WORK and "to compute" in started.text()
    os.killpg(started.pid, signal.SIGINT)
    end = time.monotonic() + (allowed := soon())
    while not started.ended() and time.monotonic() < end:
        time.sleep(0.02)
    late = [] if started.ended() else [f"still there 2 s after Ctrl-C{DETAIL}{allowed:.1f} s here"]
    started.status()
    silent = computing and not done() and (RESUME not in started.text() or "Traceback" in started.text())
    return late + (["does not say how to go on"] if silent else [])


def finish(prepared: Prepared) -> tuple[int, list[str]]:
    """`dvc repro`, all of it: how many files are compared, and what is not as in the uninterrupted run."""
    status, text = tried(prepared.work, "dvc", "repro", *prepared.targets)
    failed = [f"dvc repro fails{DETAIL}{text[-300:]}"] if status else []
    wrong = visible.faults(prepared.work.root, prepared.expected, [])
    return len(prepared.expected), failed + wrong
