"""A small profile's evaluations, written as the evaluate stage writes them."""

import json

import pandas as pd
import pytest

from steady_attention.results import collect, scores
from steady_attention.results.evaluated import folder_of
from steady_attention.run.runs import Run, variant
from tests.results.evaluated import put

WORDS = ["a", "<b>bold</b>", "film"]


def run(method="vanilla", seed=0, dataset="sst", **changes):
    return Run(dataset, "bilstm", "additive", method, variant(changes), seed)


def write(evaluations, one, f1, pearson=0.5):
    """A run's evaluation; dev F1 is a tenth above test F1, and everything else follows from the two."""
    dev = {"f1": f1 + 0.1, "macro_f1": f1, "accuracy": f1}
    test = {"f1": f1, "macro_f1": f1, "accuracy": f1, "pearson": pearson, "kendall": pearson}
    numbers = {"dev": dev, "test": test, "best_epoch": 3, "counts": {"test": 7, "correlation_defined": 5}}
    example = {"id": "test-0", "words": WORDS, "label": 1, "probabilities": [0.25, 0.75]}
    example |= {"attention": [0.2, 0.5, 0.3], "importance": [0.0, -0.4, 0.1]}
    files = {
        "scores": numbers,
        "examples": [example, {**example, "id": "test-1", "label": 0}],
        "history": [],
        "item": {"name": one.name, "fingerprint": f"print of {one.method}/{one.name}"},
    }
    put(folder_of(one, evaluations), **{name: json.dumps(content) for name, content in files.items()})
    return one


def own_table(suites, evaluations):
    """The runs' own numbers, columns scores.TABLE."""
    return pd.DataFrame(collect.own_rows(suites, evaluations), columns=list(scores.TABLE))


def scored(runs, evaluations):
    """The runs' own numbers, as a suite's frame."""
    return scores.of_suite(own_table({"s": runs}, evaluations), "s")


def suite_scores(runs, evaluations):
    """The frame of a suite of these runs, what follows from their predictions with it."""
    return scores.of_suite(collect.collect({"s": runs}, evaluations, {}), "s")


@pytest.fixture
def evaluations(tmp_path):
    return tmp_path / "demo" / "evaluation"


@pytest.fixture
def runs(evaluations):
    """Vanilla with three seeds, attention_vat without, with few and with many unlabeled texts."""
    means = {0: 0.80, 1: 0.81, 2: 0.82}
    made = [write(evaluations, run(seed=seed), f1, None) for seed, f1 in means.items()]
    for amount, gain in ((0, 0.01), (500, 0.02), (2000, 0.04)):
        for seed, f1 in means.items():
            one = run("attention_vat", seed, unlabeled=amount)
            made.append(write(evaluations, one, f1 + gain, pearson=f1))
    return made
