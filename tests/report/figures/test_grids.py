"""Values of a setting by epochs, by hand."""

import pytest

from steady_attention.metrics.card import PLAIN
from steady_attention.report.figures.grids import COLUMNS, Grids
from steady_attention.report.figures.lines import Epochs
from steady_attention.results.query import Heading
from steady_attention.results.setting import Material, Setting
from steady_attention.run.runs import Run, variant
from tests.results.evaluated import write
from tests.results.small import scored

SETTING = Setting("demo")
WHERE = {"encoder": "rnn", "attention": "additive"}
PANELS = tuple(
    Heading(
        label,
        {"dataset": "sst", "method": method, "split": "dev", "metric": metric},
        method,
        unit=unit,
        fold=True,
    )
    for method in ("attention_at", "attention_rp")
    for metric, label, unit in (("f1", "F1", None), ("entropy", "H / ln T", PLAIN))
)
FIGURE = Grids(name="1", title="Epsilon", source="Ours", key="epsilon", panels=PANELS, where=WHERE, columns=2)


@pytest.fixture
def material(tmp_path):
    """Attention AT at two values, two seeds of the first; a run that changes more, and the default."""

    def history(f1):
        return [{"epoch": n, "dev_f1": f1 + n / 8, "dev_entropy": 0.5 if n else None} for n in (0, 1)]

    runs = [
        write(
            tmp_path,
            Run("sst", "rnn", "additive", "attention_at", variant(changes), seed),
            {},
            history=history(f1),
        )
        for changes, seed, f1 in (
            ({"epsilon": 0.5}, 0, 0.25),
            ({"epsilon": 0.5}, 1, 0.5),
            ({"epsilon": 5.0}, 0, 0.75),
            ({"epsilon": 5.0, "unlabeled": 7}, 0, 0.1),
            ({}, 0, 0.1),
        )
    ]
    return Material(scored(runs, tmp_path), SETTING, runs, tmp_path)


def test_means_by_value_and_epoch(material):
    points = FIGURE.points(material)
    assert tuple(points.columns) == COLUMNS
    f1 = points[points["metric"] == "f1"]
    assert f1[["panel", "value", "epoch", "mean", "std", "runs", "seeds"]].values.tolist() == [
        ["attention_at, F1", 0.5, 0, 37.5, 17.68, 2, "0 1"],
        ["attention_at, F1", 0.5, 1, 50.0, 17.68, 2, "0 1"],
        ["attention_at, F1", 5.0, 0, 75.0, 0.0, 1, "0"],
        ["attention_at, F1", 5.0, 1, 87.5, 0.0, 1, "0"],
    ]
    entropy = points[points["metric"] == "entropy"]
    assert entropy[["value", "epoch", "mean"]].values.tolist() == [[0.5, 1, 0.5], [5.0, 1, 0.5]]


def test_drawn_alike_and_told(material):
    points = FIGURE.points(material)
    first, second = (FIGURE.svg(points, SETTING) for _ in range(2))
    assert first == second and ">50.0</text>" in first and ">37.5</text>" not in first  # epoch 0
    assert first.count(">epsilon</text>") == 1 and ">attention_at, F1 [%]</text>" in first
    assert "not in this profile" not in first
    assert (
        FIGURE.captions(points, SETTING)[-1]
        == "Without a run for it here: attention_rp, F1; attention_rp, H / ln T."
    )


def test_without_runs(tmp_path):
    empty = Material(scored([], tmp_path), SETTING, (), tmp_path)
    assert FIGURE.points(empty).empty


def test_curves_of_runs_whose_setting_is_changed(material):
    """A line names the change."""
    figure = Epochs(
        name="2",
        title="Curves",
        source="Ours",
        lines=(
            Heading("as it is", {"method": "attention_at"}),
            Heading("epsilon 0.5", {"method": "attention_at", "epsilon": 0.5}),
        ),
        panels=(Heading("F1", {"dataset": "sst", "split": "dev", "metric": "f1"}),),
        where=WHERE,
    )
    points = figure.points(material)
    assert points[["line", "x", "mean", "runs", "wanted"]].values.tolist() == [
        ["as it is", 0, 10.0, 1, 1],
        ["as it is", 1, 22.5, 1, 1],
        ["epsilon 0.5", 0, 37.5, 2, 2],
        ["epsilon 0.5", 1, 50.0, 2, 2],
    ]
    assert "bands: sample standard deviation" in figure.captions(points, SETTING)[0]
    assert figure.svg(points, SETTING) == figure.svg(points, SETTING)
