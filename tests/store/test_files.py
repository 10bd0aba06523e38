import errno

import pytest

from steady_attention.store import files
from steady_attention.store.errors import UserError


def test_broken_json_is_named_with_its_line(tmp_path):
    path = tmp_path / "vanilla.json"
    path.write_text("[\n<<<<<<< ours\n]\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"vanilla\.json is not valid JSON: .*line 2.*git restore"):
        files.read_json(path)


def test_json_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "vanilla.json"
    path.write_bytes(b'{"a": "\xff"}')
    with pytest.raises(UserError, match=r"vanilla\.json is not valid JSON"):
        files.read_json(path)


def test_a_write_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    """A full disk: the error is the caller's, and no half file stays."""
    path = tmp_path / "a.record.json"
    files.write_text(path, "old")

    def full(half, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        files.write_text(path, "new")
    assert list(tmp_path.iterdir()) == [path] and path.read_text(encoding="utf-8") == "old"


def test_a_text_that_cannot_be_encoded_leaves_nothing(tmp_path):
    with pytest.raises(UnicodeEncodeError):
        files.write_text(tmp_path / "a.txt", "\ud800")
    assert list(tmp_path.iterdir()) == []
