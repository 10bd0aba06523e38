from pathlib import Path

import pandas as pd

from steady_attention.results.setting import Material, Setting, fewer, spanned
from tests.results.small import run


def test_the_runs_that_fit_by_seed():
    runs = [run(seed=2), run(seed=0), run("seat"), run(seed=1, ablation="l3"), run(dataset="imdb")]
    runs.append(run(seed=0))
    material = Material(pd.DataFrame(), Setting("demo", {"movies": "sst"}), runs, Path("none"))
    where = {"dataset": "movies", "method": "vanilla", "split": "test"}
    assert material.fitting(where) == [run(seed=0), run(seed=2)]
    assert material.fitting({"dataset": "sst", "encoder": "rnn"}) == []
    assert [one.seed for one in material.fitting({"method": "vanilla"})] == [0, 0, 2]  # two datasets


def test_seeds_in_a_row_are_said_by_the_first_and_the_last():
    assert spanned([]) == "" and spanned([2, 0, 1, 1]) == "0, 1, 2"
    assert spanned([13, *range(11), 17]) == "0 to 10, 13, 17"


def test_lines_of_fewer_seeds_are_named():
    own = [
        ("a", "0 1 2 3 4"),
        ("a", "0 1 2 3 4"),
        ("b", "0 1 2 3 4"),
        ("b", "0 1"),
        ("c", "0 1"),
        ("d", None),
    ]
    points = pd.DataFrame(own, columns=["line", "seeds"])
    assert fewer(points, "line") == ["Fewer seeds at some points: 0, 1 of b, c."]
    assert fewer(points[:3], "line") == fewer(points[:0], "line") == []
