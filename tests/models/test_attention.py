"""Masked softmax and the two ways to score."""

import math

import pytest
import torch

from steady_attention.models.attention import Additive, ScaledDot, masked_softmax


def test_softmax_by_hand():
    """Scores 0 and ln 3 share as 1 : 3; the masked word has none, whatever its score."""
    scores = torch.tensor([[0.0, math.log(3.0), 99.0]])
    mask = torch.tensor([[True, True, False]])
    torch.testing.assert_close(masked_softmax(scores, mask), torch.tensor([[0.25, 0.75, 0.0]]))


def test_padding_is_exactly_zero_and_rows_sum_to_one():
    scores = torch.randn(3, 7, generator=torch.Generator().manual_seed(0)) * 50
    mask = torch.arange(7) < torch.tensor([[1], [5], [7]])
    attention = masked_softmax(scores, mask)
    assert (attention[~mask] == 0).all()
    torch.testing.assert_close(attention.sum(1), torch.ones(3))


def test_adding_a_constant_to_all_scores_changes_nothing():
    scores, mask = torch.tensor([[1.0, -2.0, 0.5]]), torch.ones(1, 3, dtype=torch.bool)
    torch.testing.assert_close(masked_softmax(scores + 17, mask), masked_softmax(scores, mask))


def test_additive_score_by_hand():
    """c tanh(w h + b) with w = 2, b = 1, c = 3 at h = -0.5 is 3 tanh(0) = 0, at h = 0 it is 3 tanh(1)."""
    scorer = Additive(1, 1)
    with torch.no_grad():
        scorer.hidden.weight.fill_(2.0)
        scorer.hidden.bias.fill_(1.0)
        scorer.context.weight.fill_(3.0)
    scores = scorer(torch.tensor([[[-0.5], [0.0]]]))
    torch.testing.assert_close(scores, torch.tensor([[0.0, 3 * math.tanh(1.0)]]))


def test_scaled_dot_score_by_hand():
    """q = (1, 2, 3, 4), h = (1, 1, 1, 1): 10 / sqrt(4) = 5."""
    scorer = ScaledDot(4)
    with torch.no_grad():
        scorer.query.weight.copy_(torch.tensor([[1.0, 2.0, 3.0, 4.0]]))
    assert scorer(torch.ones(1, 1, 4)).item() == pytest.approx(5.0)
