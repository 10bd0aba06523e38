"""Time this project's one pass over a file of word vectors against torchtext 0.6's own first load of it.

PYTHONPATH=src OMP_NUM_THREADS=1 python -m benchmarks.vectors
"""

import argparse
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import torch
import torchtext

from benchmarks.step_table import Target, ratio
from benchmarks.training_step import positive, processor
from steady_attention.text import vectors, vocabulary

ROWS, WIDTH, WANTED, ABSENT, REPETITIONS = 200_000, 300, 13_000, 700, 3
BLOCK = 1_000  # rows written at once
FASTER = 10.0  # our pass is to be so many times torchtext's load
TORCHTEXT, PASS, CHECKED = "torchtext, first load", "our pass", "our pass, its rows by torchtext"


def write(path: Path, rows: int) -> None:
    """A text file as fastText writes it: a header, then `w0`, `w1`, ... and 300 numbers each."""
    random = np.random.default_rng(0)
    form = " ".join(["%.4f"] * WIDTH)
    with path.open("w", encoding="ascii") as file:
        file.write(f"{rows} {WIDTH}\n")
        for start in range(0, rows, BLOCK):
            block = random.normal(0, 0.1, (min(BLOCK, rows - start), WIDTH)).tolist()
            file.writelines(f"w{start + n} {form % tuple(values)}\n" for n, values in enumerate(block))


def wanted(rows: int) -> set[bytes]:
    """13,000 words of the file, or half of a smaller one, and 700 that it does not hold."""
    found = np.random.default_rng(1).choice(rows, min(WANTED, rows // 2), replace=False)
    return {b"w%d" % number for number in found} | {b"absent%d" % number for number in range(ABSENT)}


def checked(path: Path, words: set[bytes]) -> tuple[list[str], np.ndarray]:
    """Words and vectors as our task has them: the rows of the pass, written and loaded by torchtext."""
    own = path.with_name("wanted.vec")
    rows = vectors.select(path, words).items()
    own.write_bytes(b"".join(word + b" " + row.text + b"\n" for word, row in rows))
    return vocabulary.load(own)


def measure(path: Path, words: set[bytes], repetitions: int) -> dict[str, list[float]]:
    """Seconds of each way, in turn; `vocabulary.load` gives torchtext a new cache each time."""
    ways: dict[str, Callable[[], object]] = {
        TORCHTEXT: lambda: vocabulary.load(path),
        PASS: lambda: vectors.select(path, words),
        CHECKED: lambda: checked(path, words),
    }
    vectors.select(path, words)  # the file is in the system's memory from here on
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(repetitions):
        for name, run in ways.items():
            began = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - began)
        print(f"repetition {number + 1}/{repetitions}", file=sys.stderr, flush=True)
    return seconds


def target(seconds: dict[str, list[float]]) -> Target:
    """Our pass against torchtext's load."""
    value = ratio(seconds[TORCHTEXT], seconds[PASS])
    return Target(f"{PASS}: at least {FASTER:.0f} times as fast as {TORCHTEXT}", value, value >= FASTER)


def text(seconds: dict[str, list[float]], rows: int, megabytes: float, repetitions: int) -> str:
    """The whole result, as Markdown."""
    goal = target(seconds)
    table = [
        f"| {name} | {median(own):.2f} | {ratio(seconds[TORCHTEXT], own):.1f} |"
        for name, own in seconds.items()
    ]
    return "\n".join(
        [
            "# Word vectors, by torchtext and by our one pass\n",
            f"Medians of {repetitions} repetitions, one thread, torchtext {torchtext.__version__}, "
            f"Python {platform.python_version()}, {processor()}.",
            f"A file of {rows:,} rows of {WIDTH} numbers, {megabytes:.0f} MB; {min(WANTED, rows // 2):,} of "
            f"{min(WANTED, rows // 2) + ABSENT:,} wanted words stand in it.\n",
            "| way | s | torchtext / it |\n| --- | --- | --- |",
            *table,
            f"\n- {goal.text}: {goal.value:.1f}, {'met' if goal.met else '**not met**'}\n",
        ]
    )


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser("python -m benchmarks.vectors", description=__doc__.split("\n")[0])
    size = "rows of the generated file, 2.2 kB each (default: %(default)s)"
    found.add_argument("--rows", type=positive, default=ROWS, metavar="N", help=size)
    often = "how often each way is timed (default: %(default)s)"
    found.add_argument("--repetitions", type=positive, default=REPETITIONS, metavar="N", help=often)
    found.add_argument("--write", action="store_true", help="also write benchmarks/vectors.md")
    found.add_argument("--check", action="store_true", help="end with 1 where the target is not met")
    return found


def main(arguments: argparse.Namespace) -> int:
    """Measure in a temporary folder, print, and say by the exit code whether the check failed."""
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generated.vec"
        write(path, arguments.rows)
        seconds = measure(path, wanted(arguments.rows), arguments.repetitions)
        megabytes = path.stat().st_size / 1e6
    result = text(seconds, arguments.rows, megabytes, arguments.repetitions)
    print(result, end="")
    if arguments.write:
        Path(__file__).with_suffix(".md").write_text(result, encoding="utf-8")
    return 1 if arguments.check and not target(seconds).met else 0


if __name__ == "__main__":
    sys.exit(main(parser().parse_args()))
