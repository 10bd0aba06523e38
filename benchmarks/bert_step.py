"""BERT's training step: before, and with each thing that makes it quicker, in turn within one process.

PYTHONPATH=src OMP_NUM_THREADS=1 python -m benchmarks.bert_step --write
"""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from benchmarks import counted, workloads
from benchmarks.peaks import COPY, limit, peaks
from benchmarks.throughput_page import conditions
from benchmarks.timing import Seconds, interleaved, quartiles, ratios, shown
from benchmarks.training_step import positive
from benchmarks.workloads import Workload, adam, training_step
from steady_attention.methods import vanilla
from steady_attention.models import dense, transformer
from steady_attention.models.batch import Batch
from steady_attention.training import seeds

OCCURRING = 12_829  # pieces of all_minilm_l6_v2 that occur in SST (data/processed/small/sst-bert/rows.npy)
LENGTHS = (20, 170)
FILE, REPETITIONS = Path(__file__).with_suffix(".md"), 5
READING = """\
Vanilla's step of the sizes of all_minilm_l6_v2, batches of 8 texts whose lengths differ by 10 %. Medians,
with the quartiles in brackets; ratios within a repetition. *whole table, BLAS, padding*: as it was until
2026-11-28. *oneDNN*: dense layers by oneDNN. *pieces that occur*: the table has SST's 12,829 of 30,522.
*without padding*: dense layers see no padding, as now. The limit: the longer of the operations counted, at
the rate of a large product by oneDNN, and the bytes of weights and Adam, at the rate of a copy, both in turn
with the steps.
"""
HEADER = (
    "| step | ms | time before / time | GFLOP | GFLOP/s | MB | share of the limit |",
    "| --- | --- | --- | --- | --- | --- | --- |",
)


@dataclass(frozen=True)
class Way:
    """A way to take the step: by oneDNN or BLAS, padding left out or worked on, and with which pieces."""

    onednn: bool
    leaves_out: bool
    pieces: int


BEFORE, NOW = "whole table, BLAS, padding", "and without padding"
WAYS = {
    BEFORE: Way(False, False, 30_522),
    "oneDNN": Way(True, False, 30_522),
    "and pieces that occur": Way(True, False, OCCURRING),
    NOW: Way(True, True, OCCURRING),
}


@contextmanager
def taken(way: Way) -> Iterator[None]:
    """Within the block BERT is computed that way."""
    by_onednn, places = dense._by_onednn, transformer._places
    if not way.onednn:
        dense._by_onednn = lambda states: False
    if not way.leaves_out:
        transformer._places = lambda present: replace(places(present), rows=None)
    try:
        yield
    finally:
        dense._by_onednn, transformer._places = by_onednn, places


def step(workload: Workload, way: Way) -> tuple[nn.Module, Callable[[], None], Batch]:
    """A model with so many pieces, its step on one batch, and the batch."""
    workload = replace(workload, vocabulary=way.pieces)
    model, noise = workload.model(), seeds.generator(0, "noise")
    batch = workload.batch(0)
    batch = replace(batch, tokens=batch.tokens % way.pieces)

    def loss(given: Batch) -> Tensor:
        return vanilla.loss(model, given, vanilla.HParams(), noise)

    one = training_step(adam(model, workload.learning_rate), loss, torch.device("cpu"))

    def run() -> None:
        with taken(way):
            one(batch)

    return model, run, batch


def section(workload: Workload, repetitions: int) -> str:
    """The table of one length."""
    device = torch.device("cpu")
    made = {name: step(workload, way) for name, way in WAYS.items()}
    work = {name: (counted.operations(run), counted.moved(model)) for name, (model, run, _) in made.items()}
    most = peaks(device)
    timed = {name: lambda _, run=run: run() for name, (_, run, _) in made.items()}
    timed |= {name: most[name].run for name in ("fp32", COPY)}
    spent = interleaved(timed, repetitions, device, f"T = {workload.length}")
    batch = made[NOW][2]
    real, padded = int(batch.lengths.sum()), batch.tokens.numel()
    lines = [f"## T = {workload.length}: {real} pieces, {padded} with padding", "", *HEADER]
    for name, (operations, bytes_) in work.items():
        shares = [
            limit(operations, bytes_, most["fp32"].amount / product, most[COPY].amount / copy) / own
            for own, product, copy in zip(spent[name], spent["fp32"], spent[COPY], strict=True)
        ]
        lines.append(_row(name, spent, operations, bytes_, shares))
    return "\n".join([*lines, ""])


def _row(name: str, spent: Seconds, operations: int, bytes_: int, shares: list[float]) -> str:
    middle = quartiles(spent[name])[1]
    cells = [
        name,
        f"{1000 * middle:,.1f}",
        shown(ratios(spent[BEFORE], spent[name])),
        f"{operations / 1e9:,.1f}",
        f"{operations / 1e9 / middle:,.1f}",
        f"{bytes_ / 1e6:,.0f}",
        shown(shares, 0, percent=True),
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure and print; where asked, write."""
    parser = argparse.ArgumentParser("python -m benchmarks.bert_step", description=__doc__.split("\n")[0])
    often = "how often each step is timed (default: %(default)s)"
    parser.add_argument("--repetitions", type=positive, default=REPETITIONS, metavar="N", help=often)
    parser.add_argument("--write", action="store_true", help=f"also write benchmarks/{FILE.name}")
    given = parser.parse_args()
    torch.set_num_threads(1)
    under = conditions("methods", torch.device("cpu"), given.repetitions)
    parts = [section(workloads.bert("MiniLM", 384, 6, length), given.repetitions) for length in LENGTHS]
    text = "\n".join(["# BERT's training step", "", READING, under, "", *parts])
    print(text, end="")
    if given.write:
        FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
