"""Where a run is computed, how precisely, and how its batches come there."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

import torch

from steady_attention.models.batch import Batch, mapped
from steady_attention.pipeline.errors import UserError


def chosen(name: str) -> torch.device:
    """The device `auto` (a GPU where there is one), `cpu` or `cuda`. Raises UserError for a GPU that is not
    there.
    """
    if name == "cuda" and not torch.cuda.is_available():
        raise UserError(
            "params.yaml `execution.device` is cuda, but torch finds no GPU here: set auto or cpu"
        )
    return torch.device("cuda" if name != "cpu" and torch.cuda.is_available() else "cpu")


def multiply(precision: str) -> None:
    """Let matrix products of this process use TensorFloat-32 (10 bits of mantissa, on GPUs) or not."""
    torch.set_float32_matmul_precision("high" if precision == "tf32" else "highest")


def cast(precision: str, device: torch.device) -> AbstractContextManager:
    """Within the block bf16 has the products and encoders compute in bfloat16; weights stay float32."""
    return torch.autocast(device.type, torch.bfloat16, enabled=precision == "bf16")


def there(batches: Iterable[Batch], device: torch.device) -> Iterator[Batch]:
    """The batches on the device. For a GPU the next one is made and sent, from pinned memory, while the
    present one is worked on.
    """
    if device.type == "cpu":
        yield from batches
        return
    waiting = iter(batches)

    def following() -> Batch | None:
        batch = next(waiting, None)
        return batch and mapped(batch, lambda tensor: tensor.pin_memory().to(device, non_blocking=True))

    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(following)
        while (batch := coming.result()) is not None:
            coming = thread.submit(following)
            yield batch
