"""Where a run is computed, how precisely, and how its batches come there."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import get_args

import torch
from torch import Tensor, nn

from steady_attention.models.batch import Batch, mapped
from steady_attention.store.errors import UserError
from steady_attention.store.provenance import processor
from steady_attention.training.settings import Precision


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


def check(precision: str, encoder: str, model: nn.Module, loss: Callable[[], Tensor]) -> None:
    """Take one small step's loss and gradients in a precision. Raises UserError where the device lacks it for
    this encoder: a processor without AVX-512 has no LSTM in bfloat16. No weight and no random state changes.
    """
    fault = _fault(precision, model, loss)
    if fault is None:
        return
    others = [other for other in get_args(Precision) if other != precision]
    possible = [other for other in others if _fault(other, model, loss) is None]
    if not possible:
        raise fault
    device = next(model.parameters()).device
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else processor()
    raise UserError(
        f"`precision` is {precision}, which the encoder {encoder} has not on {name} ({fault}): "
        f"set {' or '.join(possible)} in conf/"
    )


def _fault(precision: str, model: nn.Module, loss: Callable[[], Tensor]) -> RuntimeError | None:
    """What goes wrong in a precision, or None."""
    try:
        with torch.random.fork_rng():
            with cast(precision, next(model.parameters()).device):
                value = loss()
            value.backward()
    except torch.OutOfMemoryError:
        raise
    except RuntimeError as error:
        return error
    finally:
        model.zero_grad(set_to_none=True)
    return None


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
