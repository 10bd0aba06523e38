"""A judge that is trained anew, by hand and on a tiny run."""

import numpy as np
import pytest
import torch

from steady_attention.evaluation.measures import retraining
from steady_attention.evaluation.measures.retraining import bags, judged
from steady_attention.models.texts import texts
from tests.evaluation.every_measure import subject_of
from tests.tiny import make_texts

GOOD, BAD = 5, 7


def split(amount, seed):
    """Texts of five words, of which one says the class."""
    random = np.random.default_rng(seed)
    labels, rows = np.arange(amount) % 2, random.integers(11, 31, (amount, 5))
    places = random.integers(0, 5, amount)
    rows[np.arange(amount), places] = np.where(labels == 1, GOOD, BAD)
    scores = [(np.arange(5) == place).astype(float) for place in places]
    offsets = 5 * np.arange(amount + 1)
    return texts(rows.ravel().astype(np.int32), offsets, labels, False), scores


def test_without_the_word_that_says_the_class_nothing_is_learned():
    (train, first), (test, second) = split(101, 0), split(53, 1)
    found = judged((train, test), (first, second), 0.2)
    other = judged((train, test), ([1 - row for row in first], [1 - row for row in second]), 0.2)
    assert other == 1.0 and 0.25 < found < 0.75


def test_bags_by_hand():
    """Of 2 3 3 4 with 3 first, half of the words removed: 2 and 4; a text may be empty."""
    whole = texts(np.array([2, 3, 3, 4, 2], np.int32), np.array([0, 4, 5]), np.array([0, 1]), False)
    scores = [np.array([0.1, 0.4, 0.4, 0.1]), np.array([1.0])]
    found = bags(whole, scores, 0.5, 5).toarray()
    assert found.tolist() == [[0, 0, 1, 0, 1], [0, 0, 0, 0, 0]]


def test_of_pairs_the_other_text_stays_whole():
    whole = make_texts((5, 3), pair=True)
    found = bags(whole, [np.arange(5.0), np.arange(3.0)], 0.5, 31).toarray()
    assert found[:, :31].sum(1).tolist() == [2, 1] and found[:, 31:].sum(1).tolist() == [3, 1]


def test_of_one_class_it_answers_that():
    whole, scores = split(7, 0)
    one, other = np.flatnonzero(whole.labels == 1), np.arange(7)
    found = judged((whole.take(one), whole.take(other)), ([scores[i] for i in one], scores), 0.2)
    assert found == pytest.approx(3 / 7)


def test_names_and_keys(tmp_path):
    subject = subject_of("bilstm", tmp_path, torch.device("cpu"))
    found = retraining.measured(subject, None)
    assert {name: list(of) for name, of in found.items()} == {
        "retrained_accuracy": ["share=0.5"],
        "random_retrained_accuracy": ["share=0.5"],
    }
    assert found == retraining.measured(subject, None)
