"""D1 and D2 of SEAT on numbers for the head; against torch's own losses; flat where student equals target."""

from math import log

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from steady_attention.methods.parts.divergence import divergence, soft_cross_entropy, total_variation
from steady_attention.models.outputs import IMPOSSIBLE
from tests.tiny import noise

EVEN, THREE_TO_ONE = torch.tensor([[0.0]]), torch.tensor([[log(3)]])  # p = 1/2, p = 3/4 of the second class


def test_cross_entropy_by_hand():
    """-sum p log q: of 3/4 against an even q ln 2; of an even p against q = (1/4, 3/4) ln 4 - 1/2 ln 3."""
    torch.testing.assert_close(soft_cross_entropy(EVEN, THREE_TO_ONE), torch.tensor([log(2)]))
    torch.testing.assert_close(soft_cross_entropy(THREE_TO_ONE, EVEN), torch.tensor([log(4) - log(3) / 2]))


def test_total_variation_by_hand():
    """(1/4, 3/4) and (1/2, 1/2): (1/4 + 1/4) / 2. (1/2, 1/4, 1/4) and thirds: (1/6 + 1/12 + 1/12) / 2."""
    torch.testing.assert_close(total_variation(THREE_TO_ONE, EVEN), torch.tensor([0.25]))
    three = torch.tensor([[log(2), 0.0, 0.0]])
    torch.testing.assert_close(total_variation(three, torch.zeros(1, 3)), torch.tensor([1 / 6]))


def test_names():
    assert torch.equal(divergence("bce", EVEN, THREE_TO_ONE), soft_cross_entropy(EVEN, THREE_TO_ONE))
    assert torch.equal(divergence("tvd", EVEN, THREE_TO_ONE), total_variation(EVEN, THREE_TO_ONE))


def test_cross_entropy_is_torchs():
    z, t = (3 * torch.randn(11, 1, generator=noise(seed), dtype=torch.float64) for seed in (0, 1))
    expected = functional.binary_cross_entropy_with_logits(z, torch.sigmoid(t), reduction="none")[:, 0]
    torch.testing.assert_close(soft_cross_entropy(z, t), expected)
    z, t = (3 * torch.randn(11, 5, generator=noise(seed), dtype=torch.float64) for seed in (0, 1))
    expected = functional.cross_entropy(z, torch.softmax(t, 1), reduction="none")
    torch.testing.assert_close(soft_cross_entropy(z, t), expected)


@given(st.lists(st.lists(st.floats(-30, 30), min_size=4, max_size=4), min_size=1, max_size=5))
def test_total_variation_is_a_distance_within_0_and_1(rows):
    logits = torch.tensor(rows)
    for one, other in ((logits[:, :1], logits[:, 1:2]), (logits[:, :2], logits[:, 2:])):
        found = total_variation(one, other)
        assert ((found >= 0) & (found <= 1 + 1e-6)).all()
        assert torch.equal(found, total_variation(other, one)) and not total_variation(one, one).any()


@pytest.mark.parametrize("name", ["bce", "tvd"])
@given(rows=st.lists(st.lists(st.floats(-30, 30, width=32), min_size=3, max_size=3), min_size=1, max_size=5))
def test_the_gradient_at_the_target_is_0_to_the_last_bit(name, rows):
    for target in (torch.tensor(rows), torch.tensor(rows)[:, :1]):
        logits = target.clone().requires_grad_()
        divergence(name, logits, target).mean().backward()
        assert not logits.grad.any()


def test_the_gradient_of_cross_entropy_is_q_minus_p():
    logits = THREE_TO_ONE.clone().requires_grad_()
    soft_cross_entropy(logits, EVEN).sum().backward()
    torch.testing.assert_close(logits.grad, torch.tensor([[0.25]]))


@pytest.mark.parametrize("name", ["bce", "tvd"])
def test_a_class_that_is_no_candidate_counts_for_nothing(name):
    two = [torch.tensor([[1.0, -2.0]]), torch.tensor([[0.5, 3.0]])]
    three = [torch.cat([logits, torch.full((1, 1), IMPOSSIBLE)], 1) for logits in two]
    torch.testing.assert_close(divergence(name, *three), divergence(name, *two))
