"""All that is to be known of a GPU, in one start of at most fifteen minutes: `make gpu`.

Each step has a time limit, at which it is ended with all its processes. What a step wrote is kept, whatever
becomes of those behind it. The words of each step and SUMMARY.md are in data/gpu/<number of the start>/; the
exit status is 1 where a step did not pass, or where there is no GPU.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from steady_attention.store.files import write_text

FOLDER = Path("data/gpu")
SUMMARY = "SUMMARY.md"
LIMIT = 900  # seconds of all steps together, each with its GRACE
GRACE = 5  # seconds that a step at its limit has to end by itself
PASSED, FAILED, CUT, LEFT_OUT, STOPPED = "passed", "failed", "cut", "left out", "stopped"


@dataclass(frozen=True)
class Step:
    """A command. seconds: its limit; keeps: files that are copied to the other results, however it ends;
    needs: a step without which it is left out.
    """

    name: str
    command: Sequence[str]
    seconds: float
    keeps: tuple[str, ...] = ()
    needs: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a step. told: the last line that it said, or why it did not run."""

    step: Step
    state: str
    seconds: float
    told: str


def _measured(*parts: str) -> tuple[str, ...]:
    """The command of throughput for some of its parts."""
    options = [word for part in parts for word in ("--part", part)]
    return (sys.executable, "-m", "benchmarks.throughput", "--write", *options)


def _bert(*options: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "benchmarks.gpu_bert", "--profile", "small", "--dataset", "sst", *options)


PAGE, SCORES = "benchmarks/throughput.md", "data/gpu/bert.json"
STEPS = (
    Step("tests", (sys.executable, "-m", "pytest", "-q", "-m", "gpu", "tests/gpu"), 205),
    Step("throughput", _measured("peaks", "methods", "jobs", "precision"), 275, (PAGE,)),
    Step("stacked", _measured("stacked"), 100, (PAGE,)),
    Step("texts", _bert("--prepare"), 105),
    Step("bert", _bert(), 190, (SCORES,), needs="texts"),
)


def main() -> int:
    """Run the steps on the GPU, if there is one. The exit status."""
    if not torch.cuda.is_available():
        print(
            f"gpu: torch {torch.__version__} finds no GPU here: start `make gpu` on a machine that has one, "
            "with a torch that is built for it (docs/gpu.md)",
            file=sys.stderr,
        )
        return 1
    name = f"{torch.cuda.get_device_name()}, torch {torch.__version__}"
    return session(fresh(FOLDER), STEPS, name)


def fresh(folder: Path) -> Path:
    """A folder for this start beside those of earlier ones: 1, 2, and so on."""
    taken = [int(path.name) for path in folder.glob("*") if path.name.isdigit()]
    found = folder / str(max(taken, default=0) + 1)
    found.mkdir(parents=True)
    return found


def session(folder: Path, steps: Sequence[Step], device: str) -> int:
    """Run the steps in turn, with SUMMARY.md anew behind each. 0 where all passed, 130 after Ctrl-C."""
    outcomes: list[Outcome] = []
    for step in steps:
        passed = {one.step.name for one in outcomes if one.state == PASSED}
        if step.needs and step.needs not in passed:
            outcomes.append(Outcome(step, LEFT_OUT, 0.0, f"needs the step {step.needs}, which did not pass"))
        else:
            print(f"gpu: {step.name}, at most {step.seconds:g} s", file=sys.stderr, flush=True)
            outcomes.append(_run(step, folder))
        print(f"gpu: {step.name} {outcomes[-1].state}: {outcomes[-1].told}", file=sys.stderr, flush=True)
        rest = steps[len(outcomes) :]
        write_text(folder / SUMMARY, summary(device, outcomes, rest))
        if outcomes[-1].state == STOPPED:
            break
    print(f"gpu: the summary is {folder / SUMMARY}", file=sys.stderr)
    if outcomes[-1].state == STOPPED:
        return 130
    return int(any(one.state != PASSED for one in outcomes))


def _run(step: Step, folder: Path) -> Outcome:
    """One step to its end or its limit, its words in <name>.log; its files are kept in either case."""
    for name in step.keeps:
        (folder / Path(name).name).unlink(missing_ok=True)
    log, began, started = folder / f"{step.name}.log", time.monotonic(), time.time()
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": "src"}
    with log.open("wb") as words:
        process = subprocess.Popen(
            step.command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that its workers end with it
        )
        try:
            status = awaited(process, step.seconds)
            state, told = (PASSED, "") if status == 0 else (FAILED, f"exit status {status}; ")
        except subprocess.TimeoutExpired:
            state, told = CUT, f"at its limit of {step.seconds:g} s; "
        except KeyboardInterrupt:
            state, told = STOPPED, "by Ctrl-C; "
        finally:
            _end(process)
    _keep(step, folder, started)
    return Outcome(step, state, time.monotonic() - began, told + _last_line(log))


def awaited(process: subprocess.Popen, seconds: float) -> int:
    """The exit status. Raises TimeoutExpired at the limit."""
    return process.wait(seconds)


def _end(process: subprocess.Popen) -> None:
    """End what is left of a step: its processes are a group, which it leads."""
    for kind, wait in ((signal.SIGTERM, GRACE), (signal.SIGKILL, None)):
        try:
            os.killpg(process.pid, kind)
        except ProcessLookupError:
            break  # none is left
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def _keep(step: Step, folder: Path, since: float) -> None:
    """Copy the files that the step has written, and none that an earlier start left."""
    for path in map(Path, step.keeps):
        if path.exists() and path.stat().st_mtime >= since:
            shutil.copyfile(path, folder / path.name)


def _last_line(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    return next((line for line in reversed(lines) if line), "said nothing")


def summary(device: str, outcomes: Iterable[Outcome], rest: Iterable[Step] = ()) -> str:
    """The list: what ran, passed, failed, was cut or left out, and what has not run yet."""
    lines = [f"# On {device}", "", "| step | outcome | seconds | limit | last words |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for one in outcomes:
        told = one.told.replace("|", "\\|")
        lines.append(f"| {one.step.name} | {one.state} | {one.seconds:.0f} | {one.step.seconds:g} | {told} |")
    lines += [f"| {step.name} | not run | 0 | {step.seconds:g} | |" for step in rest]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
