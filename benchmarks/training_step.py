"""Time a training step of this project against a plain one: one process, one thread, steps taken in turn.

PYTHONPATH=src OMP_NUM_THREADS=1 python -m benchmarks.training_step
"""

import argparse
import platform
import sys
import time
from pathlib import Path

import torch

from benchmarks.step_table import Times, section, targets
from benchmarks.steps import (
    ATTENTION_HIDDEN,
    BATCH,
    HIDDEN,
    VOCABULARY,
    WIDTH,
    make_batch,
    make_steps,
)

LENGTHS, REPETITIONS, WARM_UP = (20, 170), 15, 2


def measure(length: int, repetitions: int) -> Times:
    """Every step on every batch; each repetition begins with another step, the warm-up is not counted."""
    steps = make_steps()
    order, tokens = sorted(steps), []  # ours side by side: their ratios have the narrowest target
    seconds: dict[str, dict[str, list[float]]] = {"plain": {}, "ours": {}}
    for number in range(-WARM_UP, repetitions):
        batch = make_batch(length, number)
        for who, method in order:
            began = time.perf_counter()
            steps[who, method](batch)
            if number >= 0:
                seconds[who].setdefault(method, []).append(time.perf_counter() - began)
        if number >= 0:
            tokens.append(int(batch.lengths.sum()))
        order.append(order.pop(0))
        done = f"repetition {number + 1}/{repetitions}" if number >= 0 else "warm-up"
        print(f"T = {length}: {done}", file=sys.stderr, flush=True)
    return Times(length, tokens, seconds)


def processor() -> str:
    """The processor's name as /proc/cpuinfo has it, or the machine's kind where there is no such line."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def text(measured: list[Times], repetitions: int) -> str:
    """The whole result, as Markdown."""
    head = (
        f"Medians of {repetitions} repetitions, one thread, torch {torch.__version__}, {processor()}.\n"
        f"Batch {BATCH}, vocabulary {VOCABULARY:,}, embedding {WIDTH} (trainable), BiLSTM of {HIDDEN} "
        f"a direction, additive attention of {ATTENTION_HIDDEN}, float32.\n"
        "Trust the ratios, not the milliseconds; README.md beside this file says how to read them.\n"
    )
    return "\n".join(["# A training step, plain and ours", "", head, *map(section, measured)])


def positive(given: str) -> int:
    """A whole number of at least 1, for argparse."""
    if not given.isdecimal() or int(given) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least 1, got {given!r}")
    return int(given)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser("python -m benchmarks.training_step", description=__doc__.split("\n")[0])
    usual = " and ".join(map(str, LENGTHS))
    text_length = f"tokens of a text, within 10 %%; may be given again (default: {usual})"
    found.add_argument("--length", type=positive, action="append", metavar="T", help=text_length)
    often = "how often each step is timed (default: %(default)s)"
    found.add_argument("--repetitions", type=positive, default=REPETITIONS, metavar="N", help=often)
    found.add_argument("--write", action="store_true", help="also write benchmarks/training_step.md")
    found.add_argument("--check", action="store_true", help="end with 1 where a target is not met")
    return found


def main(arguments: argparse.Namespace) -> int:
    """Measure, print, and say by the exit code whether the check failed."""
    torch.set_num_threads(1)
    measured = [measure(length, arguments.repetitions) for length in arguments.length or LENGTHS]
    result = text(measured, arguments.repetitions)
    print(result, end="")
    if arguments.write:
        Path(__file__).with_suffix(".md").write_text(result, encoding="utf-8")
    missed = [target for times in measured for target in targets(times) if not target.met]
    return 1 if arguments.check and missed else 0


if __name__ == "__main__":
    sys.exit(main(parser().parse_args()))
