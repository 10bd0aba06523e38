"""Runs an hour against `jobs`: short real runs through execution.ensure, in a store that is deleted again."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
from joblib import cpu_count

from benchmarks import steps
from benchmarks.timing import ratios, shown
from steady_attention.run import execution
from steady_attention.settings.execution import Execution
from steady_attention.store.artifacts import Item
from steady_attention.store.files import write_json

TASK = "steady_attention.training.task"
BATCHES, LENGTH = 20, 20  # of a run's only epoch: training batches, tokens of a text
MORE = 3  # runs a worker has in the longer of two measurements; the shorter one has 1
MODEL = {
    "embedding": steps.WIDTH,
    "hidden": steps.HIDDEN,
    "attention_hidden": steps.ATTENTION_HIDDEN,
    "dropout": 0.0,
}
TRAIN = {
    "epochs": 1,
    "batch_size": steps.BATCH,
    "learning_rate": 0.001,
    "weight_decay": 1e-5,
    "decayed": "rest",
    "word_dropout": 0.0,
    "patience": 1,
    "selection": "accuracy",
    "precision": "fp32",
    "compile": False,
    "unlabeled_ratio": 1,
    "curve_texts": 1,
}
HEADER = (
    "| jobs | runs an hour | against jobs = 1 | start and one run a worker, s |",
    "| --- | --- | --- | --- |",
)
Walls = dict[
    int, list[tuple[float, float]]
]  # jobs -> of each repetition seconds of 1 and of MORE runs a worker


def counts(device: torch.device) -> list[int]:
    """Powers of two up to the cores, which serve a GPU too; on a CPU 1 and 2."""
    cores = min(2, cpu_count()) if device.type == "cpu" else cpu_count()
    return [jobs for jobs in (1, 2, 4, 8, 16, 32) if jobs <= cores]


def write_corpus(folder: Path) -> dict[str, Path]:
    """Inputs of training: a processed corpus of random texts, and vectors of its words."""
    corpus, vectors = folder / "corpus", folder / "vectors"
    words = [f"word{number}" for number in range(steps.VOCABULARY)]
    write_json(corpus / "statistics.json", {"classes": ["no", "yes"], "boundaries": False, "pair": False})
    (corpus / "vocabulary.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    for split, batches in (("train", BATCHES), ("dev", 1)):
        texts = [steps.make_texts(LENGTH, number) for number in range(batches)]
        lengths = np.concatenate([one.lengths for one in texts])
        np.save(
            corpus / f"{split}.tokens.npy", np.concatenate([one.tokens for one in texts]).astype(np.int32)
        )
        np.save(corpus / f"{split}.offsets.npy", np.concatenate([[0], np.cumsum(lengths)]))
        np.save(corpus / f"{split}.labels.npy", np.concatenate([one.labels for one in texts]))
    vectors.mkdir()
    (vectors / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    random = np.random.default_rng(0)
    np.save(vectors / "vectors.npy", random.normal(size=(len(words), steps.WIDTH)).astype(np.float32))
    for part in (corpus, vectors):
        write_json(part / "item.json", {"content": part.name})
    return {"corpus": corpus, "vectors": vectors}


def runs(inputs: dict[str, Path], first: int, amount: int) -> list[Item]:
    """Vanilla runs of the seeds from `first` on."""
    arguments = {
        "dataset": "random",
        "encoder": "bilstm",
        "attention": "additive",
        "method": "vanilla",
        "variant": {},
        "model": MODEL,
        "train": TRAIN,
        "hparams": {},
    }
    return [
        Item(f"seed{seed}", TASK, arguments | {"seed": seed}, inputs, how={"device": "auto"})
        for seed in range(first, first + amount)
    ]


@contextmanager
def own_store() -> Iterator[Path]:
    """A folder for corpus and store, which the pipeline and its workers use within the block."""
    before = os.environ.get("DVC_ROOT")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DVC_ROOT"] = folder
        try:
            yield Path(folder)
        finally:
            os.environ.pop("DVC_ROOT")
            if before is not None:
                os.environ["DVC_ROOT"] = before


def measure(device: torch.device, repetitions: int) -> Walls:
    """All jobs in turn; each repetition has 1 run a worker, then MORE."""
    found: Walls = {jobs: [] for jobs in counts(device)}
    with own_store() as folder:
        inputs, seed = write_corpus(folder), 0
        for number in range(repetitions):
            for jobs in found:
                pair = []
                for amount in (jobs, MORE * jobs):
                    began = time.perf_counter()
                    execution.ensure(runs(inputs, seed, amount), _how(jobs), "benchmark")
                    pair.append(time.perf_counter() - began)
                    seed += amount
                found[jobs].append((pair[0], pair[1]))
                print(f"jobs = {jobs}: repetition {number + 1}/{repetitions}", file=sys.stderr, flush=True)
    return found


def _how(jobs: int) -> Execution:
    return Execution(jobs=jobs, backend="processes", scheduler=None, device="auto")


def hourly(jobs: int, walls: list[tuple[float, float]]) -> list[float]:
    """Runs an hour of the longer measurement, the workers' start among its seconds."""
    return [3600 * MORE * jobs / more for _, more in walls]


def section(walls: Walls) -> str:
    """Table of all jobs."""
    lines, one = list(HEADER), hourly(1, walls[1])
    for jobs, pairs in walls.items():
        rate, first = hourly(jobs, pairs), shown([few for few, _ in pairs], 1)
        lines.append(f"| {jobs} | {shown(rate, 0)} | {shown(ratios(rate, one))} | {first} |")
    return "\n".join([*lines, ""])
