"""Directions and lengths of perturbations, one per example."""

from collections.abc import Callable, Sequence
from typing import Any

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


def sign(direction: Tensor) -> Tensor:
    """The sign of each number; NaN stays NaN, where torch's sign says 0 and would hide that it is none."""
    return torch.where(direction.isnan(), direction, direction.sign())


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
    return unit(torch.randn(like.shape, generator=noise, dtype=like.dtype).to(like.device), mask)


class _Differentiated(torch.autograd.Function):
    """A value whose gradients in `inputs` are known."""

    @staticmethod
    def forward(ctx: Any, value: Tensor, gradients: Sequence[Tensor | None], *inputs: Tensor) -> Tensor:
        """The value; the gradients wait for the backward pass."""
        ctx.gradients = gradients
        return value.clone()

    @staticmethod
    def backward(ctx: Any, outer: Tensor) -> tuple[Tensor | None, ...]:
        """The gradients, times that of what was made of the value."""
        return None, None, *(None if found is None else outer * found for found in ctx.gradients)


def differentiated(value: Tensor, at: Tensor, parameters: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """The value, and its gradient at `at`: a constant.

    One backward pass serves twice: it stops at `at` and at the parameters, and what it found there is handed
    on when the returned value is differentiated. The value may depend on nothing else that is trained.
    """
    inputs = (at, *parameters)
    gradients = torch.autograd.grad(value, inputs, allow_unused=True)
    return _Differentiated.apply(value.detach(), gradients, *inputs), gradients[0]
