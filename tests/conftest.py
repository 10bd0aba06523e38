"""What every test gets. TESTS_ENVIRONMENT="NAME=value NAME=" changes and removes variables that the package
sets, to play another processor (`make test-processors`). TESTS_PROFILE=thorough tries many more examples of
each property.
"""

import os
from collections import Counter

import pytest
from hypothesis import settings

for name, _, value in (pair.partition("=") for pair in os.environ.get("TESTS_ENVIRONMENT", "").split()):
    os.environ.pop(name, None)
    os.environ.update({name: value} if value else {})

settings.register_profile("house", deadline=None, max_examples=50)  # no test depends on timing
settings.register_profile("thorough", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("TESTS_PROFILE", "house"))

READABLE = 16  # bytes


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name long bytes by their length: an archive holds the time, and all workers must find equal tests."""
    if isinstance(val, bytes) and len(val) > READABLE:
        return f"{argname} of {len(val)} bytes"
    return None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with many slow tests come first, so that short ones fill both workers up at the end."""
    slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
    items.sort(key=lambda item: -slow[item.path])  # stable


@pytest.fixture(autouse=True)
def one_thread():
    import torch  # now that the variables are set

    torch.set_num_threads(1)
