from steady_attention.report.page import overview
from steady_attention.report.page.exhibits import Exhibit, Section
from steady_attention.report.tables.grid import Grid
from tests.report.conftest import run


def section(*pairs):
    """A section `s` whose claims have these verdicts (printed, ours)."""
    rows = [[f"claim-{i}", *pair] for i, pair in enumerate(pairs)]
    claims = Exhibit("s-claims", "Claims", "grid", Grid("Claims", ("id", "printed", "ours"), rows))
    return Section("s", "A paper", exhibits=[claims])


def test_verdicts_are_counted():
    grid = overview.verdicts(
        [section(("holds", "fails"), ("holds", "not run"), ("fails", "fails")), Section("t", "T")]
    )
    assert grid.header == (
        "paper", "claims", "here: holds", "here: fails", "here: undecided", "here: not run",
        "here: no test", "on print: holds",
    )  # fmt: skip
    assert grid.rows == [["A paper", "3", "0", "2", "0", "1", "0", "2"]]


def test_runs_are_counted_once():
    grid = overview.counts("seat", [run(seed=0), run(seed=1), run(seed=1), run("seat", dataset="imdb")])
    assert grid.header == ("method", "sst", "imdb")
    assert grid.rows == [["vanilla", "2", "0"], ["seat", "0", "1"]]


def test_times_and_machines():
    a, b = {"seconds": 1800.0, "machine": "x"}, {"seconds": 3600.0, "machine": "y", "torch": "2"}
    grid = overview.times({"train": {"a": a, "b": b, "c": {"machine": "x"}}, "none": {}, "lost": {"d": {}}})
    assert grid.rows == [
        ["train", "2 of 3 timed", "5,400.0", "2,700.0"],
        ["none", "0", "no item", "–"],
        ["lost", "0 of 1 timed", "not recorded", "–"],
    ]
    assert grid.notes[0] == "All items: 5,400 seconds (1.5 hours) of computing."
    assert list(grid.notes[2:]) == [
        "Machine and libraries of 2 items: machine x.",
        "Machine and libraries of 1 items: machine y, torch 2.",
        "Machine and libraries of 1 items: not recorded.",
    ]


def test_no_timings():
    assert overview.times({}).notes == ("No timings were recorded.",)
