"""Time a training step of this project against a plain one: one process, one thread, steps taken in turn.

PYTHONPATH=src OMP_NUM_THREADS=1 python -m benchmarks.training_step
"""

import argparse
import platform
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks import plain
from benchmarks.step_table import METHODS, Times, section, targets
from steady_attention import methods
from steady_attention.models.batch import Batch, Texts
from steady_attention.models.classifier import Classifier
from steady_attention.training import seeds

BATCH, VOCABULARY, WIDTH, HIDDEN, ATTENTION_HIDDEN, CLASSES = 32, 14_000, 300, 256, 256, 2
ADAM = {"lr": 1e-3, "weight_decay": 1e-5}
LENGTHS, REPETITIONS, WARM_UP = (20, 170), 15, 2
HPARAMS = {
    "vanilla": {},
    "attention_at": {"epsilon": 5.0, "weight": 1.0},
    "attention_vat": {"epsilon": 5.0, "xi": 0.1, "weight": 1.0},
}
Step = Callable[[Batch], None]


def make_batch(length: int, number: int) -> Batch:
    """Random texts: words by Zipf's law, lengths within 10 % of `length`."""
    random = seeds.numpy_generator(number, "batch", length)
    lengths = random.integers(round(0.9 * length), round(1.1 * length) + 1, BATCH)
    likely = 1 / np.arange(1, VOCABULARY - 1)  # ids 0 and 1 are no words
    tokens = 2 + random.choice(VOCABULARY - 2, lengths.sum(), p=likely / likely.sum())
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    return Texts(tokens, offsets, random.integers(0, CLASSES, BATCH), False).batch(np.arange(BATCH))


def make_step(model: nn.Module, loss: Callable[..., Tensor], method: str, **adam: bool) -> Step:
    """A training step as training/fit.py takes it; the loss may use the parameters' gradients."""
    optimizer = torch.optim.Adam(model.parameters(), **ADAM, **adam)
    noise = seeds.generator(0, "noise")
    loss = partial(loss, model.train(), hparams=methods.hparams(method, HPARAMS[method], {}), noise=noise)

    def step(batch: Batch) -> None:
        optimizer.zero_grad(set_to_none=True)
        loss(batch).backward()
        optimizer.step()

    return step


def make_steps() -> dict[tuple[str, str], Step]:
    """A step for each (who, method): a model and an optimizer of its own, all from equal weights."""
    steps = {}
    for method in METHODS:
        with seeds.initialisation(0):
            vectors = torch.randn(VOCABULARY, WIDTH)
            vectors[0] = 0.0
            ours = Classifier(vectors.clone(), "bilstm", "additive", HIDDEN, ATTENTION_HIDDEN, 0.0, CLASSES)
        theirs = plain.Classifier(vectors, HIDDEN, ATTENTION_HIDDEN, CLASSES)
        theirs.load_state_dict(plain.renamed(ours.state_dict()))
        steps["plain", method] = make_step(theirs, plain.LOSSES[method], method)
        steps["ours", method] = make_step(ours, methods.get(method).loss, method, fused=True)
    return steps


def measure(length: int, repetitions: int) -> Times:
    """Every step on every batch; each repetition begins with another step, the warm-up is not counted."""
    steps = make_steps()
    order, tokens = sorted(steps), []  # ours side by side: their ratios have the narrowest target
    seconds: dict[str, dict[str, list[float]]] = {who: {m: [] for m in METHODS} for who in ("plain", "ours")}
    for number in range(-WARM_UP, repetitions):
        batch = make_batch(length, number)
        for who, method in order:
            began = time.perf_counter()
            steps[who, method](batch)
            if number >= 0:
                seconds[who][method].append(time.perf_counter() - began)
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
