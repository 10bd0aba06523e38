"""What a run is made from."""

import pytest

from tests.training.runs import write_inputs


@pytest.fixture
def inputs(tmp_path):
    """A processed corpus, its vectors (the first word has none) and unlabeled texts."""
    return write_inputs(tmp_path)
