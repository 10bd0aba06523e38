"""The file that holds a run's predictions: read back, and the same to the byte on every machine."""

import hashlib

import numpy as np
import pytest

from steady_attention.evaluation import arrays

# Python 3.11.2 and 3.11.7 write these bytes.
SHA256 = "e3ac99670706fb777a44448586e0e4bcee17f984243ae3ae9173fc750230a99b"


def test_arrays_are_read_back(tmp_path):
    given = {
        "weights": np.arange(7, dtype=np.float16),
        "table": np.arange(6).reshape(2, 3),
        "one": np.array(5),
    }
    arrays.save(tmp_path / "a.npz", **given)
    with np.load(tmp_path / "a.npz", allow_pickle=False) as found:
        assert found.files == list(given)
        for name, array in given.items():
            np.testing.assert_array_equal(found[name], array)
            assert found[name].dtype == array.dtype


def test_the_bytes_depend_on_the_arrays_alone(tmp_path):
    arrays.save(tmp_path / "a.npz", weights=np.arange(11, dtype=np.float32), offsets=np.arange(3))
    assert hashlib.sha256((tmp_path / "a.npz").read_bytes()).hexdigest() == SHA256


def test_objects_are_refused(tmp_path):
    with pytest.raises(ValueError, match="Object arrays cannot be saved"):
        arrays.save(tmp_path / "a.npz", wrong=np.array([{}], dtype=object))
