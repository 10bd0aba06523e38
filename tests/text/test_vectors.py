"""The word-vector task by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.corpora.vectors.sources import VectorSource
from steady_attention.store.errors import UserError
from steady_attention.text import vectors, vocabulary
from tests.text.vector_files import GOOD, ROWS, wanted, written


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run(path, {dataset: words}) runs the task on the raw file and returns its folder."""

    def run(path: Path, datasets: dict[str, list[str]]) -> Path:
        monkeypatch.setitem(word_vectors.VECTORS, "tiny", VectorSource("tiny", path.name, "none", "here"))
        inputs = {"raw": path.parent}
        for name, words in datasets.items():
            inputs[name] = tmp_path / name
            inputs[name].mkdir()
            vocabulary.write(inputs[name] / "vocabulary.txt", ["<pad>", "<unk>", *words])
        work = tmp_path / "work"
        work.mkdir()
        vectors.compute(work, inputs, {"vectors": "tiny"}, lambda _: None)
        return work

    return run


def test_the_task_by_hand(run, tmp_path):
    datasets = {"one": ["good", "paris", "absent"], "two": ["café", "good"]}
    work = run(written(tmp_path, ROWS), datasets)
    assert (work / "words.txt").read_text(encoding="utf-8") == "café\ngood\nparis\n"
    found = np.load(work / "vectors.npy", mmap_mode="r", allow_pickle=False)
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, np.array([[1, 0, 1], GOOD, [4, 5, 6]], np.float32))
    assert (work / "vectors.txt").read_text(encoding="utf-8") == "café 1 0 1\ngood 0.5 -1e-3 2\nparis 4 5 6\n"
    assert json.loads((work / "statistics.json").read_text()) == {
        "vectors": "tiny",
        "dimensions": 3,
        "wanted": 4,
        "found": 3,
        "datasets": {"one": {"vocabulary": 3, "found": 2}, "two": {"vocabulary": 2, "found": 2}},
        "capitalised": 1,
    }


def test_no_file_and_no_wanted_word(run, tmp_path):
    with pytest.raises(UserError, match=r"raw\.txt is missing"):
        vectors.select(tmp_path / "raw.txt", wanted("good"))
    work = run(written(tmp_path, ROWS), {"one": ["x", "y"]})
    assert (work / "words.txt").read_bytes() == b"" and np.load(work / "vectors.npy").shape == (0, 3)
    known = json.loads((work / "statistics.json").read_text())
    assert known["found"] == 0 and known["datasets"] == {"one": {"vocabulary": 2, "found": 0}}


def test_an_error_names_the_users_file(tmp_path):
    """Not its copy, which the next run would write anew."""
    inputs = {"raw": written(tmp_path, "the 1 2 3\nbad 1 2\n", "my.vec").parent}
    with pytest.raises(UserError, match=r"^data/own/my\.vec:2: expected a word and 3 numbers, found 2"):
        vectors.compute(tmp_path, inputs, {"vectors": "my.vec"}, lambda _: None)


COMPOSED, PARTED = "caf\u00e9", "cafe\u0301"


def test_accents_may_be_composed_or_not(tmp_path):
    """In the file and among the words; the very spelling comes first, then the other, then a capital one."""
    one = written(tmp_path, f"Caf\u00c9 1 0 0\n{PARTED} 2 0 0\n")
    assert vectors.select(one, wanted(COMPOSED))[COMPOSED.encode()].text == b"2 0 0"
    both = written(tmp_path, f"{PARTED} 2 0 0\n{COMPOSED} 3 0 0\n")
    found = vectors.select(both, wanted(COMPOSED, PARTED))
    assert [found[word.encode()].text for word in (COMPOSED, PARTED)] == [b"3 0 0", b"2 0 0"]
    capital = written(tmp_path, "Cafe\u0301 1 0 0\n")
    assert vectors.select(capital, wanted(COMPOSED))[COMPOSED.encode()].text == b"1 0 0"
    again = written(tmp_path, f"{PARTED} 2 0 0\nx 1 1 1\n{PARTED} 3 0 0\n")
    with pytest.raises(UserError, match=r":3: the word .* stands twice, first in line 1"):
        vectors.select(again, wanted(COMPOSED))


def test_a_pool_has_no_vocabulary(run, tmp_path):
    (tmp_path / "pool").mkdir()
    source = written(tmp_path, ROWS)
    inputs = {"raw": source.parent, "pool": tmp_path / "pool"}
    with pytest.raises(UserError, match="expected the vocabulary of a preprocessed, labeled data set"):
        vectors.compute(tmp_path, inputs, {"vectors": "synthetic_vectors"}, lambda _: None)
