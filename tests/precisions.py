"""What this machine can compute in bfloat16."""

from functools import cache

import pytest

from steady_attention.store.errors import UserError
from steady_attention.training import device
from tests.tiny import make_batch, make_model, noise


@cache
def lacking(encoder: str) -> str | None:
    """Why the CPU has no bfloat16 for an encoder, None where it has."""
    model, batch = make_model(encoder), make_batch()
    try:
        device.check(
            "bf16", encoder, model, lambda: model.read(model.embed(batch, noise()), batch).logits().sum()
        )
    except UserError as error:
        return str(error)
    return None


def need_bfloat16(encoder: str) -> None:
    """Skip a test, and say why, where there is none."""
    if reason := lacking(encoder):
        pytest.skip(reason)
