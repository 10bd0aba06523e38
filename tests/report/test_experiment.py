"""What DVC shows of a run, by hand."""

from dataclasses import replace

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
