"""Noise on one word's embedding, and the worst perturbation of equal size."""

import numpy as np
import pytest
import torch

from steady_attention.evaluation import embedding_perturbation
from steady_attention.evaluation.embedding_perturbation import adversarial, clamped
from steady_attention.metrics.divergence import tvd
from steady_attention.models import noise as noises
from steady_attention.models.noise import gaussian
from steady_attention.models.predict import predict
from steady_attention.models.texts import texts
from tests.evaluation.linear import Linear
from tests.tiny import WIDTH, make_model, make_texts, noise


@pytest.fixture
def moved(monkeypatch):
    """(batch, perturbation) of every pass."""
    seen = []
    predicted = noises.predicted

    def spy(model, texts, perturb):
        def remember(batch, embedded):
            seen.append((batch, perturb(batch, embedded)))
            return seen[-1][1]

        return predicted(model, texts, remember)

    for room in (noises, embedding_perturbation):
        monkeypatch.setattr(room, "predicted", spy)
    return seen


@pytest.mark.parametrize("pair", [False, True])
def test_one_real_word_of_each_text_moves(moved, pair):
    """Never a boundary, padding or the other text of a pair; over many texts every place comes up."""
    model, whole = make_model(pair=pair), make_texts((5, 7) * 61, boundaries=True, pair=pair)
    gaussian(model, whole, 0.01, noise())
    ((batch, moves),) = moved
    changed = moves.abs().sum(2) > 0
    assert (changed.sum(1) == 1).all()
    width = batch.mask.shape[1]
    assert not changed[:, width:].any() and not (changed[:, :width] & ~batch.mask).any()
    assert changed[batch.lengths == 7].any(0).sum() == 5


def test_delta_is_the_variance_of_every_coordinate(moved):
    """31 * 31 * 7 numbers of variance .04; and the same words and directions at 100 times less."""
    model, whole = make_model(), make_texts((3,) * 31 * 31)
    for delta in (0.04, 0.0004):
        gaussian(model, whole, delta, noise())
    drawn = torch.cat([moves[moves.abs().sum(2) > 0] for _, moves in moved[: len(moved) // 2]])
    assert drawn.shape == (31 * 31, WIDTH)
    assert drawn.var() == pytest.approx(0.04, rel=0.05) and abs(float(drawn.mean())) < 0.01
    torch.testing.assert_close(moved[0][1], 10 * moved[len(moved) // 2][1])


def test_nothing_changes_at_radius_0():
    model, whole = make_model(dropout=0.5), make_texts()
    clean = predict(model, whole)
    for found in (gaussian(model, whole, 0.0, noise()), adversarial(model, whole, 0.0)):
        np.testing.assert_allclose(found.probabilities, clean.probabilities, atol=1e-7)
        for row, expected in zip(found.attention, clean.attention, strict=True):
            np.testing.assert_allclose(row, expected, atol=1e-7)
    assert model.training and all(p.grad is None and p.requires_grad for p in model.parameters())


def test_the_adversary_by_hand():
    """|W| = 5, D = 2, two words: radius sqrt(.02 * 2) = .2, z falls by .2 * 5 * sqrt 2 = sqrt 2."""
    model = Linear([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]], [[3.0, 4.0]], [1.0]).eval()
    whole = texts(np.array([1, 2], np.int32), np.array([0, 2]), None, False)
    found = adversarial(model, whole, 0.02)
    assert found.probabilities[0, 1] == pytest.approx(1 / (1 + np.exp(2**0.5 - 8)))


@pytest.mark.parametrize("classes", [2, 3])
def test_the_adversary_is_worse_than_noise_of_its_size(moved, classes):
    model, whole = make_model(classes=classes).eval(), make_texts((7, 5) * 31, classes)
    clean = predict(model, whole)
    worst = tvd(adversarial(model, whole, 0.01).probabilities, clean.probabilities)
    drawn = tvd(gaussian(model, whole, 0.01, noise()).probabilities, clean.probabilities)
    assert worst.mean() > 2 * drawn.mean()
    largest = max(float(moves.flatten(1).norm(dim=1).max()) for _, moves in moved[:1])
    assert largest == pytest.approx((0.01 * WIDTH) ** 0.5, rel=1e-5)


def test_the_clamp_by_hand():
    """Words (-1, .25) and (3, .5), a weight of (3, 4), no noise: (0, .25) and (1, .5) give z = 3 + 3 + 1."""
    model = Linear([[0.0, 0.0], [-1.0, 0.25], [3.0, 0.5]], [[3.0, 4.0]], [1.0]).eval()
    whole = texts(np.array([1, 2], np.int32), np.array([0, 2]), None, False)
    found = clamped(model, whole, 0.0, noise())
    assert found.probabilities[0, 1] == pytest.approx(1 / (1 + np.exp(-7)))


@pytest.mark.parametrize("pair", [False, True])
def test_the_clamp_is_of_all_words_behind_the_noise_of_one(moved, pair):
    """Boundaries, padding and the other text of a pair stay; the noise is that of `gaussian`."""
    model, whole = make_model(pair=pair), make_texts((5, 7, 3), boundaries=True, pair=pair)
    gaussian(model, whole, 0.01, noise())
    clamped(model, whole, 0.01, noise())
    (batch, one), (_, moves) = moved
    embedded = model.embed(batch, noise())
    width = batch.mask.shape[1]
    inside = (embedded + one).clamp(0, 1)[:, :width][batch.mask]
    torch.testing.assert_close((embedded + moves)[:, :width][batch.mask], inside)
    assert not moves[:, :width][~batch.mask].any() and not moves[:, width:].any()
