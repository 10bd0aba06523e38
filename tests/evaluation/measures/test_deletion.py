"""Deletion of words, scored by a model without attention."""

import math
from pathlib import Path

import numpy as np
import pytest
import torch

from steady_attention.evaluation.measures import deletion
from steady_attention.metrics.classification import accuracy
from steady_attention.models.classifier import Decoded, Pooled
from steady_attention.models.predict import predict
from steady_attention.models.texts import kept, texts
from tests.evaluation.subjects import make_subject, random_model
from tests.tiny import make_texts

GOOD, OTHER = 7, 9
NAMES = ("aopc", "aopc_averaged", "posthoc_accuracy", "deletion_floor")


class Finder(torch.nn.Module):
    """Says positive at 3/4 where the word GOOD is there, else negative at 3/4."""

    device = torch.device("cpu")

    def embed(self, batch, noise):
        return batch.tokens

    def read(self, embedded, batch):
        good = (embedded == GOOD).any(1, keepdim=True)
        return Decoded(torch.where(good, math.log(3.0), -math.log(3.0)))


def by_hand(rows, labels):
    offsets = np.cumsum([0, *map(len, rows)])
    return texts(np.concatenate(rows).astype(np.int32), offsets, np.array(labels), boundaries=False)


TEST = by_hand([[OTHER, GOOD, OTHER], [GOOD, OTHER], [OTHER] * 5], [1, 1, 0])
ATTENTION = [[0.2, 0.5, 0.3], [0.1, 0.9], [0.2] * 5]


def test_by_hand():
    """The first text loses its deciding word at k = 1, the second at k = 2, the third has none.

    Drops of the decided probability, 1/2 each: means 1/6, 1/3, 1/3. At k = 2 all are negative: the floor.
    """
    found = deletion.measured(make_subject(TEST, base=Finder(), attention=ATTENTION), Path())
    assert found["aopc"] == pytest.approx({"1": 1 / 3, "2": 2 / 3, "3": 2 / 3})
    assert found["aopc_averaged"] == pytest.approx({"1": 1 / 12, "2": 1 / 6, "3": 5 / 24})
    assert found["posthoc_accuracy"] == pytest.approx({"1": 2 / 3, "2": 1.0, "3": 1.0})
    assert found["deletion_floor"] == {"1": 0.0, "2": 1.0, "3": 1.0}
    assert tuple(found) == NAMES


def test_of_equal_attention_the_earlier_word_goes_first():
    test = by_hand([[GOOD, OTHER], [OTHER, GOOD]], [1, 1])
    found = deletion.measured(
        make_subject(test, base=Finder(), attention=[[0.5, 0.5]] * 2, deleted_words=1), Path()
    )
    assert found["aopc"] == found["posthoc_accuracy"] == {"1": 0.5}


@pytest.mark.parametrize("kinds", [{}, {"boundaries": True}, {"pair": True}, {"candidates": True}])
def test_every_k_is_what_deleting_so_many_words_gives(kinds, monkeypatch):
    """Against one prediction a k over all texts, with k beyond the shortest texts and several chunks."""
    monkeypatch.setattr(deletion, "CHUNK", 2)
    test, pair = make_texts((5, 13, 3, 7, 11), classes=3, **kinds), kinds.get("pair", False)
    model, base = random_model(classes=3, pair=pair), random_model("max", classes=3, pair=pair, seed=1)
    subject = make_subject(test, model, base, deleted_words=17)
    found = deletion.measured(subject, Path())
    full = accuracy(predict(base, test).probabilities, test.labels)
    orders = [np.argsort(-row, kind="stable") for row in subject.predictions.attention]
    for k in range(1, 18):
        first = [np.isin(np.arange(len(order)), order[:k]) for order in orders]
        left = predict(base, kept(test, [~marks for marks in first])).probabilities
        assert found["aopc"][str(k)] == pytest.approx(full - accuracy(left, test.labels))
        alone = predict(base, kept(test, first)).probabilities
        assert found["posthoc_accuracy"][str(k)] == pytest.approx(accuracy(alone, test.labels))
    assert found["posthoc_accuracy"]["17"] == full and found["deletion_floor"]["17"] == 1.0


def test_a_text_without_a_word_left_is_the_unknown_word():
    test, base = by_hand([[11], [13]], [0, 1]), random_model("max")
    found = deletion._sweep(base, test, [np.array([0])] * 2, 2, lambda row, k: row >= k)
    unknown = predict(base, by_hand([[1]], [0])).probabilities
    np.testing.assert_allclose(found[1:], np.broadcast_to(unknown, (2, 2, 2)), rtol=1e-6)


def test_one_text():
    test = by_hand([[GOOD]], [1])
    found = deletion.measured(make_subject(test, base=Finder(), attention=[[1.0]]), Path())
    assert found["aopc"] == found["deletion_floor"] == {"1": 1.0, "2": 1.0, "3": 1.0}
    assert found["posthoc_accuracy"] == {"1": 1.0, "2": 1.0, "3": 1.0}


def test_a_run_without_attention_deletes_random_words():
    test, base = make_texts((11, 13, 7, 5, 17, 19, 23)), random_model("max")
    assert isinstance(base, Pooled)
    runs = [deletion.measured(make_subject(test, base, base, seed=seed), Path()) for seed in (0, 0, 1)]
    assert tuple(runs[0]) == tuple(f"random_{name}" for name in NAMES)
    assert runs[0] == runs[1] and runs[0]["random_aopc_averaged"] != runs[2]["random_aopc_averaged"]


def test_without_a_scorer_nothing_is_measured():
    with pytest.raises(ValueError, match="method base"):
        deletion.measured(make_subject(TEST, attention=ATTENTION), Path())
