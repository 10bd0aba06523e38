"""The throughput benchmark: its tables on hand-made times, its page, and steps of every method."""

from dataclasses import replace

import pytest
import torch

from benchmarks import precision, rates, stacked_rates, timing
from benchmarks.method_steps import AS_VANILLA, PHASES, of_methods, of_plain
from benchmarks.rates import Rates, Work
from benchmarks.throughput_page import HEADS, page, section
from benchmarks.workloads import Workload
from steady_attention import methods
from tests.tiny import BERT

CPU = torch.device("cpu")
WORDS = 14_000  # the ids of the benchmark's texts
TINY = {
    "bilstm": Workload("tiny", "bilstm", {"hidden": 5}, WORDS, 7, 3, 5, 1e-3),
    "bert": Workload("tiny", "bert", BERT | {"vocab_size": WORDS}, WORDS, 7, 3, 5, 1e-3),
}
RATES = Rates(
    "tiny: 600 real tokens in a batch of 32",
    600,
    {
        "vanilla": [0.010, 0.020, 0.010],
        "word_at": [0.020, 0.080, 0.030],
        "plain vanilla": [0.020, 0.040, 0.050],
        "fp32": [0.001, 0.002, 0.001],
        "copy": [0.002, 0.004, 0.002],
    },
    {"vanilla": Work(4_000_000_000, 1_000_000), "word_at": Work(8_000_000_000, 24_000_000)},
    {"fp32": 1_000_000_000, "copy": 2_000_000},
)


def test_medians_and_quartiles():
    """1, 2, 3, 4, 10: the middle is 3, a quarter of the way is 2, three quarters 4."""
    assert timing.quartiles([10.0, 1.0, 4.0, 2.0, 3.0]) == (2.0, 3.0, 4.0)
    assert timing.shown([10.0, 1.0, 4.0, 2.0, 3.0]) == "3.00 (2.00 to 4.00)"
    assert timing.shown([0.5], 0, percent=True) == "50 % (50 to 50)"


def test_steps_are_timed_in_turn():
    """Each repetition begins with another step; warm-up and repetitions are told by their number."""
    taken = []
    steps = {name: lambda number, name=name: taken.append((number, name)) for name in "ab"}
    found = timing.interleaved(steps, 2, CPU, "test")
    assert taken == [(-1, "a"), (-1, "b"), (0, "b"), (0, "a"), (1, "a"), (1, "b")]
    assert {name: len(values) for name, values in found.items()} == {"a": 2, "b": 2}


def test_rates_by_hand():
    """word_at's times are 2, 4 and 3 of vanilla's: a third of its rate. Its 8 GFLOP take 8 ms at a peak of
    1 in 1 ms, its 24 MB 24 ms at 2 in 2 ms: the limit is 24 ms of 20, then 48 of 80, then 24 of 30.
    """
    lines = rates.rows(RATES)
    assert lines[2] == (
        "| vanilla | 10.0 | 60,000 | 1.00 (1.00 to 1.00) | 15,000 | 2.00 (2.00 to 3.50) | 4.0 | 1 "
        "| 40 % (40 to 40) |"
    )
    assert lines[3] == (
        "| word_at | 30.0 | 20,000 | 0.33 (0.29 to 0.42) | - | - | 8.0 | 24 | 80 % (70 to 100) |"
    )
    assert len({line.count("|") for line in lines}) == 1, "as many cells in every line"


def test_what_wins_is_beyond_the_spread():
    """0.5 wins; 0.9 with an upper quartile of 0.96 does not."""
    seconds = {"fp32": [1.0, 1.0, 1.0], "bf16": [0.5, 0.5, 0.5], "fp32, compile": [0.9, 0.9, 1.02]}
    compared = precision.Compared("tiny", seconds, dict.fromkeys(seconds, 2.0))
    assert precision.verdict(compared).endswith("beyond the spread: bf16 (0.50).")
    assert "| fp32 | yes | 900.0 | 0.90 (0.90 to 0.96) | 2.0 |" in precision.rows(compared)
    none = precision.Compared("tiny", {"fp32": [1.0]}, {"fp32": 2.0})
    assert precision.verdict(none).endswith("none.")


def test_a_share_above_the_limit_is_called_what_it_is():
    """Vanilla's limit is 4 ms of 10; in 2 ms it would beat it."""
    assert rates.beyond(RATES) == []
    faster = replace(RATES, seconds=RATES.seconds | {"vanilla": [0.002, 0.004, 0.002]})
    assert "Above 100 %: vanilla." in rates.section(faster)


def test_stacked_table_by_hand():
    """4 runs in 0.2 s are 20 steps a second, in 0.1 s 40."""
    assert "| 20 | 4 | 20.0 | 40.0 | 2.00 (2.00 to 2.00) |" in stacked_rates.section([(20, 4, [0.2], [0.1])])


@pytest.mark.parametrize("encoder", TINY)
def test_every_method_has_a_step_that_trains(encoder):
    """vib in two phases; SEAT moves its attention alone, each phase of vib its own part. Not the controls."""
    workload, before = TINY[encoder], {}
    steps, batch = of_methods(workload, CPU), workload.batch(0)
    assert set(steps) == set(methods.NAMES) - {"vib", *AS_VANILLA} | set(PHASES)
    for name, (model, step) in steps.items():
        before = {part: tensor.clone() for part, tensor in model.state_dict().items()}
        step(batch)
        moved = {
            part.split(".")[0]
            for part, tensor in model.state_dict().items()
            if not tensor.equal(before[part])
        }
        expected = {
            "seat": {"scorer"},
            "vib, compressor": {"scorer", "bottleneck"},
            "vib, learner": {"embedding", "encoder", "decoder"},
            "base": {"embedding", "encoder", "decoder"},
        }
        assert moved == expected.get(name, {"embedding", "encoder", "scorer", "decoder"}), name


def test_plain_steps_are_of_the_bilstm_alone():
    steps = of_plain(TINY["bilstm"], CPU)
    assert set(steps) == {"vanilla", "attention_at", "attention_vat"} and not of_plain(TINY["bert"], CPU)
    for step in steps.values():
        step(TINY["bilstm"].batch(0))


def test_rates_are_measured_of_all(monkeypatch):
    """A whole measurement at tiny sizes: every name has its times, every method its work."""
    found = rates.measure(TINY["bilstm"], CPU, 1)
    assert set(found.seconds) == set(found.work) | {
        f"plain {n}" for n in ("vanilla", "attention_at", "attention_vat")
    } | {"fp32", "copy"}
    assert all(work.operations > 0 and work.bytes > 0 for work in found.work.values())
    assert found.work["word_at"].operations > 1.9 * found.work["vanilla"].operations


def test_a_part_replaces_its_section_and_no_other():
    first = page(
        "", {"jobs": section("jobs", "| old |", "here"), "peaks": section("peaks", "| kept |", "here")}
    )
    again = page(first, {"jobs": section("jobs", "| new |", "there")})
    assert "| kept |" in again and "| new |" in again and "| old |" not in again
    assert again.index(HEADS["peaks"]) < again.index(HEADS["jobs"]), (
        "in the parts' order, not in that of the runs"
    )
    assert page(again, {}) == again and again.count("\n# ") == 0
