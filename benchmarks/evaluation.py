"""Time measures of a trained run in batches against one example at a time: one process, one thread, in turn.

PYTHONPATH=src OMP_NUM_THREADS=1 python -m benchmarks.evaluation
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import numpy as np
import torch

from benchmarks import measures
from benchmarks.measures import PAIRS, Measure
from benchmarks.step_table import ratio
from benchmarks.training_step import positive, processor
from steady_attention.models.classifier import Classifier
from steady_attention.models.texts import Texts

TEXTS, SINGLE, REPETITIONS = 256, 8, 3
LEAST = {"gradient importance": 3.0, "comprehensiveness and sufficiency": 3.0, "sensitivity": 5.0}
HEADER = (
    "| measure | one at a time, ms a text | in batches, ms a text | ratio | target |",
    "| --- | --- | --- | --- | --- |",
)
Seconds = dict[str, tuple[list[float], list[float]]]  # one at a time and in batches, of a text


def measured(amount: int, single: int, repetitions: int) -> Seconds:
    """Both ways of every measure on new texts in every repetition; the first is a warm-up. `single` texts of
    all lengths are taken one at a time.
    """
    model = measures.make_model()
    found: Seconds = {name: ([], []) for name in PAIRS}
    for number in range(-1, repetitions):
        whole = measures.make_texts(amount if number >= 0 else single, number)
        places = np.linspace(0, len(whole) - 1, single).round().astype(int)
        chosen = np.argsort(whole.lengths, kind="stable")[places]
        for name, pair in PAIRS.items():
            alone = sum(_seconds(pair.single, model, whole.take(chosen[[i]])) for i in range(single)) / single
            together = _seconds(pair.batched, model, whole) / len(whole)
            if number >= 0:
                found[name][0].append(alone)
                found[name][1].append(together)
        done = f"repetition {number + 1}/{repetitions}" if number >= 0 else "warm-up"
        print(done, file=sys.stderr, flush=True)
    return found


def _seconds(measure: Measure, model: Classifier, some: Texts) -> float:
    began = time.perf_counter()
    measure(model, some)
    return time.perf_counter() - began


def missed(seconds: Seconds) -> list[str]:
    """The measures whose ratio is below its target."""
    return [name for name, least in LEAST.items() if ratio(*seconds[name]) < least]


def text(seconds: Seconds, amount: int, single: int) -> str:
    """The whole result, as Markdown."""
    repetitions = len(next(iter(seconds.values()))[0])
    rows = [_row(name, *times, name in missed(seconds)) for name, times in seconds.items()]
    table = "\n".join([*HEADER, *rows])
    return f"""# Measures of a trained run, one example at a time and in batches

Medians of {repetitions} repetitions on {amount} texts of {measures.SHORTEST} to {measures.LONGEST} words
({single} of them one at a time), one thread, torch {torch.__version__}, {processor()}.
BiLSTM of {measures.HIDDEN} a direction with random weights, embedding {measures.WIDTH}; rationales of
{len(measures.SHARES)} sizes; searches of {measures.STEPS} steps.

{table}

`sensitivity` is the reference's binary search for one example after another against the fast search in
batches, which is what a run takes; the last line has the fast search on both sides.
"""


def _row(name: str, single: Sequence[float], batched: Sequence[float], short: bool) -> str:
    target = "-" if name not in LEAST else f"{LEAST[name]:g}, {'**not met**' if short else 'met'}"
    numbers = f"{1000 * median(single):.1f} | {1000 * median(batched):.2f} | {ratio(single, batched):.1f}"
    return f"| {name} | {numbers} | {target} |"


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser("python -m benchmarks.evaluation", description=__doc__.split("\n")[0])
    for name, usual, what in (
        ("texts", TEXTS, "texts of the batched measures"),
        ("single", SINGLE, "of them, how many are also taken one at a time"),
        ("repetitions", REPETITIONS, "how often everything is timed"),
    ):
        found.add_argument(
            f"--{name}", type=positive, default=usual, metavar="N", help=f"{what} (default: %(default)s)"
        )
    found.add_argument("--write", action="store_true", help="also write benchmarks/evaluation.md")
    found.add_argument("--check", action="store_true", help="end with 1 where a target is not met")
    return found


def main(arguments: argparse.Namespace) -> int:
    """Measure, print, and say by the exit code whether the check failed."""
    torch.set_num_threads(1)
    seconds = measured(arguments.texts, arguments.single, arguments.repetitions)
    result = text(seconds, arguments.texts, arguments.single)
    print(result, end="")
    if arguments.write:
        Path(__file__).with_suffix(".md").write_text(result, encoding="utf-8")
    return 1 if arguments.check and missed(seconds) else 0


if __name__ == "__main__":
    sys.exit(main(parser().parse_args()))
