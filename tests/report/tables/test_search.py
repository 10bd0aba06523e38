"""The best value on dev, by hand."""

from dataclasses import replace

import pandas as pd

from steady_attention.pipeline import params
from steady_attention.report.scores import COLUMNS
from steady_attention.report.tables import search

PARAMS = params.load()
TUNED = {"sst": {"word_at": {"epsilon": 1.0}}}
PARAMS = replace(
    PARAMS,
    methods=PARAMS.methods | {"word_at": {"epsilon": 5.0}, "attention_at": {"epsilon": 30.0}},
    profiles={"demo": replace(PARAMS.at("demo"), tuned=TUNED)},
)


def frame(*rows):
    """rows: method, epsilon, seed, dev F1; a higher test F1 stands beside each."""
    place = ("search", "sst", "bilstm", "additive")
    numbers = [
        (*place, method, f"epsilon={epsilon}", seed, split, "f1", value + (split == "test") * (9 - epsilon))
        for method, epsilon, seed, value in rows
        for split in ("dev", "test")
    ]
    return pd.DataFrame(numbers, columns=list(COLUMNS))


SCORES = frame(
    ("word_at", 1.0, 0, 0.7), ("word_at", 1.0, 1, 0.9), ("word_at", 0.1, 0, 0.8), ("word_at", 5.0, 0, 0.5),
    ("attention_at", 1.0, 0, 0.6), ("attention_at", 30.0, 0, 0.5),
)  # fmt: skip


def test_dev_decides_and_the_smaller_of_equal_values():
    """Word AT: 0.8 at epsilon 0.1 and, as the mean of 0.7 and 0.9, at 1."""
    found = search.results(SCORES, PARAMS, "demo").set_index(["method", "value"])
    assert found["best"].to_dict() == {
        ("attention_at", 1.0): True, ("attention_at", 30.0): False,
        ("word_at", 0.1): True, ("word_at", 1.0): False, ("word_at", 5.0): False,
    }  # fmt: skip
    assert found.loc[("word_at", 1.0), "runs"] == 2


def test_tuned_comes_before_the_methods_section():
    found = search.results(SCORES, PARAMS, "demo").set_index(["method", "value"])
    assert found["chosen"].to_dict() == {
        ("attention_at", 1.0): False, ("attention_at", 30.0): True,
        ("word_at", 0.1): False, ("word_at", 1.0): True, ("word_at", 5.0): False,
    }  # fmt: skip


def test_a_choice_that_is_not_the_best_is_told():
    found = search.results(SCORES, PARAMS, "demo")
    assert search.differing(found) == [
        "attention_at on sst (bilstm, additive): epsilon 1 is best on dev",
        "word_at on sst (bilstm, additive): epsilon 0.1 is best on dev",
    ]
    agreed = replace(PARAMS, methods=PARAMS.methods | {"attention_at": {"epsilon": 1.0}})
    assert len(search.differing(search.results(SCORES, agreed, "demo"))) == 1


def test_the_table():
    grid = search.grid(search.results(SCORES, PARAMS, "demo"))
    assert grid.header == ("runs", "method", "key", "0.1", "1", "5", "30")
    assert grid.rows[0][:3] == ["sst bilstm additive", "attention_at", "epsilon"]
    assert grid.rows[0][3:] == ["–", "60.00* (1)", "–", "50.00# (1)"]
    assert grid.rows[1][3:] == ["80.00* (1)", "80.00# (2)", "50.00 (1)", "–"]


def test_a_profile_that_searches_nothing():
    found = search.results(SCORES[:0], PARAMS, "demo")
    assert len(found) == 0 and search.differing(found) == [] and search.grid(found).rows == []
