"""Means and intervals over seeds and folds, differences to vanilla seed by seed, and costs."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from steady_attention.results import comparison
from steady_attention.results.scores import COLUMNS
from steady_attention.run.runs import Run

METHODS = ["vanilla", "seat", "base"]


def frame(values, metric="f1"):
    """values: (dataset, attention, method, seed) -> value."""
    rows = [
        (data, "bilstm", attention, method, "default", seed, "test", metric, value)
        for (data, attention, method, seed), value in values.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def test_the_interval_of_three_seeds_by_hand():
    mean, low, high = comparison.interval(np.array([[0.2, 0.4, 0.9]]))
    assert mean == pytest.approx(0.5)
    half = 4.302653 * np.std([0.2, 0.4, 0.9], ddof=1) / math.sqrt(3)
    assert (mean - low, high - mean) == (pytest.approx(half, rel=1e-6), pytest.approx(half, rel=1e-6))


@pytest.mark.parametrize("seed", range(3))
def test_it_is_scipys_over_seeds(seed):
    values = np.random.default_rng(seed).normal(size=(1, 5))
    expected = stats.ttest_1samp(values[0], 0.0).confidence_interval(0.95)
    assert comparison.interval(values)[1:] == pytest.approx((expected.low, expected.high))


def test_over_folds_it_is_of_their_means_and_wider():
    values = np.array([[0.1, 0.3], [0.5, 0.7], [0.3, 0.5]])
    mean, low, high = comparison.interval(values)
    half = 4.302653 * 0.2 * math.sqrt(1 / 3 + 1 / 2)
    assert (mean, low, high) == pytest.approx((0.4, 0.4 - half, 0.4 + half), rel=1e-6)


def test_one_number_has_no_interval_and_an_undefined_one_no_mean():
    assert np.isnan(comparison.interval(np.array([[0.3]]))[1:]).all()
    assert np.isnan(comparison.interval(np.array([[0.3, np.nan]]))).all()


def test_differences_are_taken_seed_by_seed():
    """Both methods spread by 0.6; their difference does not."""
    values = {("mine", "additive", "vanilla", s): v for s, v in enumerate((0.1, 0.4, 0.7))}
    values |= {("mine", "additive", "seat", s): v for s, v in enumerate((0.2, 0.5, 0.8))}
    values |= {("mine", "max", "base", s): v for s, v in enumerate((0.3, 0.3, 0.3))}
    found = comparison.numbers(frame(values), {"mine": ["mine"]}, ["f1"], METHODS).set_index("method")
    assert list(found.index) == METHODS and set(found["attention"]) == {"additive"}
    seat = found.loc["seat"]
    assert (seat["difference"], seat["difference_low"]) == pytest.approx((0.1, 0.1))
    assert seat["high"] - seat["low"] > 1 and seat["seeds"] == "0 1 2"
    assert np.isnan(found.loc["vanilla", "difference"])


def test_seeds_that_one_lacks_are_in_no_difference():
    values = {("mine", "additive", "vanilla", s): v for s, v in zip((1, 2, 3), (0.8, 0.85, 0.9), strict=True)}
    values |= {("mine", "additive", "seat", s): v for s, v in zip((0, 1, 2), (0.7, 0.81, 0.86), strict=True)}
    found = comparison.numbers(frame(values), {"mine": ["mine"]}, ["f1"], METHODS).set_index("method")
    assert found.loc["seat", "difference"] == pytest.approx(0.01)


def test_folds_are_one_corpus():
    values = {
        (f"mine_fold{f}", "additive", m, s): 0.1 * f + 0.01 * s + 0.001 * len(m)
        for f in (1, 2, 3)
        for m in METHODS[:2]
        for s in (0, 5)
    }
    families = {"mine": ["mine_fold1", "mine_fold2", "mine_fold3"]}
    found = comparison.numbers(frame(values), families, ["f1"], METHODS)
    assert list(found["corpus"]) == ["mine", "mine"]
    assert list(found["folds"]) == [3, 3] and list(found["runs"]) == [6, 6]
    assert found["mean"][0] == pytest.approx(0.2 + 0.025 + 0.007)
    assert found["difference"][1] == pytest.approx(-0.003)


def test_costs_are_means_and_ratios_to_vanilla_of_the_same_seed():
    def run(method, seed, attention="additive"):
        return Run("mine", "bilstm", attention, method, (), seed)

    seconds = {run("vanilla", s): {"train": 2.0 + s, "evaluate": 1.0} for s in (0, 1)}
    seconds |= {run("seat", s): {"train": 3 * (2.0 + s), "evaluate": 7.0} for s in (0, 1)}
    seconds |= {run("base", 0, "max"): {"train": 1.0, "evaluate": math.nan}}
    found = comparison.costs(seconds, {"mine": ["mine"]}, METHODS).set_index("method")
    assert list(found["train_seconds"]) == [2.5, 7.5, 1.0]
    assert list(found["train_ratio"]) == [1.0, 3.0, 0.5] and list(found["runs"]) == [2, 2, 1]
    assert list(found["evaluate_seconds"])[:2] == [1.0, 7.0] and math.isnan(found["evaluate_seconds"].iloc[2])
