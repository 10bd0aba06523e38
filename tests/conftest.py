"""What every test gets."""

import pytest
import torch
from hypothesis import settings

settings.register_profile("house", deadline=None)  # no test depends on timing
settings.load_profile("house")

READABLE = 16  # bytes


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name long bytes by their length: an archive holds the time, and all workers must find equal tests."""
    if isinstance(val, bytes) and len(val) > READABLE:
        return f"{argname} of {len(val)} bytes"
    return None


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)
