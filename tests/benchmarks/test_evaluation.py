"""The evaluation benchmark's table on hand-made times, its texts, and one small run."""

from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks import evaluation, measures

SECONDS = {
    "gradient importance": ([0.004, 0.006, 0.020], [0.001, 0.002, 0.004]),
    "comprehensiveness and sufficiency": ([0.006, 0.006, 0.006], [0.003, 0.002, 0.003]),
    "sensitivity": ([0.5, 0.5, 0.5], [0.1, 0.1, 0.1]),
    measures.OTHER: ([0.2, 0.2, 0.2], [0.1, 0.1, 0.1]),
}


def test_rows_by_hand():
    """Ratios are the medians of 4, 3, 5 and of 2, 3, 2; a ratio of just 5 is enough."""
    lines = evaluation.text(SECONDS, 64, 4).splitlines()
    assert "| gradient importance | 6.0 | 2.00 | 4.0 | 3, met |" in lines
    assert "| comprehensiveness and sufficiency | 6.0 | 3.00 | 2.0 | 3, **not met** |" in lines
    assert "| sensitivity | 500.0 | 100.00 | 5.0 | 5, met |" in lines
    assert "| sensitivity, the fast search in both | 200.0 | 100.00 | 2.0 | - |" in lines
    assert "Medians of 3 repetitions on 64 texts of 10 to 30 words" in lines
    assert evaluation.missed(SECONDS) == ["comprehensiveness and sufficiency"]


@pytest.mark.parametrize("check, code", [(True, 1), (False, 0)])
def test_only_a_check_fails_on_a_missed_target(monkeypatch, capsys, check, code):
    monkeypatch.setattr(evaluation, "measured", lambda *numbers: SECONDS)
    arguments = SimpleNamespace(texts=64, single=4, repetitions=3, write=False, check=check)
    assert evaluation.main(arguments) == code
    assert capsys.readouterr().out.startswith("# Measures of a trained run")


def test_every_measure_is_timed_both_ways_in_every_repetition(monkeypatch, capsys):
    """Three texts of seven one at a time: the shortest, the middle one and the longest; the warm-up is not
    counted.
    """
    seen = []
    pair = measures.Pair(
        lambda model, some: seen.append(int(some.lengths[0])), lambda model, some: seen.append(len(some))
    )
    monkeypatch.setattr(evaluation, "PAIRS", {"sensitivity": pair})
    monkeypatch.setattr(measures, "make_model", lambda: None)
    found = evaluation.measured(7, 3, 2)
    assert [len(times) for times in found["sensitivity"]] == [2, 2]
    expected = []
    for amount, number in ((3, -1), (7, 0), (7, 1)):
        lengths = np.sort(measures.make_texts(amount, number).lengths)
        expected += [*lengths[[0, amount // 2, amount - 1]].tolist(), amount]
    assert seen == expected
    assert capsys.readouterr().err.splitlines() == ["warm-up", "repetition 1/2", "repetition 2/2"]


def test_texts_are_of_the_said_sizes():
    """The same again from the same number; ids of real words only."""
    some, again = measures.make_texts(61, 3), measures.make_texts(61, 3)
    assert some.tokens.tolist() == again.tokens.tolist() and len(some) == 61
    assert 10 <= some.lengths.min() and some.lengths.max() <= 30
    assert some.tokens.min() >= 2 and some.tokens.max() < measures.VOCABULARY


def test_both_sides_measure_the_same(monkeypatch):
    """On three texts of a model with random weights: to the last digits, the searches within 3 %."""
    monkeypatch.setattr(measures, "SHARES", (0.1, 0.5))
    model, some = measures.make_model(), measures.make_texts(3, 0)
    for name, pair in measures.PAIRS.items():
        alone = [pair.single(model, some.take(np.array([i]))) for i in range(3)]
        together = pair.batched(model, some)
        if name == "gradient importance":
            for row, (one,) in zip(together, alone, strict=True):
                np.testing.assert_allclose(row, one, rtol=1e-3, atol=1e-6)
        else:
            axis = 0 if name.startswith("sensitivity") else 2
            rows = np.concatenate([np.asarray(one) for one in alone], axis=axis)
            np.testing.assert_allclose(np.asarray(together), rows, rtol=0.03, atol=1e-6)
