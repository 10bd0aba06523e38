"""F1 by other rules of decision, on four texts that a reader counts."""

import numpy as np
import pytest

from steady_attention.metrics.card import PERCENT
from steady_attention.metrics.cards import card_of
from steady_attention.results import decisions
from steady_attention.run.runs import Run
from tests.results.evaluated import write

CHANCES = ((0.375, 0.625), (0.4, 0.6), (0.6, 0.4), (0.7, 0.3))  # of classes 0 and 1
LABELS = (1, 1, 1, 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("f1_of_class_0", 2 / 3),  # decided: the last two; one of them right
        ("f1_at_0.622", 2 / 4),  # decided: the first alone, of three
        ("f1_of_class_0_at_0.622", 1.0),  # decided: the last alone, and it is the one
    ],
)
def test_by_hand(name, value):
    found = decisions.f1(np.array(CHANCES), np.array(LABELS), *decisions.RULES[name])
    assert found == pytest.approx(value)


def test_a_class_that_is_never_decided():
    assert decisions.f1(np.array(CHANCES), np.array(LABELS), 1, 0.9) == 0.0
    assert decisions.f1(np.array(CHANCES), np.zeros(4, int), 1, 0.9) == 0.0


def test_the_threshold_is_that_of_a_logit_of_one_half():
    assert np.log(decisions.PUBLISHED / (1 - decisions.PUBLISHED)) == pytest.approx(0.5)


def test_rows_of_two_classes_alone(tmp_path):
    two, three = (Run(name, "rnn", "additive", "vanilla", (), 0) for name in ("two", "three"))
    write(tmp_path, two, {}, attention=None, probabilities=CHANCES, labels=LABELS)
    write(tmp_path, three, {}, attention=None, probabilities=((0.2, 0.3, 0.5),), labels=(2,))
    frame = decisions.rows("seat", [two, three], tmp_path)
    assert list(frame["metric"]) == list(decisions.RULES) and set(frame["dataset"]) == {"two"}
    assert list(frame["value"]) == pytest.approx([2 / 3, 0.5, 1.0], abs=1e-6)
    assert {card_of(name).unit for name in decisions.RULES} == {PERCENT}
