"""A user's file that is not what it should be is told as what it is, before it is read."""

import bz2
import gzip
import io
import os
import pickle
import struct
import zipfile

import numpy as np
import pytest

from steady_attention.corpora.user import checkpoint as user_checkpoint
from steady_attention.corpora.user import data as user_data
from steady_attention.store.errors import UserError

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 7\n"


def zipped() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("xl/workbook.xml", "a")
    return into.getvalue()


def word2vec(width: int, end: bytes) -> bytes:
    """As Mikolov's program writes, with a line end after a row, and as gensim, without."""
    numbers = np.random.default_rng(0).normal(size=(2, width))
    rows = (
        w + b" " + struct.pack(f"<{width}f", *n) + end
        for w, n in zip((b"film", b"bad"), numbers, strict=True)
    )
    return b"2 %d\n" % width + b"".join(rows)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """data/own of the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data/own").mkdir(parents=True)
    return tmp_path / "data/own"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", zipped(), "a ZIP archive, as a workbook .*; save the sheet as CSV"),
        ("a.tsv", gzip.compress(b"x\ty\n"), "packed by gzip; unpack it"),
        ("a.npz", gzip.compress(b"x"), "packed by gzip"),
        ("a.vec", zipped(), "a ZIP archive; unpack it"),
        ("a.safetensors", zipped(), "a ZIP archive, as PyTorch's own weights are"),
        ("a.safetensors", pickle.dumps({}), "pickled, which is not read; save it anew"),
        ("a.csv", bz2.compress(b"x"), "packed by bzip2"),
        ("a.jsonl", POINTER, "a pointer of Git LFS, not the file; get the file by `git lfs pull`"),
        ("a.npz", POINTER, "a pointer of Git LFS"),
        ("a.csv", b"%PDF-1.7\n", "a PDF; export it as text"),
        ("a.csv", b"\n<!DOCTYPE html>\n<html>", "a page of the web, not the file; get the file itself"),
        ("a.vec", word2vec(3, b"\n"), "binary vectors of word2vec; write them as text"),
        ("a.txt", word2vec(307, b""), "binary vectors of word2vec"),
        ("a.npz", b"\x93NUMPY\1\0", "a single array of numpy"),
    ],
)
def test_a_file_of_another_kind_is_told(folder, name, content, said):
    (folder / name).write_bytes(content)
    with pytest.raises(UserError, match=f"^mine: data/own/{name} is {said}"):
        user_data.there("mine", name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.npz", zipped()),
        ("a.safetensors", b"\x80\x04" + b"\0" * 6 + b'{"a": 1}'),
        ("a.csv", b"BZh,PAR1\na,b\n"),
        ("a.tsv", b"PAR1\tlabel\na\tb\n"),
        ("a.vec", b"2 3\nfilm 1 2 3\nbad -.5 1e-7 .25\n"),
        ("a.vec", "2 3\r\n\u00e9t\u00e9\t1 2 3 \r\n\u00e0 1 2 3\r\n".encode()),
        ("a.vec", b"2 3\n. . 1 2 3\nb 1 2 3\n"),
        ("a.txt", b"1 30\nfilm" + b" -1.234567" * 30 + b"\n"),
        ("a.tsv", b"PK\tversion\n<b>\t1\n"),
        ("a.csv", b""),
    ],
)
def test_what_is_of_its_kind_or_said_elsewhere_is_taken(folder, name, content):
    (folder / name).write_bytes(content)
    assert user_data.there("mine", name) == folder / name


def test_a_folder_a_link_to_nothing_and_a_pipe_are_told(folder):
    (folder / "dir.tsv").mkdir()
    (folder / "link.tsv").symlink_to("../away.tsv")
    os.mkfifo(folder / "pipe.tsv")
    for name, said in (
        ("dir.tsv", "is a folder, expected a file"),
        ("link.tsv", r"is a link to \.\./away.tsv, which is not there; put the file itself there"),
        ("pipe.tsv", "is no plain file"),
    ):
        with pytest.raises(UserError, match=f"^mine: data/own/{name} {said}"):
            user_data.there("mine", name)
    (folder.parent / "away.tsv").write_text("a\tb\n", encoding="utf-8")
    assert user_data.there("mine", "link.tsv").is_file()


def test_a_pointer_in_a_checkpoint_is_told(folder):
    (folder / "bert").mkdir()
    for name in user_checkpoint.FILES:
        (folder / "bert" / name).write_bytes(POINTER if name == user_checkpoint.WEIGHTS else b"{}")
    with pytest.raises(UserError, match="^mine: data/own/bert/model.safetensors is a pointer of Git LFS"):
        user_checkpoint.there("mine", "bert", [])
