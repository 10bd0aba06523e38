"""What the device gives at most, as measured: rates of a large matrix product and of a large copy."""

from collections.abc import Callable
from dataclasses import dataclass

import torch

from steady_attention.training import device as precisions

SIDE = {"cpu": 1024, "cuda": 8192}  # of the square matrices
COPIED = {"cpu": 2**25, "cuda": 2**28}  # float32 numbers of the copy: 128 MiB, 1 GiB
BLAS, COPY = "fp32 by BLAS", "copy"
PRODUCTS = ("fp32", "tf32", "bf16")


@dataclass(frozen=True)
class Peak:
    """Work that does nothing else: amount, its operations or bytes; run, takes a repetition's number."""

    amount: int
    run: Callable[[int], object]


def peaks(device: torch.device) -> dict[str, Peak]:
    """A product in each precision, and a copy, whose bytes are read and written.

    On a CPU torch.mm goes by BLAS, which on some processors reaches half of what oneDNN does, by which LSTMs
    go: there `fp32` is oneDNN's, and BLAS has a name of its own.
    """
    found = {precision: _product(precision, device) for precision in PRODUCTS}
    if device.type == "cpu" and torch.backends.mkldnn.is_available():
        found = {BLAS: found["fp32"]} | found | {"fp32": _by_onednn()}
    source = torch.ones(COPIED[device.type], device=device)
    target = torch.empty_like(source)
    return found | {COPY: Peak(2 * 4 * len(source), lambda number: target.copy_(source))}


def _product(precision: str, device: torch.device) -> Peak:
    side = SIDE[device.type]
    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    left, right = (torch.randn(side, side, device=device).to(dtype) for _ in range(2))
    target = torch.empty_like(left)

    def run(number: int) -> None:
        precisions.multiply(precision)
        torch.mm(left, right, out=target)

    return Peak(2 * side**3, run)


def _by_onednn() -> Peak:
    side = SIDE["cpu"]
    left, right = (torch.randn(side, side).to_mkldnn() for _ in range(2))
    return Peak(2 * side**3, lambda number: torch.nn.functional.linear(left, right))


def limit(operations: float, bytes_: float, per_second: float, bytes_per_second: float) -> float:
    """Seconds below which no step can come: the longer of computing and moving, at the measured rates."""
    return max(operations / per_second, bytes_ / bytes_per_second)
