"""Attention iAT: what its readings are to Attention AT."""

from typing import get_args

import pytest
import torch

from steady_attention.methods import attention_at, attention_iat
from steady_attention.methods.attention_iat import HParams, perturbation
from steady_attention.methods.parts.differences import Direction
from steady_attention.models.outputs import negative_log_likelihood
from tests.tiny import make_batch, make_model, noise

KINDS = [{}, {"classes": 3}, {"classes": 3, "pair": True, "candidates": True}]


def case(classes=2, pair=False, candidates=False):
    """A model in double precision, a batch, its constant reading, the losses as a function of scores."""
    model = make_model(classes=classes, pair=pair, dtype=torch.float64)
    batch = make_batch(classes=classes, pair=pair, candidates=candidates)
    reading = model.read(model.embed(batch, noise()), batch).detached()
    return model, batch, reading, lambda s: negative_log_likelihood(reading.logits(s), batch.labels)


def literal(losses, scores, words, epsilon):
    """Eqs. 7-12 of one text, written out: the gradient in a (T, T) tensor w at w = 0."""
    d = scores[words][:, None] - scores[words][None, :]
    d = d / d.norm(dim=1, keepdim=True)
    w = torch.zeros_like(d, requires_grad=True)

    def padded(r):
        return torch.zeros_like(scores).index_put((words.nonzero()[:, 0],), r)

    (g,) = torch.autograd.grad(losses(scores + padded((w * d).sum(1))), w)
    return padded((epsilon * g / g.norm() * d).sum(1))


@pytest.mark.parametrize("kinds", KINDS)
def test_eqs_7_to_12_as_written(kinds):
    """Each text by itself, through autograd and T x T tensors."""
    _, batch, reading, losses = case(**kinds)
    found = perturbation(losses, reading.scores, batch.mask, HParams(5.0, "paper", 1.0))
    for row, words in enumerate(batch.mask):
        if words.sum() > 1:

            def of_row(s, row=row):
                return losses(torch.cat([reading.scores[:row], s[None], reading.scores[row + 1 :]]))[row]

            expected = literal(of_row, reading.scores[row], words, 5.0)
            torch.testing.assert_close(found[row], expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("kinds", KINDS)
def test_the_papers_equations_are_attention_at(kinds):
    """r, and the loss; `official` is its negative."""
    model, batch, reading, losses = case(**kinds)
    at = attention_at.perturbation(losses, reading.scores, batch.mask, 5.0)
    for direction, sign in (("paper", 1), ("official", -1)):
        found = perturbation(losses, reading.scores, batch.mask, HParams(5.0, direction, 1.0))
        torch.testing.assert_close(found, sign * at, rtol=1e-6, atol=1e-9)
    found = attention_iat.loss(model, batch, HParams(5.0, "paper", 1.0), noise())
    expected = attention_at.loss(model, batch, attention_at.HParams(5.0, 1.0), noise())
    torch.testing.assert_close(found, expected, rtol=1e-6, atol=1e-9)


def test_the_other_readings_are_not():
    """Nor is one the other: the cosine with AT on the longest text is below 0.99."""
    _, batch, reading, losses = case()
    long = batch.mask.sum(1).argmax()
    at = attention_at.perturbation(losses, reading.scores, batch.mask, 1.0)[long]
    found = {}
    for direction in ("sentence_sign", "column", "raw"):
        r = perturbation(losses, reading.scores, batch.mask, HParams(1.0, direction, 1.0))[long]
        found[direction] = r / r.norm()
        assert 0 < found[direction] @ at < 0.99
    assert found["column"] @ found["raw"] < 0.999


def test_official_lowers_the_loss():
    """The published sign works with the model and not against it."""
    _, batch, reading, losses = case()
    several = batch.mask.sum(1) > 1
    for direction, sign in (("official", -1), ("sentence_sign", 1), ("column", 1), ("raw", 1)):
        r = perturbation(losses, reading.scores, batch.mask, HParams(1e-4, direction, 1.0))
        assert (sign * (losses(reading.scores + r) - losses(reading.scores)) > 0)[several].all()


@pytest.mark.parametrize("direction", get_args(Direction))
def test_equal_scores_are_not_perturbed(direction):
    """The clean loss counts twice, and its gradients are finite."""
    model, batch = make_model(), make_batch()
    torch.nn.init.zeros_(model.scorer.context.weight)
    clean = attention_iat.loss(model, batch, HParams(0.0, direction, 1.0), noise())
    found = attention_iat.loss(model, batch, HParams(5.0, direction, 1.0), noise())
    torch.testing.assert_close(found, clean)
    found.backward()
    assert all(torch.isfinite(p.grad).all() for p in model.parameters())
