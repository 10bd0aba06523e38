"""What every test gets. TESTS_ENVIRONMENT="NAME=value NAME=" changes and removes variables that the package
sets, to play another processor (`make test-processors`).
"""

import os

import pytest
from hypothesis import settings

for name, _, value in (pair.partition("=") for pair in os.environ.get("TESTS_ENVIRONMENT", "").split()):
    os.environ.pop(name, None)
    os.environ.update({name: value} if value else {})

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
    import torch  # now that the variables are set

    torch.set_num_threads(1)
