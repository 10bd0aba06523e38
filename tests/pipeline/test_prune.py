"""`make prune` deletes what no output uses, and nothing else."""

import fcntl

import pytest

from steady_attention.pipeline import artifacts, prune
from steady_attention.pipeline.files import write_json


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A working tree with a store of three items, one of them in an output."""
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for fingerprint in ("used", "unused", "held"):
        write_json(artifacts.store() / fingerprint / "item.json", {"fingerprint": fingerprint})
        write_json(artifacts.store() / f"{fingerprint}.record.json", {})
    write_json(tmp_path / "reports/demo/evaluation/vanilla/run/item.json", {"fingerprint": "used"})
    return tmp_path


def test_only_what_no_output_uses_and_no_process_holds_goes(tree):
    with open(artifacts.store() / "held.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert prune.used() == {"used"}
        assert prune.prune(prune.used()) == ["unused"]
    left = sorted(path.name for path in artifacts.store().iterdir())
    assert left == ["held", "held.lock", "held.record.json", "used", "used.record.json"]


def test_an_interrupted_items_work_goes_too(tree):
    (artifacts.store() / "broken.work").mkdir()
    assert prune.prune({"used", "unused", "held"}) == ["broken"]
    assert not list(artifacts.store().glob("broken*"))
