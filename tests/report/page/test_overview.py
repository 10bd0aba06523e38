from steady_attention.report.page import page
from tests.results.small import run


def test_runs_are_counted_once():
    grid = page.counts("seat", [run(seed=0), run(seed=1), run(seed=1), run("seat", dataset="imdb")])
    assert grid.header == ("method", "sst", "imdb")
    assert grid.rows == [["vanilla", "2", "0"], ["seat", "0", "1"]]
