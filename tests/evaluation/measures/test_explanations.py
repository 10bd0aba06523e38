"""Explanations of one model under the same measures."""

import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from steady_attention.evaluation.measures import erasure, explanations, rationales, sentiment_words
from tests.evaluation.every_measure import subject_of

NAMES = {
    *("attention", "permuted", "random", "gradient_x_input", "integrated_gradients", "occlusion"),
    *("attention_x_gradient", "attention_x_value"),
}
MEASURES = (
    *("comprehensiveness", "sufficiency", "comprehensiveness_normalised", "sufficiency_normalised"),
    *("token_f1", "auprc", "p_at_1"),
)


@pytest.fixture
def subject(tmp_path):
    one = subject_of("bilstm", tmp_path, torch.device("cpu"))
    return replace(one, settings=replace(one.settings, explanation_texts=len(one.test)))


def test_every_explanation_has_every_measure(subject):
    found = explanations.measured(subject, None)
    assert list(found) == [f"explained_{measure}" for measure in MEASURES]
    for by_name in found.values():
        assert set(by_name) == {f"explanation={name}" for name in NAMES}
    json.dumps(found, allow_nan=False)


def test_attention_has_the_numbers_of_its_own_measures(subject):
    """Where all texts are looked at."""
    found = {
        name.removeprefix("explained_"): of["explanation=attention"]
        for name, of in explanations.measured(subject, None).items()
    }
    erased = erasure.measured(subject, None)
    for name in ("comprehensiveness", "sufficiency"):
        assert found[name] == pytest.approx(erased[f"{name}_aopc"], abs=1e-6)
    agreed = rationales.measured(subject, None)
    assert found["token_f1"] == agreed["token_f1"] and found["auprc"] == agreed["auprc"]
    each = sentiment_words.measured(subject, None)["p_at_1"]
    assert found["p_at_1"] == pytest.approx(np.mean(list(each.values())))


def test_of_a_sample_of_the_texts(subject, monkeypatch):
    """Agreement is that of the sampled texts, whatever the order of annotations in the split."""
    some = subject.take(np.array([6, 2, 3]))
    alone = explanations.measured(some, None)
    monkeypatch.setattr(type(subject), "sample", lambda self, largest: self.take(np.array([6, 2, 3])))
    found = explanations.measured(subject, None)
    for name in ("comprehensiveness", "sufficiency", "token_f1", "auprc", "p_at_1"):
        name = f"explained_{name}"
        assert found[name]["explanation=attention"] == alone[name]["explanation=attention"]


def test_a_corpus_without_annotations_has_no_agreement(subject):
    for name in ("rationales", "polarity"):
        (subject.corpus / f"test.{name}.npy").unlink()
    assert list(explanations.measured(subject, None)) == [f"explained_{name}" for name in MEASURES[:4]]


def test_without_a_text_that_is_short_enough_nothing_is_normalised(subject):
    found = explanations.measured(subject.take(np.array([1, 4])), None)  # 13 and 11 words; 7 are searched
    assert set(found["explained_comprehensiveness_normalised"].values()) == {None}
    assert None not in found["explained_comprehensiveness"].values()


def test_the_seed_decides_what_is_random(subject):
    first, again = (explanations.measured(subject, None) for _ in range(2))
    assert first == again
    random = explanations.explained(subject)
    for row, weights in zip(random["permuted"], subject.predictions.attention, strict=True):
        np.testing.assert_array_equal(np.sort(row), np.sort(weights))
