"""Gigantic lines, NUL bytes and half characters: an error with file and line, whatever the file's size."""

import gzip
import json
import tracemalloc
import zipfile

import numpy as np
import pytest

from steady_attention.corpora.reading import lines
from steady_attention.corpora.user import corpus as own
from steady_attention.corpora.user import rows as own_rows
from steady_attention.store.errors import UserError
from steady_attention.text import vectors
from tests.settings.user_data import MINE

GIGANTIC = 16 << 20  # bytes without a line's end
LITTLE = 14 << 20  # of memory at most, to read them


def refused(read, text):
    """The read is refused with that text, and holds no gigantic line in memory."""
    tracemalloc.start()
    try:
        with pytest.raises(UserError, match=text):
            read()
        assert tracemalloc.get_traced_memory()[1] < LITTLE
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("start", ["", "2 3\n", "the 1 2 3\n"])
@pytest.mark.parametrize("name", ["a.vec", "a.vec.gz"])
def test_a_gigantic_line_of_vectors(tmp_path, name, start):
    number = start.count("\n") + 1
    content = start.encode() + b"good" + b" 1" * (GIGANTIC // 2)
    path = tmp_path / name
    path.write_bytes(gzip.compress(content, 1) if name.endswith("gz") else content)
    del content
    refused(lambda: vectors.select(path, {b"good"}), f"{name}:{number}: the line is longer than 1,000,000")


@pytest.mark.parametrize("name", ["a.tsv", "a.csv", "a.jsonl"])
def test_a_gigantic_line_of_a_table(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b'{"x": "' + b"a" * GIGANTIC)
    refused(lambda: list(own_rows.rows(path, {})), f"{name}:1: the line is longer than 1,000,000 bytes")


@pytest.mark.parametrize("start, part", [(b"", b'"a\n",'), (b'"', b"a\n")])
def test_a_row_over_endlessly_many_lines(tmp_path, monkeypatch, start, part):
    """Fields that each hold a line's end, and a quote that is never closed."""
    monkeypatch.setattr(own_rows, "LONGEST", 90_001)
    path = tmp_path / "a.csv"
    path.write_bytes(b"x,y\na,b\n" + start + part * (GIGANTIC // len(part)))
    refused(
        lambda: list(own_rows.rows(path, {})),
        "a.csv:3: the row that begins here is longer than 90,001 characters",
    )


def test_a_gigantic_line_of_a_corpus(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"one\n" + b"a" * GIGANTIC)
    refused(lambda: list(lines.numbered(path)), "a.txt:2: the line is longer than 1,000,000 bytes")


def test_a_header_of_many_columns_is_read_at_once(tmp_path):
    """300,000 equal names; comparing each with each would take hours."""
    path = tmp_path / "a.tsv"
    path.write_bytes(b"x\t" * 300_000 + b"y\n")
    refused_text = r"a\.tsv:1: the column 'x' stands twice"
    with pytest.raises(UserError, match=refused_text):
        list(own_rows.rows(path, {}))
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(dict.fromkeys(map(str, range(70_000)), 0)) + "\n", encoding="utf-8")
    assert len(list(own_rows.rows(path, {}))) == 1


def test_a_header_of_vectors_with_endlessly_many_digits(tmp_path):
    path = tmp_path / "a.vec"
    path.write_bytes(b"9" * 5_000 + b" 3\nthe 1 2 3\n")
    with pytest.raises(UserError, match=r"a\.vec:1: 1 numbers after the word"):
        vectors.select(path, {b"the"})


def test_a_nul_byte_is_part_of_no_word(tmp_path):
    path = tmp_path / "a.vec"
    path.write_bytes(b"the 1 2 3\ngood\0 1 2 3\n")
    with pytest.raises(UserError, match=r"a\.vec:2: a NUL byte, as UTF-16 has; save the file as UTF-8"):
        vectors.select(path, {b"good", b"the"})


@pytest.mark.parametrize("text", ["half \ud83d of a pair", "a NUL \0 in it"])
def test_half_a_surrogate_pair_in_a_table(tmp_path, text):
    rows = [{"review": f"film {n}", "mood": ("bad", "good")[n % 2]} for n in range(20)]
    rows[7]["review"] = text
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    corpus = own.corpus("mine", MINE | {"splits": MINE["splits"] | {"file": "a.jsonl"}})
    with pytest.raises(
        UserError, match=r"data/own/a\.jsonl:8: 'review' holds a NUL or half a surrogate pair"
    ):
        corpus.read(tmp_path)


def test_half_a_surrogate_pair_in_vectors(tmp_path):
    """In an .npz such a word can stand; it is nobody's."""
    words = np.array(["good", "\ud83d"])
    np.savez(tmp_path / "a.npz", words=words, vectors=np.ones((2, 3), np.float32))
    assert list(vectors.select(tmp_path / "a.npz", {b"good"})) == [b"good"]


def test_arrays_that_say_they_are_larger_than_the_memory(tmp_path, monkeypatch):
    """A header of 2^50 vectors before no byte, and an archive that unpacks to more than its size allows."""
    np.savez(tmp_path / "a.npz", words=np.array(["good"]))
    np.savez(tmp_path / "b.npz", words=np.array(["good"]), vectors=np.zeros((999, 3), np.float32))
    header = {"descr": "<f4", "fortran_order": False, "shape": (1 << 50, 3)}
    with zipfile.ZipFile(tmp_path / "a.npz", "a") as archive, archive.open("vectors.npy", "w") as member:
        np.lib.format.write_array_header_1_0(member, header)
    with pytest.raises(UserError, match=r"a\.npz: expected the arrays words and vectors, not pickled"):
        vectors.select(tmp_path / "a.npz", {b"good"})
    monkeypatch.setattr("steady_attention.corpora.raw.unpack.FLOOR", 7)
    monkeypatch.setattr("steady_attention.corpora.raw.unpack.RATIO", 0)
    with pytest.raises(UserError, match=r"b\.npz: expected .* bytes unpacked, more than 7"):
        vectors.select(tmp_path / "b.npz", {b"good"})


def test_the_longest_line_of_vectors_is_read(tmp_path):
    """A buffer's length, its end within."""
    path = tmp_path / "a.vec"
    line = b"good" + b" 1" * ((lines.LONGEST - 6) // 2)
    path.write_bytes(line + b" " * (lines.LONGEST - len(line)) + b"\n")
    assert list(vectors.select(path, {b"good"})) == [b"good"]
