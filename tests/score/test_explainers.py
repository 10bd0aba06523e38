"""Explainers: by hand on a linear model, and on tiny models of every family beside torch's own numbers."""

import numpy as np
import pytest
import torch

from steady_attention.evaluation.word_deletions import WordLosses
from steady_attention.metrics.classification import decided
from steady_attention.score import attention, explainers
from steady_attention.score.classifier import Classifier
from tests.score.tiny import FAMILIES

TEXTS = [["a", "good", "film,", "indeed"], ["unbelievably", "bad"], ["good", "fun!", "(made", "film)"], ["a"]]
WEIGHTS = {"good": 2.0, "fun!": 1.0, "bad": -3.0}
WITHOUT_CAPTUM = [name for name in explainers.NAMES if name != explainers.INTEGRATED]


def linear(texts):
    """The logit is the sum of the words' weights."""
    logits = np.array([sum(WEIGHTS.get(word, 0.0) for word in words) for words in texts])
    return np.stack([1 / (1 + np.exp(logits)), 1 / (1 + np.exp(-logits))], 1)


@pytest.fixture
def subject(checkpoints):
    """A classifier of a family, and the losses of TEXTS."""

    def of(family="bert"):
        classifier = Classifier(checkpoints(family), cores=2, pieces=23)
        return classifier, WordLosses(classifier.predict, TEXTS)

    return of


def explained(subject, *names):
    return explainers.explain(*subject, names, 0, lambda name: None)


def test_occlusion_by_hand():
    """Of a sum of weights a word's own weight, turned round where the other class is decided."""
    found = explainers.occlusion(WordLosses(linear, TEXTS))
    expected = [[0, 2, 0, 0], [0, 3], [2, 1, 0, 0], [0]]
    for row, wanted in zip(found, expected, strict=True):
        np.testing.assert_allclose(row, wanted, atol=1e-9)


def test_occlusion_of_a_long_text_shares(monkeypatch):
    """Of four words two parts: each has what it loses, in equal shares."""
    monkeypatch.setattr(explainers, "PARTS", 2)
    (row,) = explainers.occlusion(WordLosses(linear, [["good", "a", "fun!", "bad"]]))
    np.testing.assert_allclose(row, [1, 1, -1, -1], atol=1e-9)


def test_occlusion_of_a_sure_prediction():
    """A probability that rounds to 1 has finite log-odds."""
    (row,) = explainers.occlusion(WordLosses(lambda texts: np.array([[1.0, 0.0]] * len(texts)), [["a", "b"]]))
    assert np.isfinite(row).all()


def test_rollout_by_hand():
    """One layer with attention 1 on the other piece: half of it stays. Two: half of each."""
    layer = torch.tensor([[[[0.0, 1.0], [1.0, 0.0]]]])
    np.testing.assert_allclose(attention.rollout([layer])[0], [[0.5, 0.5], [0.5, 0.5]])
    own = torch.eye(2)[None, None]
    np.testing.assert_allclose(attention.rollout([own, own])[0], np.eye(2))
    uneven = torch.tensor([[[[1.0, 0.0], [1.0, 0.0]]]])
    np.testing.assert_allclose(attention.rollout([uneven, layer])[0], [[0.75, 0.25], [0.75, 0.25]])


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family(subject, family):
    """Numbers for each word, the same in any batch; attention is a distribution."""
    classifier, losses = subject(family)
    found, left_out = explained((classifier, losses), *WITHOUT_CAPTUM)
    assert not left_out
    heads = [name for name in found if "_head" in name]
    assert len(heads) == 6 and set(found) == {*WITHOUT_CAPTUM, *heads} - {explainers.HEADS}
    for name, rows in found.items():
        assert [len(row) for row in rows] == [len(words) for words in TEXTS]
        assert all(np.isfinite(row).all() for row in rows)
        if name.startswith("attention"):
            np.testing.assert_allclose([row.sum() for row in rows], 1)
            assert min(row.min() for row in rows) >= 0
    alone = Classifier(classifier.folder, cores=1, pieces=1)
    again, _ = explained((alone, WordLosses(alone.predict, TEXTS)), *WITHOUT_CAPTUM)
    for name in found:
        for row, other in zip(found[name], again[name], strict=True):
            np.testing.assert_allclose(row, other, rtol=1e-3, atol=1e-5)


