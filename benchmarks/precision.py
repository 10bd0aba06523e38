"""Vanilla's training step in each precision, with and without torch.compile of the encoder."""

import sys
from dataclasses import dataclass

import torch
from torch import nn

from benchmarks.timing import Seconds, interleaved, quartiles, ratios, seconds, shown
from benchmarks.workloads import Workload, adam, training_step
from steady_attention.methods import vanilla
from steady_attention.models.batch import Batch
from steady_attention.store.errors import UserError
from steady_attention.training import seeds
from steady_attention.training.device import check

PRECISIONS = ("fp32", "tf32", "bf16")
BATCHES, COMPILING = 4, 3  # batches of other lengths; steps until no more is compiled
WINS = 0.95  # a step time of less than this of fp32's, in the upper quartile too, is called a win
HEADER = (
    "| precision | compile | ms | step time / fp32's | first steps, s |",
    "| --- | --- | --- | --- | --- |",
)
Variant = tuple[str, bool]  # precision, compile


@dataclass(frozen=True)
class Compared:
    """What was measured of one workload, by `variant_name`; first: seconds of the first steps of each."""

    title: str
    seconds: Seconds
    first: dict[str, float]


def variants(device: torch.device) -> list[Variant]:
    """All of a GPU; a CPU has no tf32, and there it is taken once, to show that."""
    every = [(precision, compiled) for compiled in (False, True) for precision in PRECISIONS]
    return [one for one in every if device.type != "cpu" or one != ("tf32", True)]


def lacks(precision: str, workload: Workload, model: nn.Module, batch: Batch) -> bool:
    """Whether the device has no such precision for the encoder; says so."""
    noise = seeds.generator(0, "noise")
    try:
        check(
            precision, workload.encoder, model, lambda: vanilla.loss(model, batch, vanilla.HParams(), noise)
        )
    except UserError as error:
        print(f"left out: {error}", file=sys.stderr, flush=True)
        return True
    return False


def variant_name(variant: Variant) -> str:
    """`bf16, compile`."""
    return f"{variant[0]}, compile" if variant[1] else variant[0]


def measure(workload: Workload, device: torch.device, repetitions: int) -> Compared:
    """All variants in turn, each with a model of its own, after the first steps, which compile."""
    batches = [workload.batch(number).to(device) for number in range(BATCHES)]
    steps, first = {}, {}
    title = f"{workload.name}, T = {workload.length}"
    for precision, compiled in variants(device):
        model = workload.model().to(device)
        if lacks(precision, workload, model, batches[0]):
            continue
        if compiled:
            model.encoder.compile(dynamic=True)
        noise = seeds.generator(0, "noise")

        def loss(batch, model=model, noise=noise):
            return vanilla.loss(model, batch, vanilla.HParams(), noise)

        step = training_step(adam(model, workload.learning_rate), loss, device, precision)
        name = variant_name((precision, compiled))
        print(f"{title}: first steps of {name}", file=sys.stderr, flush=True)
        first[name] = seconds(lambda step=step: [step(batch) for batch in batches[:COMPILING]], device)
        steps[name] = lambda number, step=step: step(batches[number % BATCHES])
    return Compared(title, interleaved(steps, repetitions, device, title), first)


def rows(compared: Compared) -> list[str]:
    """The table's lines, as Markdown."""
    lines, plain = list(HEADER), compared.seconds["fp32"]
    for name, spent in compared.seconds.items():
        precision, _, compiled = name.partition(", ")
        cells = [
            precision,
            "yes" if compiled else "no",
            f"{1000 * quartiles(spent)[1]:,.1f}",
            shown(ratios(spent, plain)),
            f"{compared.first[name]:,.1f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def verdict(compared: Compared) -> str:
    """Which variants win, best first."""
    found = {
        name: quartiles(ratios(spent, compared.seconds["fp32"])) for name, spent in compared.seconds.items()
    }
    winners = sorted((name for name in found if found[name][2] < WINS), key=lambda name: found[name][1])
    listed = "; ".join(f"{name} ({found[name][1]:.2f})" for name in winners)
    return f"Faster than fp32 without compile, beyond the spread: {listed or 'none'}."


def section(compared: Compared) -> str:
    """Heading, table and verdict of one workload."""
    return "\n".join([f"### {compared.title}", "", *rows(compared), "", verdict(compared), ""])
