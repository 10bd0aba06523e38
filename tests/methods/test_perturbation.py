"""Directions: unit length, nothing on padding, no trace left in the model."""

import pytest
import torch

from steady_attention.methods.perturbation import gradient, random_unit, unit
from tests.tiny import noise

MASK = torch.tensor([[True, True, False]])


def test_unit_by_hand():
    """|(3, 4)| = 5: the direction is (0.6, 0.8); the 9 on padding counts for nothing."""
    found = unit(torch.tensor([[3.0, 4.0, 9.0]]), MASK)
    torch.testing.assert_close(found, torch.tensor([[0.6, 0.8, 0.0]]))


def test_unit_is_per_example_over_all_further_axes():
    direction = torch.randn(3, 5, 7, generator=noise())
    mask = torch.arange(5) < torch.tensor([[5], [2], [1]])
    found = unit(direction, mask)
    torch.testing.assert_close(found.flatten(1).norm(dim=1), torch.ones(3))
    assert (found[~mask] == 0).all()


@pytest.mark.parametrize("scale", [1e-30, 1.0, 1e30])
def test_unit_does_not_depend_on_the_length(scale):
    found = unit(torch.tensor([[3.0, 4.0, 0.0]]) * scale, MASK)
    torch.testing.assert_close(found, torch.tensor([[0.6, 0.8, 0.0]]))


def test_a_zero_direction_stays_zero():
    assert torch.equal(unit(torch.zeros(2, 3), MASK.expand(2, 3)), torch.zeros(2, 3))


def test_gradient_by_hand():
    """d/dx of x^2 y summed over the row (x, y) = (3, 5): (2xy, x^2) = (30, 9)."""
    at = torch.tensor([[3.0, 5.0]], requires_grad=True)
    found = gradient(lambda x: x[:, 0] ** 2 * x[:, 1], at)
    assert found.tolist() == [[30.0, 9.0]]
    assert not found.requires_grad and at.grad is None


def test_random_directions_have_unit_length_and_no_padding():
    mask = torch.arange(13) < torch.tensor([[13], [1], [5]])
    found = random_unit(torch.empty(3, 13), mask, noise())
    torch.testing.assert_close(found.norm(dim=1), torch.ones(3))
    assert (found[~mask] == 0).all()
    assert not torch.equal(found, random_unit(torch.empty(3, 13), mask, noise(1)))
