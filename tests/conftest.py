"""What every test gets."""

import pytest
import torch
from hypothesis import settings

settings.register_profile("house", deadline=None)  # no test depends on timing
settings.load_profile("house")


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)
