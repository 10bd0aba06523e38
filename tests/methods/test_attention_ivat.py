"""Attention iVAT: what its readings are to Attention VAT and AT."""

from dataclasses import replace
from typing import get_args

import pytest
import torch

from steady_attention.methods import attention_at, attention_ivat, attention_vat
from steady_attention.methods.attention_ivat import HParams, begun, perturbation
from steady_attention.methods.parts.differences import Direction
from steady_attention.models.outputs import kl_divergence, negative_log_likelihood
from tests.tiny import make_batch, make_model, make_texts, noise

HP = HParams(epsilon=3.0, xi=0.1, direction="paper", start="random", weight=1.0)
KINDS = [{}, {"classes": 3}, {"classes": 3, "pair": True, "candidates": True}]


def case(classes=2, pair=False, candidates=False):
    """A model in double precision, a batch, its constant reading, KL as a function of r."""
    model = make_model(classes=classes, pair=pair, dtype=torch.float64)
    batch = make_batch(classes=classes, pair=pair, candidates=candidates)
    reading = model.read(model.embed(batch, noise()), batch).detached()
    clean = reading.logits()
    return model, batch, reading, lambda r: kl_divergence(clean, reading.logits(reading.scores + r))


def found(reading, divergence, hparams, seed=0):
    """r_iVAT (B, T)."""
    start = begun(reading.scores, reading.mask, hparams, noise(seed))
    return perturbation(divergence, start, reading.scores, reading.mask, hparams)


@pytest.mark.parametrize("start", ["random", "uniform"])
def test_eqs_7_to_12_as_written(start):
    """One text without padding: w (T, T) at which r(w) has norm xi, the gradient in it, through autograd."""
    model, batch = make_model(classes=3, dtype=torch.float64), make_batch((11,), classes=3)
    reading = model.read(model.embed(batch, noise()), batch).detached()
    scores, clean = reading.scores[0], reading.logits()
    d = scores[:, None] - scores[None, :]
    d = d / d.norm(dim=1, keepdim=True)
    z = torch.randn(1, 11, generator=noise(), dtype=torch.float64)
    w = z[0][:, None] * d if start == "random" else torch.full((11, 11), 1 / 11, dtype=torch.float64)
    w = (0.1 * w / (w * d).sum(1).norm()).requires_grad_()
    (g,) = torch.autograd.grad(kl_divergence(clean, reading.logits(reading.scores + (w * d).sum(1))).sum(), w)
    expected = 3.0 * (g / g.norm() * d).sum(1)
    hparams = replace(HP, start=start)
    drawn = perturbation(
        lambda r: kl_divergence(clean, reading.logits(reading.scores + r)),
        begun(reading.scores, batch.mask, hparams, noise()),
        reading.scores,
        batch.mask,
        hparams,
    )
    torch.testing.assert_close(drawn[0], expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("kinds", KINDS)
def test_the_papers_equations_are_attention_vat(kinds):
    """From the same random numbers: the same loss, with unlabeled texts too."""
    model, batch, _, _ = case(**kinds)
    unlabeled = make_texts((3, 7), seed=5, labeled=False, pair="pair" in kinds)
    batch = replace(batch, unlabeled=unlabeled.batch(torch.arange(2).numpy()))
    expected = attention_vat.loss(model, batch, attention_vat.HParams(3.0, 0.1, 1.0), noise(7))
    torch.testing.assert_close(
        attention_ivat.loss(model, batch, HP, noise(7)), expected, rtol=1e-6, atol=1e-9
    )


def test_official_is_the_negative():
    _, _, reading, divergence = case(classes=3)
    one, other = (found(reading, divergence, replace(HP, direction=d)) for d in ("paper", "official"))
    torch.testing.assert_close(one, -other)


def test_for_one_sigmoid_every_start_is_on_attention_ats_line():
    """Rank one, as for VAT; the uniform start decides the sign, so it is the same whatever is drawn."""
    _, batch, reading, divergence = case()
    several = reading.mask.sum(1) > 1
    at = attention_at.perturbation(
        lambda s: negative_log_likelihood(reading.logits(s), batch.labels), reading.scores, reading.mask, 1.0
    )
    for start in ("random", "uniform"):
        hparams = replace(HP, epsilon=1.0, xi=1e-3, start=start)
        cosine = (found(reading, divergence, hparams) * at).sum(1)[several].abs()
        torch.testing.assert_close(cosine, torch.ones_like(cosine), atol=1e-4, rtol=0)
    uniform = [found(reading, divergence, replace(HP, start="uniform"), seed) for seed in range(5)]
    assert all(torch.equal(uniform[0], other) for other in uniform[1:])
    signs = {float((found(reading, divergence, HP, seed) * at).sum(1)[1].sign()) for seed in range(20)}
    assert signs == {-1.0, 1.0}


@pytest.mark.parametrize("start", ["random", "uniform"])
@pytest.mark.parametrize("direction", get_args(Direction))
def test_equal_scores_are_not_perturbed(direction, start):
    """Not even by the rounding in a gradient that is 0: only the labeled loss is left."""
    model, batch = make_model(), make_batch()
    torch.nn.init.zeros_(model.scorer.context.weight)
    hparams = replace(HP, direction=direction, start=start)
    clean = attention_ivat.loss(model, batch, replace(hparams, epsilon=0.0), noise())
    loss = attention_ivat.loss(model, batch, hparams, noise())
    torch.testing.assert_close(loss, clean)
    loss.backward()
    assert all(torch.isfinite(p.grad).all() for p in model.parameters())


@pytest.mark.parametrize("direction", get_args(Direction))
def test_one_word_and_padding_are_not_perturbed(direction):
    _, _, reading, divergence = case()
    r = found(reading, divergence, replace(HP, direction=direction))
    assert torch.isfinite(r).all() and (r[~reading.mask] == 0).all()
    assert (r[reading.mask.sum(1) == 1] == 0).all()
