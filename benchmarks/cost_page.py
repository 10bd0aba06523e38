"""The page benchmarks/cost.md: what a profile costs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from benchmarks.cost_rates import Rates
from benchmarks.cost_work import Work, texts_of

GPU = {"recurrent": (0.2, 0.5, 2.0), "BERT": (10.0, 30.0, 100.0)}  # assumed, 10^12 operations a second
NAMED = {"recurrent": 0.5, "BERT": 10.0}  # those that the summary takes
READING = """\
By `python -m benchmarks.cost --write`, from the grid of the profile and the counts that the corpora
declare. Nothing of this profile has been run. Words: read in training, epochs together; of BERT word
pieces (1.2 a word, at most `limit` a text). A run of several suites counts in each, and once in the sums.
Costliest first.
"""
RATES = """\
Core-hours of one core, under load. Words a second: the median run of profile `small`
(reports/small/timings), a scored word of dev being a third of a trained one. The other methods take
vanilla's rate and the ratio of their step in [training_step.md](training_step.md); attention_rp is taken
as attention_at, the RNN as the LSTM. **BERT is not measured**: its operations, at the BiLSTM's operations
a second.
"""
OPERATIONS = """\
Operations: 2 a weight of the encoder and the attention, word and forward pass; backwards is two passes.
Left out: the heads' ascents, products of BERT's states with each other, the decoder. **No GPU was
measured: the rates are assumptions.** 0.5 of a recurrent encoder is 180,000 words a second of a BiLSTM,
for one run at a time; more runs share a card. BERT's batches are of 8 texts: 10 for short ones in fp32,
100 for long ones in tf32 or bf16.
"""
LEFT_OUT = """\
Not in it: raw files, checkpoints of runs in progress, preprocessing, selection of sentences
(benchmarks/README.md), and evaluation, which took {share:.0%} of training's seconds in `small`. DVC's
cache holds a second copy of all but the evaluations. Estimates, neither printed nor counted: the lengths
of {guessed}, and most vocabularies.
"""


@dataclass(frozen=True)
class Costed:
    """A run's work and what it costs: seconds on one core, floating-point operations."""

    work: Work
    seconds: float
    operations: float


Key = Callable[[Costed], str]


def table(title: str, parts: Mapping[str, Iterable[Costed]]) -> list[str]:
    """A row a part: runs, words, core-hours, operations."""
    lines = [
        f"| {title} | runs | 10^9 words | core-hours | 10^15 operations |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, own in parts.items():
        own = list(own)
        words, hours = sum(one.work.trained for one in own), sum(one.seconds for one in own) / 3600
        cost = sum(one.operations for one in own)
        lines.append(f"| {name} | {len(own):,} | {words / 1e9:,.2f} | {hours:,.0f} | {cost / 1e15:,.1f} |")
    return [*lines, ""]


def grouped(costed: Iterable[Costed], key: Key) -> dict[str, list[Costed]]:
    """By a key of the run, the costliest first."""
    found: dict[str, list[Costed]] = {}
    for one in costed:
        found.setdefault(key(one), []).append(one)
    return dict(sorted(found.items(), key=lambda part: -sum(one.seconds for one in part[1])))


def measured(rates: Rates) -> list[str]:
    """What was measured."""
    lines = ["| method, encoder | words a second | measured in |", "| --- | --- | --- |"]
    for (method, encoder), seconds in sorted(rates.items.items()):
        lines.append(f"| {method}, {encoder} | {1e6 / seconds:,.0f} | reports/small/timings |")
    for method, ratio in sorted(rates.steps.items()):
        if method != "vanilla":
            lines.append(f"| {method} | vanilla's / {ratio:.2f} | training_step.md |")
    return [*lines, ""]


def gpu(costed: Iterable[Costed]) -> list[str]:
    """GPU-hours of both kinds of encoder at the assumed rates."""
    costed = list(costed)
    lines = [
        "| encoders | 10^15 operations | rate, 10^12 a second (assumed) | GPU-hours |",
        "| --- | --- | --- | --- |",
    ]
    for kind, rates in GPU.items():
        cost = total(costed, kind)
        lines += [f"| {kind} | {cost / 1e15:,.0f} | {rate:g} | {hours(cost, rate):,.0f} |" for rate in rates]
    return [*lines, ""]


def total(costed: Iterable[Costed], kind: str) -> float:
    """Operations of the recurrent encoders, or of BERT."""
    return sum(one.operations for one in costed if one.work.bert == (kind == "BERT"))


def hours(operations: float, rate: float) -> float:
    """At 10^12 `rate` operations a second."""
    return operations / (rate * 1e12) / 3600


def summary(costed: Iterable[Costed], disk: Mapping[str, float]) -> str:
    """One line: runs, core-hours, GPU-hours, disk."""
    costed = list(costed)
    cores = sum(one.seconds for one in costed) / 3600
    parts = [
        f"{hours(total(costed, kind), rate):,.0f} GPU-hours of {kind} encoders at an assumed {rate:g} TFLOP/s"
        for kind, rate in NAMED.items()
    ]
    size = sum(disk.values()) / 1e9
    return f"{len(costed):,} runs; {cores:,.0f} core-hours, or {' and '.join(parts)}; {size:,.0f} GB."


def page(
    profile: str,
    costed: list[Costed],
    suites: Mapping[str, Iterable[Costed]],
    disk: Mapping[str, float],
    rates: Rates,
    share: float,
) -> str:
    """The whole page."""
    by: dict[str, Key] = {
        "dataset": lambda one: one.work.run.dataset,
        "encoder": lambda one: one.work.run.encoder,
        "method": lambda one: one.work.run.method,
    }
    names = {one.work.run.dataset for one in costed}
    guessed = ", ".join(sorted(name for name in names if texts_of(name).source == "an estimate"))
    lines = [f"# What profile `{profile}` costs", "", summary(costed, disk), "", READING, "## Runs", ""]
    lines += table("suite", {**suites, "each run once": costed})
    for title, key in by.items():
        lines += table(title, grouped(costed, key))
    lines += [
        "## Processors",
        "",
        RATES,
        *measured(rates),
        "## GPUs",
        "",
        OPERATIONS,
        *gpu(costed),
        "## Disk",
        "",
    ]
    lines += ["| what | GB |", "| --- | --- |"]
    lines += [f"| {name} | {size / 1e9:,.1f} |" for name, size in disk.items()]
    return "\n".join([*lines, "", LEFT_OUT.format(share=share, guessed=guessed or "none")])
