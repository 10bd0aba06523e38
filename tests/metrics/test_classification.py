"""Scores by hand."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, f1_score

from steady_attention.evaluation import attack
from steady_attention.evaluation.eraser import instances
from steady_attention.metrics import classification
from steady_attention.metrics.card import PERCENT
from steady_attention.metrics.cards import card_of
from steady_attention.metrics.classification import accuracy, decided, f1, macro_f1, scores
from steady_attention.metrics.deletion import averaged_drop
from steady_attention.metrics.erasure import drop
from steady_attention.report.page import heatmap

# Decisions 1 1 0 1 0 against labels 1 0 0 1 1: two true positives, one false one, one missed.
PROBABILITIES = np.array([[0.1, 0.9], [0.4, 0.6], [0.8, 0.2], [0.5, 0.5], [0.51, 0.49]])
LABELS = np.array([1, 0, 0, 1, 1])


def test_f1_of_the_positive_class():
    """Precision 2/3, recall 2/3."""
    assert f1(PROBABILITIES, LABELS) == pytest.approx(2 / 3)


def test_macro_f1():
    """Positive 2/3; negative: one of two found, one of two right, 1/2."""
    assert macro_f1(PROBABILITIES, LABELS) == pytest.approx((2 / 3 + 1 / 2) / 2)


def test_accuracy():
    assert accuracy(PROBABILITIES, LABELS) == pytest.approx(3 / 5)


def test_one_half_is_positive_and_the_published_threshold_is_not_used():
    """Published code decides at 0.622: it would call 0.6 negative."""
    assert accuracy(np.array([[0.5, 0.5], [0.4, 0.6]]), np.array([1, 1])) == 1.0


def test_of_more_classes_f1_is_micro_and_equals_accuracy():
    probabilities = np.eye(3)[[0, 1, 2, 2, 1]]
    labels = np.array([0, 1, 1, 2, 0])
    assert f1(probabilities, labels) == accuracy(probabilities, labels) == pytest.approx(3 / 5)


def test_a_class_that_is_never_decided_counts_as_zero():
    assert f1(np.array([[0.9, 0.1]] * 3), np.array([1, 1, 0])) == 0.0
    assert macro_f1(np.array([[1.0, 0, 0]] * 2), np.array([0, 0])) == pytest.approx(1 / 3)


def test_all_scores_by_name():
    assert set(scores(PROBABILITIES, LABELS)) == {"f1", "macro_f1", "accuracy"}


@given(st.integers(2, 5), st.integers(1, 23), st.integers(0, 2**32 - 1))
def test_equal_to_scikit_learn(classes, amount, seed):
    """Also where a class is never decided, never given, or neither."""
    random = np.random.default_rng(seed)
    decided, labels = random.integers(0, classes, (2, amount))
    found = scores(np.eye(classes)[decided], labels)
    average = {"pos_label": 1} if classes == 2 else {"average": "micro"}
    assert found["f1"] == pytest.approx(f1_score(labels, decided, zero_division=0.0, **average))
    macro = f1_score(labels, decided, labels=range(classes), average="macro", zero_division=0.0)
    assert found["macro_f1"] == pytest.approx(macro)
    assert found["accuracy"] == pytest.approx(accuracy_score(labels, decided))


@pytest.mark.parametrize(
    ("row", "decision"),
    [
        ([0.5, 0.5], 1),
        ([0.51, 0.49], 0),
        ([0.4, 0.2, 0.4], 0),
        ([0.2, 0.4, 0.4], 1),
        ([1 / 3] * 3, 0),
    ],
)
def test_of_equals_the_second_of_two_or_the_first_of_more(row, decision):
    """One rule for every measure: for what words are worth, ERASER's file and heat maps."""
    rows, flat = np.array([row]), np.full((1, len(row)), 1 / len(row))
    assert decided(rows).tolist() == [decision]
    lost = row[decision] - 1 / len(row)
    assert drop(rows, flat) == pytest.approx([lost])
    assert averaged_drop(np.stack([rows, flat])) == pytest.approx([lost / 2])
    names = [str(number) for number in range(len(row))]
    (line,) = instances(["a"], [np.ones(1)], 1.0, rows, names)
    assert line["classification"] == heatmap.decided(row, names)[1].split()[0] == str(decision)


def test_the_rule_is_that_of_logits():
    assert attack.decided(torch.tensor([[0.0], [-0.1]])).tolist() == [1, 0]
    assert attack.decided(torch.tensor([[2.0, 1.0, 2.0], [1.0, 2.0, 2.0]])).tolist() == [0, 1]


# F1 by other rules of decision, on four texts that a reader counts
CHANCES = np.array(((0.375, 0.625), (0.4, 0.6), (0.6, 0.4), (0.7, 0.3)))  # of classes 0 and 1
GIVEN = np.array((1, 1, 1, 0))
BY_RULE = {
    "f1_of_class_0": 2 / 3,  # decided: the last two; one of them right
    "f1_at_0.622": 2 / 4,  # decided: the first alone, of three
    "f1_of_class_0_at_0.622": 1.0,  # decided: the last alone, and it is the one
}


def test_other_rules_by_hand():
    assert classification.by_rules(CHANCES, GIVEN) == pytest.approx(BY_RULE)
    assert {card_of(name).unit for name in BY_RULE} == {PERCENT}


def test_two_classes_alone_have_other_rules():
    assert classification.by_rules(np.array([[0.2, 0.3, 0.5]]), np.array([2])) == {}


def test_a_class_that_is_never_decided():
    assert classification.f1_at(CHANCES, GIVEN, 1, 0.9) == 0.0
    assert classification.f1_at(CHANCES, np.zeros(4, int), 1, 0.9) == 0.0


def test_the_threshold_is_that_of_a_logit_of_one_half():
    published = classification.PUBLISHED
    assert np.log(published / (1 - published)) == pytest.approx(0.5)


def test_at_one_half_the_other_class_is_not_decided():
    """As `f1` decides: the two never count a text for both classes."""
    chances, given = np.array([[0.5, 0.5], [0.75, 0.25]]), np.array([1, 0])
    assert f1(chances, given) == classification.by_rules(chances, given)["f1_of_class_0"] == 1.0
