"""An archive of items: its bytes, its reading, and what is said where it is damaged."""

import os
import zipfile

import pytest

from steady_attention.store import archive
from steady_attention.store.archive import Archived
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json

AGAIN = r"restore it \(`git restore .*vib.zip`\), or delete it and run `dvc repro`"


@pytest.fixture
def path(tmp_path):
    """Two items, one of them with a folder."""
    for name, text in (("b/scores.json", "[3]"), ("a/scores.json", "[5]"), ("a/deep/é.txt", "é")):
        file = tmp_path / "items" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    made = tmp_path / "demo/evaluation/vib.zip"
    archive.write(made, {name: tmp_path / "items" / name for name in ("b", "a")})
    return made


def test_the_bytes_depend_on_the_files_alone(path, tmp_path):
    before = path.read_bytes()
    os.utime(tmp_path / "items/a/scores.json", (7, 7))
    (tmp_path / "items/a/scores.json").chmod(0o600)
    archive.write(path, {name: tmp_path / "items" / name for name in ("a", "b")})
    assert path.read_bytes() == before
    with zipfile.ZipFile(path) as file:
        members = file.infolist()
    assert [member.filename for member in members] == ["a/deep/é.txt", "a/scores.json", "b/scores.json"]
    assert {member.compress_type for member in members} == {zipfile.ZIP_STORED}
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    # the first member to the byte: version, UTF-8 name, stored, no time, CRC, sizes
    assert before[:30].hex() == "504b0304140000080000000021003e8d040e0200000002000000" + "0d000000"


def test_reading(path):
    found = archive.items(path)
    assert list(found) == ["a", "b"] and found["a"] == Archived(path) / "a"
    assert found["a"].names() == ["deep/é.txt", "scores.json"]
    assert read_json(found["a"] / "scores.json") == [5] and str(found["b"]) == f"{path}/b"
    assert not (found["a"] / "deep").is_file() and not (found["b"] / "deep/é.txt").is_file()


def test_unpacking(path, tmp_path):
    archive.items(path)["a"].unpack(tmp_path / "fresh")
    assert (tmp_path / "fresh/deep/é.txt").read_text(encoding="utf-8") == "é"


def test_a_file_is_left_out(path, tmp_path):
    folders = {name: tmp_path / "items" / name for name in ("a", "b")}
    archive.write(path, folders, without=lambda item, file: (item, file) == ("a", "scores.json"))
    assert "a/scores.json" not in Archived(path).names() and "a/deep/é.txt" in Archived(path).names()
    assert Archived(path, "b").names() == sorted(file.name for file in folders["b"].iterdir())


def test_an_archive_of_nothing(tmp_path):
    archive.write(tmp_path / "vib.zip", {})
    assert archive.items(tmp_path / "vib.zip") == {} and archive.intact(tmp_path / "vib.zip").names() == []


def test_what_lacks(path, tmp_path):
    with pytest.raises(UserError, match=rf"vib.zip/b/none.json not found: {AGAIN}"):
        read_json(archive.items(path)["b"] / "none.json")
    lost = Archived(tmp_path / "demo/evaluation/base.zip", "run")
    assert archive.items(lost.archive) == {} and archive.intact(lost.archive) is None
    with pytest.raises(UserError, match=r"run/scores.json not found: restore it \(`git restore .*base.zip`"):
        read_json(lost / "scores.json")


def test_damage_is_told_and_nothing_of_it_taken(path, capsys):
    whole = path.read_bytes()
    for damaged in (whole[:-9], whole.replace(b"[5]", b"[6]")):
        path.write_bytes(damaged)
        os.utime(path, ns=(len(damaged), len(damaged)))
        with pytest.raises(UserError, match=rf"vib.zip is damaged \(.*\): {AGAIN}"):
            read_json(Archived(path, "a") / "scores.json")
        assert archive.intact(path) is None
        assert "vib.zip is damaged" in capsys.readouterr().out
    path.write_bytes(whole)
    assert archive.intact(path) == Archived(path)


def test_a_full_disk_leaves_what_was_there(path, tmp_path, monkeypatch):
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(OSError, match="No space"):
        archive.write(path, {"a": tmp_path / "items/a"})
    assert path.read_bytes() == before and [one.name for one in path.parent.iterdir()] == ["vib.zip"]
