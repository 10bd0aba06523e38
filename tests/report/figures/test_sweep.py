import pandas as pd
import pytest

from steady_attention.report.figures import figure
from steady_attention.report.figures.lines import Sweep
from steady_attention.results.query import Heading
from steady_attention.results.scores import COLUMNS
from steady_attention.results.setting import Material, Setting
from steady_attention.run.runs import Run

SETTING = Setting("small")
CURVE = Sweep(
    name="4",
    title="Words deleted",
    source="A paper, Figure 4",
    x="k",
    x_label="K",
    lines=(
        Heading("Random", {"method": "random", "attention": "max"}),
        Heading("ATT", {"method": "vanilla", "attention": "additive"}),
    ),
    panels=(
        Heading("AOPC", {"dataset": "sst", "metric": "aopc"}, "SST"),
        Heading("AOPC", {"dataset": "imdb", "metric": "aopc"}, "IMDB"),
        Heading("AOPC", {"dataset": "trec", "metric": "aopc"}, "Trec, ours", fold=True),
    ),
    where={"encoder": "lstm", "split": "test"},
)


def row(metric, value, seed=0, method="vanilla", variant="default"):
    attention = "max" if method == "random" else "additive"
    return ("sst", "lstm", attention, method, variant, seed, "test", metric, value)


ROWS = (
    row("aopc@2", 0.3),
    row("aopc@2", 0.5, 1),
    row("aopc@10", 0.6),
    row("aopc@10", 0.6, 1),
    row("aopc@1", 0.1),
    row("aopc@1", 0.2, 1),
    row("aopc@1", 0.05, method="random"),
    row("aopc_averaged@1", 0.9),
    row("p_at_1@polarity=positive", 0.9),
    row("accuracy", 0.9),
    row("aopc@1", 0.9, variant="beta=0.1"),
)


@pytest.fixture
def material(tmp_path):
    runs = [Run("sst", "lstm", "additive", "vanilla", (), seed) for seed in (0, 1)]
    return Material(pd.DataFrame(ROWS, columns=list(COLUMNS)), SETTING, runs, tmp_path)


def test_the_size_behind_a_metric_is_x(material):
    points = CURVE.points(material)
    found = points[["line", "x", "mean", "std", "runs", "wanted"]].to_numpy().tolist()
    assert found == [
        ["Random", 1, 5.0, 0.0, 1, 1],
        ["ATT", 1, 15.0, 7.07, 2, 2],
        ["ATT", 2, 40.0, 14.14, 2, 2],
        ["ATT", 10, 60.0, 0.0, 2, 2],
    ]
    assert set(points["metric"]) == {"aopc"} and set(points["key"]) == {"k"}


def test_a_lacking_run_is_counted(material):
    fewer = material.scores[(material.scores["metric"] != "aopc@10") | (material.scores["seed"] == 0)]
    points = CURVE.points(Material(fewer, SETTING, material.runs, material.evaluations))
    assert points[points["x"] == 10][["runs", "wanted"]].to_numpy().tolist() == [[1, 2]]
    assert "Of fewer runs: ATT, SST, AOPC, 10: measured of 1 of 2 runs." in CURVE.captions(points, SETTING)


def test_panels_without_runs_are_named(material):
    points = CURVE.points(material)
    svg = CURVE.svg(points, SETTING)
    assert "not in this profile" not in svg and "IMDB" not in svg and "Trec" not in svg
    assert CURVE.captions(points, SETTING)[-1].startswith("Without a run for it here: IMDB")


def test_of_many_sizes_every_fifth_is_named(tmp_path):
    rows = [row(f"aopc@{k}", k / 100) for k in range(1, 21)]
    material = Material(pd.DataFrame(rows, columns=list(COLUMNS)), SETTING, (), tmp_path)
    svg = CURVE.svg(CURVE.points(material), SETTING)
    assert all(f">{k}</text>" in svg for k in (1, 5, 10, 15, 20))
    assert ">7</text>" not in svg and ">13</text>" not in svg


def test_equal_bytes_and_a_csv(material):
    points = CURVE.points(material)
    assert CURVE.svg(points, SETTING) == CURVE.svg(points, SETTING)
    assert len(figure.to_csv(points).splitlines()) == 5


def test_no_run_at_all(tmp_path):
    points = CURVE.points(Material(pd.DataFrame(columns=list(COLUMNS)), SETTING, (), tmp_path))
    told = CURVE.captions(points, SETTING)
    assert points.empty and told[-1].startswith("Without a run for it here: SST, AOPC; IMDB")
