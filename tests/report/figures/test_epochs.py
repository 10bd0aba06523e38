import pytest

from steady_attention.metrics.card import Unit
from steady_attention.report.figures.curves import far
from steady_attention.report.figures.lines import Epochs
from steady_attention.results.query import Heading
from steady_attention.results.setting import Material, Setting
from steady_attention.run.runs import Run, variant
from tests.results.evaluated import write
from tests.results.small import scored

FIGURE = Epochs(
    name="5",
    title="Curves",
    source="A paper, Figure 5",
    lines=(Heading("SST", {"dataset": "sst"}), Heading("Hate", {"dataset": "hate"})),
    panels=tuple(
        Heading(f"loss, {split}", {"split": split, "metric": "topk_loss"}, unit=Unit("plain", 1, 5))
        for split in ("train", "dev")
    ),
    where={"encoder": "rnn", "attention": "additive", "method": "seat"},
)


def run(seed=0, method="seat", **changes):
    return Run("synthetic_sentiment", "rnn", "additive", method, variant(changes), seed)


@pytest.fixture
def material(tmp_path):
    runs = []
    for seed in (0, 1):
        history = [
            {"epoch": epoch, "loss": 9.0, "train_topk_loss": 0.02 * seed + 0.1 / epoch, "dev_topk_loss": 0.25}
            for epoch in (1, 2)
        ]
        runs.append(write(tmp_path, run(seed), {"f1": 0.5}, history=history))
    runs.append(write(tmp_path, run(7, ablation="l3"), {"f1": 0.5}, history=[]))
    runs.append(write(tmp_path, run(7, method="vanilla"), {"f1": 0.5}, history=[{"epoch": 1, "loss": 1.0}]))
    setting = Setting("demo", {"sst": "synthetic_sentiment"})
    return Material(scored(runs, tmp_path), setting, runs, tmp_path)


def test_means_over_seeds_of_what_the_history_keeps(material):
    points = FIGURE.points(material)
    columns = ["panel", "line", "corpus", "split", "x", "mean", "std", "runs", "wanted", "seeds"]
    assert points[columns].values.tolist() == [
        ["loss, train", "SST", "synthetic_sentiment", "train", 1, 0.11, 0.01414, 2, 2, "0 1"],
        ["loss, train", "SST", "synthetic_sentiment", "train", 2, 0.06, 0.01414, 2, 2, "0 1"],
        ["loss, dev", "SST", "synthetic_sentiment", "dev", 1, 0.25, 0.0, 2, 2, "0 1"],
        ["loss, dev", "SST", "synthetic_sentiment", "dev", 2, 0.25, 0.0, 2, 2, "0 1"],
    ]


def test_drawn_and_told(material):
    points = FIGURE.points(material)
    first, second = (FIGURE.svg(points, material.setting) for _ in range(2))
    assert first == second and ">loss, train</text>" in first
    assert "No run in this profile: Hate." in FIGURE.captions(points, material.setting)


def test_many_epochs_are_named_sparsely(material):
    history = [{"epoch": epoch, "train_topk_loss": 0.5, "dev_topk_loss": 0.5} for epoch in range(1, 14)]
    runs = [write(material.evaluations, run(5), {}, history=history)]
    points = FIGURE.points(Material(material.scores, material.setting, runs, material.evaluations))
    svg = FIGURE.svg(points, material.setting)
    assert len(points) == 26
    assert svg.count(">10</text>") == 2 and ">7</text>" not in svg and svg.count(">1</text>") == 2


def test_without_runs(tmp_path):
    empty = Material(scored([], tmp_path), Setting("demo"), (), tmp_path)
    points = FIGURE.points(empty)
    told = FIGURE.captions(points, empty.setting)
    assert points.empty and "Without a run for it here: loss, train; loss, dev." in told


def test_an_epoch_0_far_from_all_others_is_left_out_and_told(material):
    history = [
        {"epoch": epoch, "train_topk_loss": loss, "dev_topk_loss": 0.5}
        for epoch, loss in ((0, 97.0), (1, 0.7), (2, 0.5), (3, 0.3))
    ]
    runs = [write(material.evaluations, run(5), {}, history=history)]
    points = FIGURE.points(Material(material.scores, material.setting, runs, material.evaluations))
    train, dev = (points[points["panel"] == f"loss, {split}"] for split in ("train", "dev"))
    assert far(FIGURE, train).tolist() == [True, False, False, False] and not far(FIGURE, dev).any()
    told = "Epoch 0, far from all others, is not drawn of some lines (CSV): loss, train."
    assert told in FIGURE.captions(points, material.setting)


def test_panels_of_one_figure_have_one_axis_of_epochs(material):
    """Epoch 0 is far out of train and left out of its lines; dev draws it, and so both begin there."""
    history = [
        {"epoch": epoch, "train_topk_loss": loss, "dev_topk_loss": 0.5}
        for epoch, loss in ((0, 97.0), (1, 0.7), (2, 0.5), (3, 0.3))
    ]
    runs = [write(material.evaluations, run(5), {}, history=history)]
    points = FIGURE.points(Material(material.scores, material.setting, runs, material.evaluations))
    train, dev = FIGURE.draw(points, material.setting).axes[:2]
    assert train.get_xlim() == dev.get_xlim() and list(train.get_xticks()) == [0, 1, 2, 3]
    assert min(train.get_lines()[0].get_xdata()) == 1 and min(dev.get_lines()[0].get_xdata()) == 0
