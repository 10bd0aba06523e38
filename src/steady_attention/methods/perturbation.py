"""Directions and lengths of perturbations, one per example."""

from collections.abc import Callable

import torch
from torch import Tensor


def unit(direction: Tensor, mask: Tensor) -> Tensor:
    """Each example's direction (B, T, ...) scaled to L2 norm 1 over its real words; 0 on padding.

    A direction without length stays 0. It is scaled by its largest entry first, so a tiny gradient keeps its
    direction.
    """
    spread = mask.reshape(mask.shape + (1,) * (direction.dim() - mask.dim()))
    flat = torch.where(spread, direction, 0.0).flatten(1)
    largest = flat.abs().amax(1, keepdim=True)
    flat = flat / torch.where(largest > 0, largest, 1.0)
    length = flat.norm(dim=1, keepdim=True)
    return (flat / torch.where(length > 0, length, 1.0)).view(direction.shape)


def gradient(losses_at: Callable[[Tensor], Tensor], at: Tensor) -> Tensor:
    """The gradient of each example's loss at `at` (B, T, ...), in `at` alone: no parameter's gradient is
    touched.

    losses_at maps a tensor like `at` to losses (B,). The result is a constant.
    """
    leaf = at.detach().requires_grad_()
    (found,) = torch.autograd.grad(losses_at(leaf).sum(), leaf)
    return found


def random_unit(like: Tensor, mask: Tensor, noise: torch.Generator) -> Tensor:
    """A random direction of L2 norm 1 per example: normal on real words, 0 on padding, shaped as `like`."""
    return unit(torch.randn(like.shape, generator=noise, dtype=like.dtype, device=like.device), mask)
