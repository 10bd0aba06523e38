"""Steps of many runs one after the other, against one step of all of them as one program (stacked.py)."""

from collections.abc import Callable

import torch

from benchmarks.stacked import Stacked
from benchmarks.timing import interleaved, quartiles, ratios, shown
from benchmarks.workloads import adam, bilstm, training_step
from steady_attention.methods import attention_at
from steady_attention.models.batch import Batch
from steady_attention.training import seeds

SIZES = {"cpu": ((20, 4),), "cuda": ((20, 4), (20, 16), (20, 64), (170, 4), (170, 16), (170, 64))}  # T, runs
HPARAMS = attention_at.HParams(epsilon=5.0, weight=1.0)
HEADER = (
    "| T | runs | one after the other, steps/s | stacked, steps/s | stacked / one after the other |",
    "| --- | --- | --- | --- | --- |",
)
Line = tuple[int, int, list[float], list[float]]  # T, runs, seconds of a step of all of them, each way


def measure(device: torch.device, repetitions: int) -> list[Line]:
    """Every size of the device, with the losses of Attention AT."""
    found = []
    for length, runs in SIZES[device.type]:
        workload = bilstm(length)
        batch = workload.batch(0).to(device)
        models = [workload.model().to(device) for _ in range(runs)]
        stacked = Stacked(models)
        steps = [training_step(adam(one, 1e-3), _loss(one, 1), device) for one in models]
        together = training_step(adam(stacked, 1e-3), _loss(stacked, runs), device)
        repeated = stacked.repeated(batch)
        timed = {
            "alone": lambda _, steps=steps, batch=batch: [step(batch) for step in steps],
            "stacked": lambda _, together=together, repeated=repeated: together(repeated),
        }
        seconds = interleaved(timed, repetitions, device, f"{runs} runs stacked, T = {length}")
        found.append((length, runs, seconds["alone"], seconds["stacked"]))
    return found


def _loss(model: torch.nn.Module, runs: int) -> Callable[[Batch], torch.Tensor]:
    noise = seeds.generator(0, "noise")
    return lambda batch: runs * attention_at.loss(model, batch, HPARAMS, noise)


def section(lines: list[Line]) -> str:
    """The table: rates of the runs' steps, and their ratio, which is the inverse of that of the times."""
    found = list(HEADER)
    for length, runs, alone, stacked in lines:
        rates = (f"{runs / quartiles(spent)[1]:,.1f}" for spent in (alone, stacked))
        found.append(f"| {length} | {runs} | {' | '.join(rates)} | {shown(ratios(alone, stacked))} |")
    return "\n".join([*found, ""])
