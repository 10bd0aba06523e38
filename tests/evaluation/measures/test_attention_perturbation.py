"""The measure of perturbed attention, of one run."""

import json
import math

import numpy as np
import pytest

from steady_attention.evaluation import task
from steady_attention.evaluation.attention_perturbation import Attacked
from steady_attention.evaluation.measures import attention_perturbation
from steady_attention.metrics import classification
from steady_attention.models.predict import predict
from tests.evaluation.subjects import make_subject, random_model
from tests.tiny import make_texts

KEYS = ["delta=0.1", "delta=0.5", "delta=2"]


@pytest.mark.parametrize("classes", [2, 3])
def test_names_keys_and_what_grows(classes):
    """The larger the perturbation the farther the prediction; nothing grows beyond its range."""
    test = make_texts((7, 5, 13, 11, 2) * 3, classes)
    subject = make_subject(test, random_model(classes=classes))
    found = attention_perturbation.measured(subject, None)
    assert list(found) == [card.name for card in attention_perturbation.CARDS]
    assert list(found["tvd_weights"]) == ["delta=0.01"]
    for name in ("attacked_f1", "attacked_pearson", "attacked_tvd", "lds"):
        assert list(found[name]) == KEYS
    for name in ("attacked_tvd", "lds"):
        assert 0 < found[name]["delta=0.1"] < found[name]["delta=0.5"] < found[name]["delta=2"]
    clean = classification.f1(subject.predictions.probabilities, test.labels)
    assert clean >= found["attacked_f1"]["delta=0.1"] >= found["attacked_f1"]["delta=2"]
    for card in attention_perturbation.CARDS:
        assert all(card.allows(value) for value in found[card.name].values())
    json.dumps(found, allow_nan=False)


def test_it_is_of_every_text_and_repeats_itself():
    """So that attacked_f1 stands beside f1; the directions of lds depend on the run's seed alone."""
    assert task.measures.get("attention_perturbation").EVERY_TEXT
    subject = make_subject(make_texts((7, 5, 13)), random_model(), correlated_texts=2)
    one, other = (attention_perturbation.measured(subject, None) for _ in range(2))
    assert one == other
    moved = predict(Attacked(subject.model, 0.5), subject.test)
    assert one["attacked_f1"]["delta=0.5"] == classification.f1(moved.probabilities, subject.test.labels)
    apart = np.abs(moved.probabilities - subject.predictions.probabilities).sum(1).mean() / 2
    assert math.isclose(one["attacked_tvd"]["delta=0.5"], apart, rel_tol=1e-6)
