"""The vectors' benchmark: its file, equal results of both sides, its table on hand-made times."""

from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks import vectors
from steady_attention.text import vocabulary

SECONDS = {
    vectors.TORCHTEXT: [20.0, 30.0, 66.0],
    vectors.PASS: [2.0, 2.5, 3.0],
    vectors.CHECKED: [4.0, 5.0, 6.0],
}


def test_our_pass_finds_what_torchtext_loads(tmp_path):
    path = tmp_path / "generated.vec"
    vectors.write(path, 1_009)
    assert len(path.read_text(encoding="ascii").splitlines()) == 1 + 1_009, "also beyond one block"
    asked = vectors.wanted(1_009)
    words, found = vectors.checked(path, asked)
    every, whole = vocabulary.load(path)
    assert len(words) == 504 and len(asked) == 504 + vectors.ABSENT
    np.testing.assert_array_equal(found, whole[[every.index(word) for word in words]])


def test_the_table():
    """10, 12 and 22 times as fast: median 12."""
    lines = vectors.text(SECONDS, 200_000, 451.3, 3).splitlines()
    assert f"| {vectors.PASS} | 2.50 | 12.0 |" in lines
    assert (
        "A file of 200,000 rows of 300 numbers, 451 MB; 13,000 of 13,700 wanted words stand in it." in lines
    )
    assert "- our pass: at least 10 times as fast as torchtext, first load: 12.0, met" in lines


@pytest.mark.parametrize("check, code", [(True, 1), (False, 0)])
def test_only_a_check_fails_on_a_missed_target(monkeypatch, capsys, check, code):
    seen = []

    def measure(path, words, repetitions):
        seen.append(path)
        assert path.is_file()
        return SECONDS | {vectors.PASS: [2.1, 3.1, 7.0]}

    monkeypatch.setattr(vectors, "measure", measure)
    arguments = SimpleNamespace(rows=7, repetitions=3, write=False, check=check)
    assert vectors.main(arguments) == code
    assert "9.5, **not met**" in capsys.readouterr().out
    assert not seen[0].exists(), "the file is deleted"


def test_a_measurement(tmp_path, capsys):
    vectors.write(tmp_path / "generated.vec", 11)
    seconds = vectors.measure(tmp_path / "generated.vec", vectors.wanted(11), 2)
    assert [len(times) for times in seconds.values()] == [2, 2, 2]
