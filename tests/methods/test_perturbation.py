"""Directions: unit length, nothing on padding, no trace left in the model."""

import pytest
import torch

from steady_attention.methods.parts.perturbation import differentiated, gradient, random_unit, sign, unit
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


def test_the_sign_of_nan_is_nan():
    found = sign(torch.tensor([-2.0, 0.0, 3.0, float("inf"), float("nan")]))
    assert found[:4].tolist() == [-1.0, 0.0, 1.0, 1.0] and found[4].isnan()


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


def test_differentiated_by_hand():
    """x w, x = 2 u, at u = 3, w = 5: at once w = 5 in x; later, of 7 x w, 7 x = 42 in w, 14 w = 70 in u."""
    u, w, unused = (torch.tensor(value, requires_grad=True) for value in (3.0, 5.0, 1.0))
    x = 2 * u
    value, at_x = differentiated(x * w, x, [w, unused])
    assert (float(value.detach()), float(at_x)) == (30.0, 5.0) and not at_x.requires_grad
    assert w.grad is None and u.grad is None
    (7 * value).backward()
    assert (float(w.grad), float(u.grad), unused.grad) == (42.0, 70.0, None)


def test_differentiated_adds_to_other_uses():
    """x w + x: what else is made of x counts too, 5 + 1 in x."""
    x, w = torch.tensor(3.0, requires_grad=True), torch.tensor(5.0, requires_grad=True)
    value, _ = differentiated(x * w, x, [w])
    (value + x).backward()
    assert (float(x.grad), float(w.grad)) == (6.0, 3.0)
