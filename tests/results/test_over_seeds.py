"""Distances from the other seeds: what lies in the middle of the texts, and in the tail."""

import math

import pytest

from steady_attention.results import collect, over_seeds
from steady_attention.run.runs import Run
from tests.results.evaluated import write

LN2 = math.log(2)


def run(seed):
    return Run("sst", "rnn", "additive", "vanilla", (), seed)


def test_median_and_95th_percentile_over_the_texts_mean_over_the_other_seeds(tmp_path):
    """Of three texts seed 1 attends to one otherwise than seed 0, and seed 2 to two: sorted distances
    (0, 0, ln 2), (0, ln 2, ln 2), and between seeds 1 and 2 (0, 0, ln 2). The 95th percentile of three is
    0.9 of the way from the second to the third.
    """
    same, other = [1, 0], [0, 1]
    words = ([same, same, same], [other, same, same], [other, other, same])
    runs = [write(tmp_path, run(seed), {}, own, [[0.5, 0.5]] * 3) for seed, own in enumerate(words)]
    table = collect.collect({"s": runs}, tmp_path, {})
    found = {(one.metric, one.seed): one.value for one in table.itertuples() if one.suites == "s"}
    middle = {seed: found["jsd_seeds_median", seed] for seed in range(3)}
    assert middle == pytest.approx({0: LN2 / 2, 1: 0.0, 2: LN2 / 2}, abs=1e-6)
    tail = {seed: found["jsd_seeds_p95", seed] for seed in range(3)}
    assert tail == pytest.approx({0: (0.9 + 1) * LN2 / 2, 1: 0.9 * LN2, 2: (0.9 + 1) * LN2 / 2}, abs=1e-6)
    assert found["jsd@seeds", 0] == pytest.approx((1 / 3 + 2 / 3) * LN2 / 2, abs=1e-6)


def test_every_metric_is_there_and_one_of_attention_needs_some(tmp_path):
    runs = [write(tmp_path, run(seed), {}) for seed in range(2)]
    base = [Run("sst", "rnn", "max", "base", (), seed) for seed in range(2)]
    runs += [write(tmp_path, one, {}, attention=None) for one in base]
    table = collect.collect({"s": runs}, tmp_path, {})
    metrics = {
        method: set(own["metric"]) & set(over_seeds.METRICS) for method, own in table.groupby("method")
    }
    assert metrics == {"vanilla": set(over_seeds.METRICS), "base": {"tvd@seeds"}}
