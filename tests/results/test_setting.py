from pathlib import Path

import pandas as pd

from steady_attention.results.setting import Material, Setting
from tests.results.small import run


def test_the_runs_that_fit_by_seed():
    runs = [run(seed=2), run(seed=0), run("seat"), run(seed=1, ablation="l3"), run(dataset="imdb")]
    runs.append(run(seed=0))
    material = Material(pd.DataFrame(), Setting("demo", {"movies": "sst"}), runs, Path("none"))
    where = {"dataset": "movies", "method": "vanilla", "split": "test"}
    assert material.fitting(where) == [run(seed=0), run(seed=2)]
    assert material.fitting({"dataset": "sst", "encoder": "rnn"}) == []
    assert [one.seed for one in material.fitting({"method": "vanilla"})] == [0, 0, 2]  # two datasets
