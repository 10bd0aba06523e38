"""Likelihood and divergence, by hand."""

import math

import pytest
import torch

from steady_attention.models.outputs import (
    kl_divergence,
    log_probabilities,
    negative_log_likelihood,
    outputs,
)


def test_two_classes_share_one_output():
    assert [outputs(2), outputs(3), outputs(5)] == [1, 3, 5]


def test_one_logit_by_hand():
    """z = ln 3: p(positive) = 3/4."""
    p = log_probabilities(torch.tensor([[math.log(3.0)]])).exp()
    torch.testing.assert_close(p, torch.tensor([[0.25, 0.75]]))


def test_likelihood_by_hand():
    """-ln 3/4 for the positive class, -ln 1/4 for the negative one."""
    logits = torch.full((2, 1), math.log(3.0))
    losses = negative_log_likelihood(logits, torch.tensor([1, 0]))
    torch.testing.assert_close(losses, torch.tensor([math.log(4 / 3), math.log(4.0)]))


def test_divergence_by_hand():
    """KL((1/2, 1/2) || (1/4, 3/4)) = 1/2 ln 2 + 1/2 ln 2/3 = 1/2 ln 4/3."""
    found = kl_divergence(torch.zeros(1, 1), torch.tensor([[math.log(3.0)]]))
    assert found.item() == pytest.approx(0.5 * math.log(4 / 3))


@pytest.mark.parametrize("outputs", [1, 3])
def test_divergence_is_positive_and_zero_only_between_equals(outputs):
    random = torch.Generator().manual_seed(0)
    p, q = (torch.randn(101, outputs, generator=random, dtype=torch.float64) * 9 for _ in range(2))
    assert (kl_divergence(p, q) > 0).all()
    torch.testing.assert_close(kl_divergence(p, p), torch.zeros(101, dtype=torch.float64))


def test_extreme_logits_stay_finite():
    logits = torch.tensor([[-300.0], [300.0]])
    assert torch.isfinite(kl_divergence(logits, -logits)).all()
