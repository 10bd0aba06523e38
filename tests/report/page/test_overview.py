from steady_attention.report.page import page
from steady_attention.report.page.exhibits import Exhibit, Section
from steady_attention.report.tables.grid import Grid
from tests.results.small import run


def section(*pairs):
    """A section `s` whose claims have these verdicts (on print, here)."""
    rows = [[f"claim-{i}", *pair] for i, pair in enumerate(pairs)]
    claims = Exhibit("s-claims", "Claims", "grid", Grid("Claims", ("id", "on_print", "verdict"), rows))
    return Section("s", "A paper", exhibits=[claims])


def test_verdicts_are_counted():
    grid = page.verdicts(
        [section(("holds", "fails"), ("holds", "not run"), ("fails", "fails")), Section("t", "T")]
    )
    assert grid.header == (
        "paper",
        "claims",
        "here: holds",
        "here: fails",
        "here: holds where run",
        "here: fails where run",
        "here: undecided",
        "here: below resolution",
        "here: not run",
        "here: no test",
        "on print: holds",
    )
    assert grid.rows == [["A paper", "3", "0", "2", "0", "0", "0", "0", "1", "0", "2"]]


def test_runs_are_counted_once():
    grid = page.counts("seat", [run(seed=0), run(seed=1), run(seed=1), run("seat", dataset="imdb")])
    assert grid.header == ("method", "sst", "imdb")
    assert grid.rows == [["vanilla", "2", "0"], ["seat", "0", "1"]]
