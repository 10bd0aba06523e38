"""What it costs that all processors compute by the same instructions: a training step by each choice.

PYTHONPATH=src python -m benchmarks.bits --write
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from steady_attention import instructions

OURS, AVX2, OWN = "as this project sets them", "the same, but MKL_CBWR=AVX2", "each library's own choice"
CHANGES: dict[str, dict[str, str | None]] = {
    OURS: {},
    AVX2: {"MKL_CBWR": "AVX2"},
    OWN: dict.fromkeys(instructions.INSTRUCTIONS),
}
WARM_UP, STEPS, ROUNDS = 2, 5, 7
FILE = Path(__file__).with_suffix(".md")
Seconds = dict[str, list[float]]  # of a workload: of each step


def change(choice: str) -> None:
    """Put a choice's variables in place, before torch reads them."""
    for name, value in CHANGES[choice].items():
        os.environ.pop(name, None)
        os.environ.update({name: value} if value else {})


def steps() -> Seconds:
    """Processor seconds of vanilla's training steps, in this process."""
    import torch

    from benchmarks.workloads import adam, of, training_step
    from steady_attention.methods import vanilla
    from steady_attention.training import seeds

    torch.set_num_threads(1)
    cpu, found = torch.device("cpu"), {}
    for workload in of(cpu):
        model, noise = workload.model(), seeds.generator(0, "noise")
        optimizer = adam(model, workload.learning_rate)

        def loss(batch, model=model, noise=noise):
            return vanilla.loss(model, batch, vanilla.HParams(), noise)

        step, batch, spent = training_step(optimizer, loss, cpu), workload.batch(0), []
        for _ in range(WARM_UP + STEPS):
            began = time.process_time()
            step(batch)
            spent.append(time.process_time() - began)
        found[f"{workload.name}, T = {workload.length}"] = spent[WARM_UP:]
    return found


def measure(rounds: int) -> dict[str, list[Seconds]]:
    """What a process of its own measures by each choice, a round after the other, begun by another choice."""
    order, found = list(CHANGES), {choice: [] for choice in CHANGES}
    for number in range(rounds):
        for choice in order:
            command = [sys.executable, "-m", "benchmarks.bits", "--steps", choice]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            found[choice].append(json.loads(done.stdout))
        order.append(order.pop(0))
        print(f"round {number + 1}/{rounds}", file=sys.stderr, flush=True)
    return found


def page(found: dict[str, list[Seconds]]) -> str:
    """The result as Markdown: a step's time, and its ratio to each library's own choice in the same round."""
    import torch

    from benchmarks.timing import quartiles, ratios, shown
    from steady_attention.store.provenance import processor

    lines = [
        "# The same bits on every processor: what it costs",
        "",
        f"Vanilla's training step, one thread, torch {torch.__version__}, {processor()}. Medians of "
        f"{len(found[OWN])} processes of {STEPS} steps each, started in turn; in brackets the quartiles.",
        "",
        "The variables are `INSTRUCTIONS` of src/steady_attention/instructions.py. `MKL_CBWR=AVX2` gives "
        "other bits on Intel's processors than on AMD's; `COMPATIBLE` is what MKL promises on both.",
        "",
        "| step | variables | ms | time / own choice's |",
        "| --- | --- | --- | --- |",
    ]
    for name in found[OWN][0]:
        own = [quartiles(one[name])[1] for one in found[OWN]]
        for choice, rounds in found.items():
            spent = [quartiles(one[name])[1] for one in rounds]
            ratio = shown(ratios(spent, own))
            lines.append(f"| {name} | {choice} | {1000 * quartiles(spent)[1]:,.1f} | {ratio} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print; a child prints its seconds alone."""
    parser = argparse.ArgumentParser("python -m benchmarks.bits", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, help="processes of each choice (default: %(default)s)"
    )
    parser.add_argument("--write", action="store_true", help=f"also write benchmarks/{FILE.name}")
    parser.add_argument("--steps", choices=list(CHANGES), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.steps:
        change(arguments.steps)
        print(json.dumps(steps()))
        return
    text = page(measure(arguments.rounds))
    print(text, end="")
    if arguments.write:
        FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
