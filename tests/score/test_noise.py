"""Noise on an embedded piece: by hand on tiny models, one text at a time, and none where there is none."""

import math

import numpy as np
import pytest
import torch

from steady_attention.evaluation.word_deletions import WordLosses
from steady_attention.score import attention, moved, noise
from steady_attention.score.classifier import Classifier
from steady_attention.training.seeds import numpy_generator

TEXTS = [["a", "good", "film,", "indeed"], ["unbelievably", "bad"], ["good", "fun!", "(made", "film)"], ["a"]]
SEED = 7


def by_hand(classifier, number, draw):
    """Probabilities and attention of a text alone, by transformers, with the noise drawn as the docs say:
    of each text in turn a piece, then as many normal numbers as the embedding has.
    """
    random = numpy_generator(SEED, "embedding noise", draw)
    for words in TEXTS[: number + 1]:
        given = classifier.tokenizer(
            " ".join(words), return_tensors="pt", return_special_tokens_mask=True, return_token_type_ids=False
        )
        pieces = np.flatnonzero(given.pop("special_tokens_mask")[0].numpy() == 0)
        place, by = random.choice(pieces), 0.1 * random.standard_normal(12)
    embedded = classifier.model.get_input_embeddings()(given.pop("input_ids"))
    embedded[0, place] += torch.from_numpy(by).float()
    with torch.no_grad():
        found = classifier.model(inputs_embeds=embedded, output_attentions=True, **given)
    return found.logits[0].double().softmax(0).numpy(), torch.stack(found.attentions).mean((0, 2))[0]


@pytest.mark.parametrize("family", ["bert", "roberta"])
def test_both_measures_by_hand(checkpoints, family):
    """JSD of attention by its words and TVD of predictions: means over texts and draws."""
    classifier = Classifier(checkpoints(family), cores=2, pieces=23)
    encoded, names = classifier.encode(TEXTS), [attention.MEAN, attention.ROLLOUT]
    clean = attention.attentions(classifier, encoded, names)
    full = WordLosses(classifier.predict, TEXTS).full
    noisy = noise.moved(classifier, encoded, names, SEED)
    divergences, distances = [], []
    for draw in range(noise.DRAWS):
        for number, one in enumerate(encoded):
            chances, mean = by_hand(classifier, number, draw)
            row = one.by_word(mean[0].double().numpy())
            p, q = clean[attention.MEAN][number], row / row.sum()
            middle = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
            divergences.append(
                sum(a * math.log(a / m) + b * math.log(b / m) for a, b, m in zip(p, q, middle, strict=True))
                / 2
            )
            distances.append(sum(abs(a - b) for a, b in zip(full[number], chances, strict=True)) / 2)
    found = moved.of_attention(clean[attention.MEAN], noisy.attention[attention.MEAN])
    assert found == pytest.approx(np.mean(divergences), rel=1e-3) and found > 0
    assert moved.of_predictions(full, noisy.probabilities) == pytest.approx(np.mean(distances), rel=1e-3)
    assert set(noisy.attention) == set(names) and len(noisy.probabilities) == noise.DRAWS


@pytest.mark.parametrize("family", ["distilbert", "deberta-v2", "modernbert", "gpt2"])
def test_without_noise_nothing_moves(checkpoints, family, monkeypatch):
    """The way over embedded words is the model's own, of every family."""
    monkeypatch.setattr(noise, "DELTA", 0.0)
    classifier = Classifier(checkpoints(family), cores=1)
    encoded = classifier.encode(TEXTS)
    clean = attention.attentions(classifier, encoded, [attention.MEAN])
    noisy = noise.moved(classifier, encoded, [attention.MEAN], SEED)
    assert moved.of_attention(clean[attention.MEAN], noisy.attention[attention.MEAN]) < 1e-9
    assert moved.of_predictions(classifier.predict(TEXTS), noisy.probabilities) < 1e-5


def test_a_text_whose_words_have_no_piece_stays(checkpoints):
    classifier = Classifier(checkpoints(), cores=1)
    encoded = classifier.encode([["a"], ["\u200b"]])
    moves = noise.noise(encoded, 5, SEED, 0)
    assert encoded[1].words.max(initial=-1) == -1 and not moves[1][1].any() and moves[0][1].any()