def test_attention_is_the_models_own(subject):
    """Of BERT the row of [CLS], without [CLS] and [SEP], summed over a word's pieces."""
    classifier, losses = subject()
    found, _ = explained((classifier, losses), explainers.MEAN, explainers.HEADS)
    (one,) = classifier.encode(TEXTS[:1])
    with torch.no_grad():
        layers = classifier.model(torch.tensor([one.ids]), output_attentions=True).attentions
    head = layers[1][0, 2, 0].numpy()
    by_word = np.array([head[one.words == word].sum() for word in range(4)])
    np.testing.assert_allclose(found["attention_layer2_head3"][0], by_word / by_word.sum(), rtol=1e-5)
    mean = torch.stack(layers).mean((0, 2))[0, 0].numpy()
    by_word = np.array([mean[one.words == word].sum() for word in range(4)])
    np.testing.assert_allclose(found[explainers.MEAN][0], by_word / by_word.sum(), rtol=1e-5)


@pytest.mark.parametrize("family", ["bert", "gpt2", "deberta-v2"])
def test_gradient_x_input_is_the_slope_of_scaling(subject, family):
    """The numbers of a text's words and other pieces sum to the slope when all embedded pieces are scaled."""
    classifier, losses = subject(family)
    own = decided(losses.full)
    found, _ = explained((classifier, losses), explainers.GRADIENT)
    for number, one in enumerate(classifier.encode(TEXTS)):
        embedded = classifier.model.get_input_embeddings()(torch.tensor([one.ids])).detach()
        words = torch.from_numpy(one.words >= 0)[None, :, None]

        def odds(scale, embedded=embedded, words=words, number=number):
            with torch.no_grad():
                logits = classifier.model(
                    inputs_embeds=torch.where(words, scale * embedded, embedded),
                    attention_mask=torch.ones(embedded.shape[:2]),
                ).logits
            return explainers.log_odds(logits, torch.tensor([own[number]])).item()

        slope = (odds(1.005) - odds(0.995)) / 0.01
        assert found[explainers.GRADIENT][number].sum() == pytest.approx(slope, rel=0.03, abs=0.01)


@pytest.mark.parametrize("family", ["bert", "gpt2"])
def test_integrated_gradients_are_complete(subject, family):
    """With many steps they sum to what the words change of the log-odds."""
    classifier, losses = subject(family)
    encoded, own = classifier.encode(TEXTS), torch.from_numpy(decided(losses.full))
    found = explainers.integrated_gradients(classifier, encoded, own, steps=64)
    for number, one in enumerate(encoded):
        embedded = classifier.model.get_input_embeddings()(torch.tensor([one.ids])).detach()
        words = torch.from_numpy(one.words >= 0)[None, :, None]
        with torch.no_grad():
            full, none = (
                explainers.log_odds(
                    classifier.model(inputs_embeds=at, attention_mask=torch.ones(at.shape[:2])).logits,
                    own[number : number + 1],
                ).item()
                for at in (embedded, torch.where(words, 0.0, embedded))
            )
        assert found[number].sum() == pytest.approx(full - none, rel=0.03, abs=0.02)


def test_integrated_gradients_by_midpoints(subject):
    """As the mean of the gradients at the midpoints, taken one after another."""
    classifier, losses = subject()
    encoded, own = classifier.encode(TEXTS[:1]), torch.from_numpy(decided(losses.full[:1]))
    (found,) = explainers.integrated_gradients(classifier, encoded, own, steps=3)
    embedded = classifier.model.get_input_embeddings()(torch.tensor([encoded[0].ids])).detach()
    words = torch.from_numpy(encoded[0].words >= 0)[None, :, None]
    total = 0.0
    for part in (1 / 6, 3 / 6, 5 / 6):
        leaf = torch.where(words, part * embedded, embedded).requires_grad_()
        logits = classifier.model(inputs_embeds=leaf, attention_mask=torch.ones(leaf.shape[:2])).logits
        total = total + torch.autograd.grad(explainers.log_odds(logits, own).sum(), leaf)[0]
    expected = encoded[0].by_word((total / 3 * embedded).sum(2)[0].double().numpy())
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)


def test_a_model_without_attention_is_left_out(subject, monkeypatch):
    classifier, losses = subject()
    forward = classifier.model.forward

    def hidden(**inputs):
        inputs.pop("output_attentions", None)
        return forward(**inputs)

    monkeypatch.setattr(classifier.model, "forward", hidden)
    found, left_out = explained((classifier, losses), explainers.MEAN, "random")
    assert set(found) == {"random"} and left_out == {explainers.MEAN: "the model does not show its attention"}


def test_random_numbers_are_of_the_seed(subject):
    classifier, losses = subject()
    one, other = (
        explainers.explain(classifier, losses, ["random"], seed, print)[0]["random"] for seed in (0, 1)
    )
    again = explained((classifier, losses), "random")[0]["random"]
    np.testing.assert_array_equal(np.concatenate(one), np.concatenate(again))
    assert not np.array_equal(one[0], other[0])
