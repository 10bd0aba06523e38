"""`make prune` deletes what no output uses, and nothing else."""

import fcntl

import pytest

from steady_attention.run.progress import reporter
from steady_attention.store import archive, artifacts, prune
from steady_attention.store.files import write_json

USED, UNUSED, HELD = ("a" * 32, "b" * 32, "c" * 32)


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A working tree with a store of three items, one of them in an output."""
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for fingerprint in (USED, UNUSED, HELD):
        write_json(artifacts.store() / fingerprint / "item.json", {"fingerprint": fingerprint})
        write_json(artifacts.store() / f"{fingerprint}.record.json", {})
    write_json(tmp_path / "data/processed/demo/sst/item.json", {"fingerprint": USED})
    return tmp_path


def names():
    return sorted(path.name for path in artifacts.store().iterdir())


def test_only_what_no_output_uses_and_no_process_holds_goes(tree):
    with open(artifacts.store() / f"{HELD}.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert prune.used() == {USED}
        assert prune.prune(prune.used()) == [UNUSED]
    assert names() == [USED, f"{USED}.record.json", HELD, f"{HELD}.lock", f"{HELD}.record.json"]


def test_an_interrupted_items_work_goes_too(tree):
    broken = "d" * 32
    (artifacts.store() / f"{broken}.work").mkdir()
    reporter(broken)("epoch 2")
    (artifacts.store() / f"{broken}.half").touch()
    reporter("e" * 32)("epoch 1")
    assert prune.prune({USED, UNUSED, HELD}) == [broken, "e" * 32]
    assert not [name for name in names() if broken in name or "e" * 32 in name]


def test_a_half_written_record_goes_and_takes_nothing_with_it(tree):
    """As a kill or a full disk leaves it, of an item that is kept and of one without anything else."""
    before = names()
    for fingerprint in (USED, "d" * 32):
        (artifacts.store() / f".{fingerprint}.record.json.half").touch()
    assert prune.prune({USED, UNUSED, HELD}) == ["d" * 32]
    assert names() == before


def test_what_is_no_items_stays(tree):
    others = [".gitignore", ".half", ".notes.half", "README.md", "a", "e" * 31, "e" * 33, f"{'e' * 32}.txt"]
    for name in others:
        (artifacts.store() / name).touch()
    assert prune.prune({USED, UNUSED, HELD}) == []
    assert set(others) < set(names())


def test_an_archives_items_are_used(tree):
    write_json(tree / "made/run/item.json", {"fingerprint": HELD})
    archive.write(tree / "reports/demo/evaluation/vanilla.zip", {"run": tree / "made/run"})
    assert prune.used() == {USED, HELD}
