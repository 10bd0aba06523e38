"""Steps timed in turn, and what is said of their times: medians of ratios within a repetition, quartiles."""

import sys
import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import torch

Step = Callable[[int], object]  # takes the repetition's number, from which it has its batch
Seconds = dict[str, list[float]]
WARM_UP = 1


def interleaved(steps: Mapping[str, Step], repetitions: int, device: torch.device, label: str) -> Seconds:
    """Seconds of every step, one a repetition; each repetition begins with another step, the warm-up does not
    count.

    On a CPU they are seconds of this process's work, so that a busy machine costs caches alone. A GPU gets
    ten steps at a time and is waited for at their end, as training waits for it once an epoch.
    """
    turns, clock = (10, time.perf_counter) if device.type == "cuda" else (1, time.process_time)
    order = list(steps)
    found: Seconds = {name: [] for name in steps}
    for number in range(-WARM_UP, repetitions):
        for name in order:
            wait(device)
            began = clock()
            for _ in range(turns):
                steps[name](number)
            wait(device)
            if number >= 0:
                found[name].append((clock() - began) / turns)
        order.append(order.pop(0))
        done = f"repetition {number + 1}/{repetitions}" if number >= 0 else "warm-up"
        print(f"{label}: {done}", file=sys.stderr, flush=True)
    return found


def seconds(run: Callable[[], object], device: torch.device) -> float:
    """Wall-clock seconds that it takes, until the device has done its work too."""
    wait(device)
    began = time.perf_counter()
    run()
    wait(device)
    return time.perf_counter() - began


def wait(device: torch.device) -> None:
    """Until the device has done what it was given."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def ratios(above: Sequence[float], below: Sequence[float]) -> list[float]:
    """The ratios of the same repetition: what both met (a busy machine) cancels."""
    return [a / b for a, b in zip(above, below, strict=True)]


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """The lower quartile, the median, the upper quartile, by linear interpolation."""
    low, middle, high = np.percentile(values, [25, 50, 75]).tolist()
    return low, middle, high


def shown(values: Sequence[float], digits: int = 2, percent: bool = False) -> str:
    """`1.93 (1.80 to 2.05)`: the median, and the quartiles."""
    scale, unit = (100, " %") if percent else (1, "")
    low, middle, high = (f"{scale * value:,.{digits}f}" for value in quartiles(values))
    return f"{middle}{unit} ({low} to {high})"
