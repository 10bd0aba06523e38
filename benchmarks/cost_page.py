"""The page benchmarks/cost.md: what a profile costs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from benchmarks.cost_rates import Rates
from benchmarks.cost_work import Work, texts_of
from benchmarks.cost_work import distinct as items_of

GPU = {"recurrent": (0.2, 0.5, 2.0), "BERT": (10.0, 30.0, 100.0)}  # assumed, 10^12 operations a second
NAMED = {"recurrent": 0.5, "BERT": 10.0}  # those that the summary takes
READING = """\
By `python -m benchmarks.cost --write`, from the grid of the profile and the counts that the corpora declare.
Nothing of this profile has been run. An item is what is trained once. Attention iAT and iVAT as printed are
AT and VAT. A variant that states what is chosen anyway is the run without it. Vanilla and base runs are
shared by all suites and methods. One training gives every iteration that is evaluated (VIB), and both epochs
that are (the chosen and the last). Each row counts its items once, so rows of suites, tables and claims
share items and do not add up. Plan by `core-hours` (one core each; divide by the cores you have), or by
`GPU-hours` at assumed rates, and by `GB` of weights and evaluations. Costliest first.
"""
RATES = """\
Core-hours of one core, under load. Words a second: the median run of profile `small`
(reports/small/timings), a scored word of dev being a third of a trained one. The other methods take
vanilla's rate and the ratio of their step in [training_step.md](training_step.md); attention_rp is taken
as attention_at, the RNN as the LSTM. BERT: its operations, at {bert:,.0f} GFLOP a second, its measured step
([bert_step.md](bert_step.md)). All of it under the variables that give equal bits on all processors
([bits.md](bits.md)), under which no processor computes in bfloat16; left to themselves BiLSTMs take about
two thirds of the time.
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
    bytes: float = 0.0

    @property
    def gpu(self) -> float:
        """Seconds of a GPU at the assumed rate of its encoder."""
        return self.operations / (NAMED["BERT" if self.work.bert else "recurrent"] * 1e12)


def distinct(costed: Iterable[Costed]) -> list[Costed]:
    """Each item once."""
    return items_of(costed, lambda one: one.work.item or one.work.run.name + one.work.run.method)


Key = Callable[[Costed], str]


def table(title: str, parts: Mapping[str, Iterable[Costed]]) -> list[str]:
    """A row a part: runs, items, and what these cost."""
    lines = [f"| {title} | runs | items | core-hours | GPU-hours | GB |", f"| {' | '.join(6 * ['---'])} |"]
    for name, own in parts.items():
        own = list(own)
        once = distinct(own)
        hours = (sum(one.seconds for one in once) / 3600, sum(one.gpu for one in once) / 3600)
        size = sum(one.bytes for one in once) / 1e9
        lines.append(f"| {name} | {len(own):,} | {len(once):,} | {_short(*hours, size)} |")
    return [*lines, ""]


def _short(*numbers: float) -> str:
    """Whole numbers from ten on, else with a decimal."""
    return " | ".join(f"{number:,.0f}" if number >= 10 else f"{number:.1f}" for number in numbers)


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
    costed = distinct(costed)
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
    """One line: runs, items, core-hours, GPU-hours, disk."""
    costed = list(costed)
    once = distinct(costed)
    cores, gpu = sum(one.seconds for one in once) / 3600, sum(one.gpu for one in once) / 3600
    rates = " and ".join(f"{rate:g} TFLOP/s of {kind} encoders" for kind, rate in NAMED.items())
    size = sum(disk.values()) / 1e9
    return (
        f"{len(costed):,} runs of {len(once):,} items; {cores:,.0f} core-hours, or {gpu:,.0f} GPU-hours at "
        f"an assumed {rates}; {size:,.0f} GB."
    )


def page(
    profile: str,
    costed: list[Costed],
    suites: Mapping[str, Iterable[Costed]],
    disk: Mapping[str, float],
    rates: Rates,
    share: float,
    parts: Iterable[str] = (),
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
    lines += parts
    lines += [
        "## Processors",
        "",
        RATES.format(bert=rates.bert / 1e9),
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
