"""Measure what training makes of the device: methods, its limit, jobs, precision, stacked runs.

PYTHONPATH=src OMP_NUM_THREADS=1 python -m benchmarks.throughput
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import torch

from benchmarks import jobs, precision, rates, stacked_rates, workloads
from benchmarks.peaks import COPY, peaks
from benchmarks.throughput_page import conditions, page, section
from benchmarks.timing import interleaved, shown
from benchmarks.training_step import positive
from steady_attention.training.device import chosen

REPETITIONS = 5


def peak_table(device: torch.device, repetitions: int) -> str:
    """The device's rates."""
    most = peaks(device)
    seconds = interleaved({name: one.run for name, one in most.items()}, repetitions, device, "peaks")
    lines = ["| work | rate |", "| --- | --- |"]
    for name in (one for one in most if one != COPY):
        found = [most[name].amount / spent / 1e9 for spent in seconds[name]]
        lines.append(f"| product in {name} | {shown(found, 0)} GFLOP/s |")
    found = [most[COPY].amount / spent / 1e9 for spent in seconds[COPY]]
    return "\n".join([*lines, f"| copy | {shown(found, 1)} GB/s |", ""])


def method_tables(device: torch.device, repetitions: int) -> str:
    """Every workload of the device."""
    found = [rates.section(rates.measure(one, device, repetitions)) for one in workloads.of(device)]
    return "\n".join([*found, *_left_out(device, "the BERT-base-sized model, and BERT at T = 170")])


def precision_tables(device: torch.device, repetitions: int) -> str:
    """Every workload of the device; on a CPU the short texts."""
    every = [one for one in workloads.of(device) if device.type == "cuda" or one.length == 20]
    found = [precision.section(precision.measure(one, device, repetitions)) for one in every]
    return "\n".join([*found, *_left_out(device, "T = 170, and the BERT-base-sized model")])


def stacked_table(device: torch.device, repetitions: int) -> str:
    """Every size of the device."""
    found = stacked_rates.section(stacked_rates.measure(device, repetitions))
    return "\n".join([found, *_left_out(device, "16 and 64 runs, and T = 170")])


def _left_out(device: torch.device, what: str) -> list[str]:
    return [f"Left out on a CPU: {what}.\n"] if device.type == "cpu" else []


PARTS: dict[str, Callable[[torch.device, int], str]] = {
    "peaks": peak_table,
    "methods": method_tables,
    "jobs": lambda device, repetitions: jobs.section(jobs.measure(device, repetitions)),
    "precision": precision_tables,
    "stacked": stacked_table,
}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser("python -m benchmarks.throughput", description=__doc__.split("\n")[0])
    every = "what to measure; may be given again (default: all)"
    found.add_argument("--part", choices=list(PARTS), action="append", help=every)
    often = "how often each step is timed (default: %(default)s)"
    found.add_argument("--repetitions", type=positive, default=REPETITIONS, metavar="N", help=often)
    found.add_argument(
        "--write", action="store_true", help="also put these parts into benchmarks/throughput.md"
    )
    return found


def main(arguments: argparse.Namespace) -> int:
    """Measure and print; where asked, write, and leave the page's other parts as they are."""
    torch.set_num_threads(1)
    device, repetitions = chosen("auto"), arguments.repetitions
    wanted = [name for name in PARTS if name in (arguments.part or PARTS)]
    path, sections = Path(__file__).with_suffix(".md"), {}
    for name in wanted:
        under = conditions(name, device, repetitions)
        sections[name] = section(name, PARTS[name](device, repetitions), under)
        if arguments.write:  # part by part: the whole takes minutes, and what is measured is to stay
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(page(before, sections), encoding="utf-8")
    print(page("", sections), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(parser().parse_args()))
