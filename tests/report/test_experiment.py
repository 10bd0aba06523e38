"""What is shown of an experiment, by hand."""

from dataclasses import replace

import pytest

from steady_attention.report import experiment
from steady_attention.settings import params

DEMO = params.load().at("demo")
TEST = {
    "f1": 0.87654,
    "macro_f1": 0.5,
    "accuracy": 0.75,
    "pearson": None,
    "kendall": 0.25,
    "aopc": 0.5,
}
NOISE = {"delta=0.001": 0.1, "delta=0.05": 0.00246}
SCORES = {
    "dev": {"f1": 0.9, "accuracy": 0.8},
    "test": {**TEST, "attention_variance": 0.125, "jsd": NOISE, "tvd": NOISE},
}
OUTCOME = experiment.Outcome(
    "seat",
    {"profile": "demo", "dataset": "sst", "seed": 3},
    {"method": {"k": 7, "radius": 0.01}, "training": {"epochs": 5}},
    "glove: 5 of its 7 words have a vector",
    {"best_epoch": 2, "last_epoch": 5, "selection": "f1"},
    {"f1": 0.8125, "pearson": 0.5, "jsd_noise": 0.0025},
    {"f1": 0.8250, "jsd_noise": 0.0025},
)


def test_few_numbers_at_the_largest_noise_and_no_undefined_one():
    assert experiment.few(SCORES, DEMO, "lstm") == {
        "f1": 0.8765,
        "macro_f1": 0.5,
        "accuracy": 0.75,
        "jsd_noise": 0.0025,
        "tvd_noise": 0.0025,
        "dev_f1": 0.9,
    }


def test_bert_has_a_dev_score_of_its_own():
    bert = replace(DEMO.bert, train=replace(DEMO.bert.train, selection="accuracy"))
    shown = experiment.few(SCORES, replace(DEMO, bert=bert), "bert")
    assert shown["dev_accuracy"] == 0.8 and "dev_f1" not in shown


def test_curves():
    history = [{"epoch": 1, "loss": 0.5}, {"epoch": 2, "loss": 0.25}]
    assert experiment.curves(history) == "epoch,loss\n1,0.5\n2,0.25\n"


def test_the_outcome_says_settings_scores_and_differences():
    """An undefined score of vanilla's (pearson) leaves its row without a difference."""
    assert OUTCOME.text().splitlines() == [
        "seat: profile demo, dataset sst, seed 3",
        "  epoch: 2 of 5, chosen by dev's f1",
        "  method: k 7, radius 0.01",
        "  training: epochs 5",
        "  vectors: glove: 5 of its 7 words have a vector",
        "",
        "                          seat     vanilla  difference",
        "  f1                    0.8125      0.8250     -0.0125",
        "  pearson               0.5000",
        "  jsd_noise             0.0025      0.0025     +0.0000",
        "",
        experiment.NOT_ONE,
    ]


def test_vanilla_itself_has_nothing_beside_it():
    text = replace(OUTCOME, method="vanilla", vanilla=None, vectors="").text()
    assert "difference" not in text and "vectors" not in text and "This is vanilla itself" in text
    assert "  f1                    0.8125\n" in text


def test_long_settings_are_broken():
    many = {"method": {f"key_{n}": n for n in range(40)}}
    assert max(map(len, replace(OUTCOME, settings=many).text().splitlines())) <= experiment.LETTERS


def test_dvc_is_shown_the_differences_that_there_are():
    assert OUTCOME.metrics() == {**OUTCOME.shown, "f1_over_vanilla": -0.0125}
    assert replace(OUTCOME, vanilla=None).metrics() == OUTCOME.shown


@pytest.mark.parametrize("methods", [("vanilla",), ("vanilla", "seat")])
def test_the_curves_are_drawn_by_method_and_the_same_text_each_time(methods):
    """Epoch 0 has no loss, and an undefined score (seat's pearson in epoch 1) no point."""
    history = [{"epoch": 0, "dev_f1": 0.1, "dev_pearson": 0.2}]
    history += [{"epoch": 1, "loss": 0.5, "dev_f1": 0.7, "dev_pearson": None}]
    given, chosen = dict.fromkeys(methods, history), dict.fromkeys(methods, 1)
    svg = experiment.drawn(given, chosen)
    assert svg == experiment.drawn(given, chosen) and svg.startswith("<svg")
    for text in (*methods, *experiment.DRAWN.values()):
        assert text in svg
    assert "http" not in svg.replace("http://www.w3.org", "").replace("http://purl.org", "").replace(
        "http://creativecommons.org", ""
    )
