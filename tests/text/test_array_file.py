"""Arrays written bit by bit have np.save's bytes."""

import io
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.text.encoded import ArrayFile


@given(st.lists(st.lists(st.integers(0, 1), max_size=7), max_size=11))
@pytest.mark.parametrize("kind", [np.int8, np.bool_, np.int32, np.int64])
def test_the_bytes_are_those_of_save(kind, rows):
    whole = io.BytesIO()
    np.save(whole, np.array([value for row in rows for value in row], kind))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.npy"
        with ArrayFile(path, kind) as file:
            for row in rows:
                file.extend(row)
        assert path.read_bytes() == whole.getvalue()


def test_a_file_of_many_numbers_can_be_mapped(tmp_path):
    with ArrayFile(tmp_path / "a.npy", np.int32) as file:
        for start in range(0, 10_007 * 13, 10_007):
            file.extend(range(start, start + 10_007))
    assert np.array_equal(np.load(tmp_path / "a.npy", mmap_mode="r"), np.arange(10_007 * 13))
