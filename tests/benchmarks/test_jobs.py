"""Runs an hour: the table on hand-made times, and runs that are real ones."""

from benchmarks import jobs
from steady_attention.settings.execution import Execution


def test_runs_an_hour_by_hand():
    """Alone 3 runs take 30 s, with 2 workers 6 runs 50 s: 360 and 432 an hour."""
    table = jobs.section({1: [(10.0, 30.0)], 2: [(60.0, 50.0)]})
    assert "| 1 | 360 (360 to 360) | 1.00 (1.00 to 1.00) | 10.0 (10.0 to 10.0) |" in table
    assert "| 2 | 432 (432 to 432) | 1.20 (1.20 to 1.20) | 60.0 (60.0 to 60.0) |" in table


def test_runs_of_jobs_are_real_ones(monkeypatch):
    """Two short runs in a store of their own, which is left as it was found."""
    monkeypatch.setenv("DVC_ROOT", "before")
    monkeypatch.setattr(jobs, "BATCHES", 1)
    with jobs.own_store() as folder:
        items = jobs.runs(jobs.write_corpus(folder), 7, 2)
        how = Execution(jobs=1, backend="processes", scheduler=None, device="cpu")
        found = jobs.execution.ensure(items, how, "test")
        store = folder / "data" / "store"
        assert all((store / print_ / "weights.safetensors").is_file() for _, print_ in found)
        assert len({print_ for _, print_ in found}) == 2
    assert not folder.exists()
    assert jobs.os.environ["DVC_ROOT"] == "before"
