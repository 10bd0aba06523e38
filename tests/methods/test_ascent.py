"""Projected gradient ascent: closed forms on linear losses, never outside the ball, never on padding."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.methods.parts.ascent import across, ascend, project, start, steepest
from tests.tiny import noise

MASK = torch.tensor([[True, True, False], [True, True, True]])
SLOPES = torch.tensor([[3.0, -4.0, 9.0], [2.0, 1.0, -2.0]])  # of lengths 5 on words, and 3


def linear(delta):
    """A loss whose gradient is the same everywhere; it also rises on padding."""
    return (delta * SLOPES).sum(1)


@pytest.mark.parametrize(
    ("norm", "expected"),
    [
        ("l2", [[6.0, -8.0, 0.0], [20 / 3, 10 / 3, -20 / 3]]),
        ("linf", [[10.0, -10.0, 0.0], [10.0, 10.0, -10.0]]),
    ],
)
def test_a_linear_loss_has_a_closed_form(norm, expected):
    """radius g / |g|_2, and radius sign(g): each example's own, though their gradients point apart."""
    delta = ascend(linear, torch.zeros(2, 3), MASK, 10.0, 40, 10.0, norm, noise())
    torch.testing.assert_close(delta, torch.tensor(expected))


def test_in_linf_ten_steps_across_the_ball_reach_it():
    delta = ascend(linear, torch.zeros(2, 3), MASK, 0.01, 10, across(0.01, 10), "linf", noise())
    torch.testing.assert_close(delta, 0.01 * SLOPES.sign() * MASK)


def test_step_size_by_hand():
    """Ten steps of 0.002 are 0.02, the way across a ball of 0.01. Without a step it is not used."""
    assert across(0.01, 10) == pytest.approx(0.002) and across(0.01, 0) == 0.02


@pytest.mark.parametrize(
    ("norm", "expected"), [("l2", [[0.6, 0.8], [0.3, 0.4]]), ("linf", [[1.0, 1.0], [0.3, 0.4]])]
)
def test_projection_by_hand(norm, expected):
    """(3, 4) is of length 5; (0.3, 0.4) is inside and stays."""
    found = project(torch.tensor([[3.0, 4.0], [0.3, 0.4]]), 1.0, norm)
    torch.testing.assert_close(found, torch.tensor(expected))


def test_steepest_by_hand():
    g = torch.tensor([[3.0, -4.0, 9.0]])
    torch.testing.assert_close(steepest(g, MASK[:1], "l2"), torch.tensor([[0.6, -0.8, 0.0]]))
    assert steepest(g, MASK[:1], "linf").tolist() == [[1.0, -1.0, 0.0]]


@pytest.mark.parametrize("norm", ["l2", "linf"])
class TestBothNorms:
    def test_radius_0_gives_0(self, norm):
        delta = ascend(linear, torch.zeros(2, 3), MASK, 0.0, 10, across(0.0, 10), norm, noise())
        assert torch.equal(delta, torch.zeros(2, 3))

    def test_without_a_step_it_is_the_start(self, norm):
        delta = ascend(linear, torch.zeros(2, 3), MASK, 5.0, 0, across(5.0, 0), norm, noise(1))
        assert torch.equal(delta, start(torch.zeros(2, 3), MASK, 5.0, norm, noise(1)))
        assert not torch.equal(delta, start(torch.zeros(2, 3), MASK, 5.0, norm, noise(2)))

    def test_it_is_a_constant_and_leaves_no_gradient(self, norm):
        weight = torch.ones(3, requires_grad=True)
        delta = ascend(lambda d: d @ weight, torch.zeros(2, 3), MASK, 1.0, 3, 0.5, norm, noise())
        assert not delta.requires_grad and weight.grad is None

    def test_a_flat_loss_keeps_the_start(self, norm):
        delta = ascend(lambda d: 0 * d.sum(1), torch.zeros(2, 3), MASK, 1.0, 3, 0.5, norm, noise(1))
        torch.testing.assert_close(delta, start(torch.zeros(2, 3), MASK, 1.0, norm, noise(1)))

    def test_a_gradient_that_is_none_becomes_a_loss_that_is_none(self, norm):
        """Training reports such a loss as divergence; the other text's perturbation stays a number. torch's
        sign says 0 of NaN.
        """
        broken = torch.tensor([[1.0, 1.0, 1.0], [float("nan"), 1.0, 1.0]])
        delta = ascend(lambda d: (d * broken).sum(1), torch.zeros(2, 3), MASK, 1.0, 3, 0.5, norm, noise())
        assert delta[0].isfinite().all() and delta[1].isnan().any()
        assert linear(delta).isnan().tolist() == [False, True]

    def test_more_steps_raise_a_curved_loss_more(self, norm):
        def curved(delta):
            return linear(delta) - (delta**2).sum(1) * torch.tensor([7.0, 2.0])

        found = [
            curved(ascend(curved, torch.zeros(2, 3), MASK, 0.5, steps, 0.05, norm, noise()))
            for steps in (0, 2, 20)
        ]
        assert (found[1] > found[0]).all() and (found[2] > found[1]).all()


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=3),
    st.sampled_from(["l2", "linf"]),
    st.floats(1e-6, 1e3),
    st.integers(0, 5),
    st.floats(0.01, 7.0),
    st.sampled_from([(), (2,)]),
    st.integers(0, 2**31),
)
def test_never_outside_the_ball_and_never_on_padding(lengths, norm, radius, steps, share, rest, seed):
    """Of a curved loss, with steps shorter or longer than the ball."""
    shape = (len(lengths), 5, *rest)
    mask = torch.arange(5) < torch.tensor(lengths)[:, None]
    slopes = torch.randn(shape, generator=noise(seed), dtype=torch.float64)

    def losses(delta):
        return (slopes * delta + torch.sin(3 * delta / radius)).flatten(1).sum(1)

    like = torch.zeros(shape, dtype=torch.float64)
    delta = ascend(losses, like, mask, radius, steps, share * radius, norm, noise(seed + 1))
    assert (delta[~mask] == 0).all() and (delta[mask] != 0).any()
    assert (delta.flatten(1).norm(p=2 if norm == "l2" else torch.inf, dim=1) <= radius * (1 + 1e-12)).all()


def test_starts_fill_the_ball_evenly():
    """In a disc of radius 1 the mean distance is 2 / 3, on a line of one word 1 / 2; in a square each
    coordinate's mean distance is 1 / 2.
    """
    for norm, words, expected in (("l2", 2, 2 / 3), ("l2", 1, 1 / 2), ("linf", 2, 1 / 2)):
        mask = (torch.arange(3) < words).expand(30011, 3)
        found = start(torch.zeros(30011, 3), mask, 1.0, norm, noise())
        lengths = found.norm(dim=1) if norm == "l2" else found[:, :words].abs().flatten()
        assert float(lengths.mean()) == pytest.approx(expected, abs=0.02)
        assert abs(float(found[:, :words].mean())) < 0.02
