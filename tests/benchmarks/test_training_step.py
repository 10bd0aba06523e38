"""The benchmark's table on hand-made times, and its batches."""

from types import SimpleNamespace

import pytest

from benchmarks import training_step
from benchmarks.step_table import METHODS, Times, ratio, section, targets

OURS = {method: [0.010, 0.020, 0.010] for method in METHODS} | {
    "word_at": [0.024, 0.047, 0.023],
    "word_vat": [0.033, 0.066, 0.033],
    "attention_at": [0.011, 0.020, 0.010],
    "attention_vat": [0.012, 0.026, 0.012],
}
PLAIN = {
    "vanilla": [0.020, 0.040, 0.050],
    "attention_at": [0.033, 0.060, 0.040],
    "attention_vat": [0.060, 0.078, 0.060],
}


def times(length=20):
    """Three repetitions; the second met a busy machine."""
    return Times(length, [600, 600, 700], {"plain": PLAIN, "ours": OURS})


def test_ratio_is_of_the_same_repetition():
    """2, 2, 5: median 2; that of the medians would be 4."""
    assert ratio([0.020, 0.040, 0.050], [0.010, 0.020, 0.010]) == 2.0


def test_rows_by_hand():
    lines = section(times()).splitlines()
    assert lines[0] == "## T = 20: 600 real tokens a batch"
    assert "| vanilla | 40.0 | 10.0 | 2.00 | 1.00 | 15,000 | 60,000 |" in lines
    assert "| attention_at | 40.0 | 11.0 | 3.00 | 1.00 | 17,500 | 54,545 |" in lines
    assert "| attention_vat | 60.0 | 12.0 | 5.00 | 1.20 | 10,000 | 50,000 |" in lines
    assert "| word_at | - | 24.0 | - | 2.35 | - | 25,000 |" in lines, "of which there is no plain step"


def test_targets_met_and_not():
    """Vanilla's 2.0 meets 1.4 and attention_at's 3.0 misses 3.4. Of vanilla: 2.35 is below 2.4, 3.3 not below
    3.2; 1.0 is below 1.1, 1.2 is not.
    """
    faster = {"vanilla": True, "attention_at": False}
    cost = {
        "word_at": True,
        "word_vat": False,
        "attention_at": True,
        "attention_iat": True,
        "attention_vat": False,
        "attention_ivat": True,
    }
    assert [target.met for target in targets(times())] == [*faster.values(), *cost.values()]
    assert section(times()).count("**not met**") == 3


def test_targets_depend_on_the_length():
    assert [target.met for target in targets(times(170))][:2] == [True, False]
    assert "attention_at: plain / ours at least 6.0" in section(times(170))
    assert len(targets(times(7))) == 6, "a length of which nothing is promised but the cost"


@pytest.mark.parametrize("check, code", [(True, 1), (False, 0)])
def test_only_a_check_fails_on_a_missed_target(monkeypatch, capsys, check, code):
    monkeypatch.setattr(training_step, "measure", lambda length, repetitions: times(length))
    arguments = SimpleNamespace(length=None, repetitions=3, write=False, check=check)
    assert training_step.main(arguments) == code
    assert "## T = 20" in (out := capsys.readouterr().out) and "## T = 170" in out


def test_batches_are_of_the_said_size():
    """Lengths within 10 % of T, ids of real words only, the same again from the same number."""
    batch, again = training_step.make_batch(20, 3), training_step.make_batch(20, 3)
    assert batch.tokens.equal(again.tokens)
    assert len(batch.tokens) == training_step.BATCH
    assert 18 <= batch.lengths.min() and batch.lengths.max() <= 22
    assert batch.tokens[batch.mask].min() >= 2 and batch.tokens.max() < training_step.VOCABULARY


@pytest.mark.parametrize("given", ["0", "-1", "two"])
def test_a_count_is_at_least_one(given, capsys):
    with pytest.raises(SystemExit):
        training_step.parser().parse_args(["--repetitions", given])
    assert f"expected a whole number of at least 1, got '{given}'" in capsys.readouterr().err
