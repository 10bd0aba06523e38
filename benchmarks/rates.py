"""Tokens a second of every method's training step: against vanilla, the plain writing, the device's limit."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from benchmarks import counted
from benchmarks.method_steps import of_methods, of_plain
from benchmarks.peaks import COPY, limit, peaks
from benchmarks.timing import Seconds, interleaved, quartiles, ratios, shown
from benchmarks.workloads import Workload

HEADER = (
    "| method | ms | tokens/s | rate / vanilla's | plain, tokens/s | rate / plain's "
    "| GFLOP | MB | share of the limit |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
)
PRECISION = "fp32"  # of these steps, and of the product whose rate is their limit


@dataclass(frozen=True)
class Work:
    """What a step must do at least."""

    operations: int
    bytes: int


@dataclass(frozen=True)
class Rates:
    """What was measured. seconds[name] has one number a repetition: of a method, of `plain <method>`, of the
    peaks `fp32` and `copy`, whose amounts are operations and bytes.
    """

    title: str
    tokens: int  # real ones, of the batch
    seconds: Seconds
    work: dict[str, Work]
    amounts: dict[str, int]


def measure(workload: Workload, device: torch.device, repetitions: int) -> Rates:
    """All steps in turn, on one batch; the device's peaks are timed among them."""
    batch = workload.batch(0).to(device)
    ours, plain, most = of_methods(workload, device), of_plain(workload, device), peaks(device)
    work = {}
    for name, (model, step) in ours.items():
        operations = counted.operations(lambda step=step: step(batch))  # vib's phase sets what is trained
        work[name] = Work(operations, counted.moved(model))
    timed = {name: lambda _, step=step: step(batch) for name, (_, step) in ours.items()}
    timed |= {f"plain {name}": lambda _, step=step: step(batch) for name, step in plain.items()}
    timed |= {name: most[name].run for name in (PRECISION, COPY)}
    title = f"{workload.name}, T = {workload.length}"
    seconds = interleaved(timed, repetitions, device, title)
    amounts = {name: most[name].amount for name in (PRECISION, COPY)}
    title = f"{title}: {int(batch.lengths.sum())} real tokens in a batch of {workload.texts}"
    return Rates(title, int(batch.lengths.sum()), seconds, work, amounts)


def shares(rates: Rates, name: str) -> list[float]:
    """What the limit is of a step's time, repetition by repetition: 1 is as fast as the device can be."""
    work, computing, moving = rates.work[name], rates.seconds[PRECISION], rates.seconds[COPY]
    found = []
    for spent, product, copy in zip(rates.seconds[name], computing, moving, strict=True):
        rate = rates.amounts[PRECISION] / product, rates.amounts[COPY] / copy
        found.append(limit(work.operations, work.bytes, *rate) / spent)
    return found


def rows(rates: Rates) -> list[str]:
    """The table's lines, as Markdown; a rate's ratio is the inverse of that of the times."""
    lines, vanilla = list(HEADER), rates.seconds["vanilla"]
    for name, work in rates.work.items():
        spent, plain = rates.seconds[name], rates.seconds.get(f"plain {name}")
        cells = [
            name,
            f"{1000 * quartiles(spent)[1]:,.1f}",
            _rate(rates.tokens, spent),
            shown(ratios(vanilla, spent)),
            _rate(rates.tokens, plain) if plain else "-",
            shown(ratios(plain, spent)) if plain else "-",
            f"{work.operations / 1e9:,.1f}",
            f"{work.bytes / 1e6:,.0f}",
            shown(shares(rates, name), 0, percent=True),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _rate(tokens: int, spent: Sequence[float]) -> str:
    return f"{tokens / quartiles(spent)[1]:,.0f}"


def beyond(rates: Rates) -> list[str]:
    """What is to be said where a step is faster than the limit: then the measured peak is none."""
    found = [name for name in rates.work if quartiles(shares(rates, name))[1] > 1]
    said = f"**Above 100 %: {', '.join(found)}. The measured peaks are no peaks; do not use these shares.**"
    return ["", said] if found else []


def section(rates: Rates) -> str:
    """Heading and table of one workload, and a warning where its shares cannot be."""
    return "\n".join([f"### {rates.title}", "", *rows(rates), *beyond(rates), ""])
