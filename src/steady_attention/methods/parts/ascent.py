"""Projected gradient ascent: the perturbation of a given radius that raises a loss most (Madry et al. 2018).

Hu et al. 2023, Eqs. of "Projected gradient descent to find the perturbation", Algorithm 1, lines 3-7. There
one perturbation serves a whole batch; here each example has its own, as Eq. 6's maximum is inside the
expectation, and as in the published code. Each step has a fixed length, along the steepest direction of its
norm, as in the published code, where the paper steps by the gradient itself. The perturbed tensor is neither
clamped nor normalised again.
"""

from collections.abc import Callable
from typing import Literal

import torch
from torch import Tensor

from steady_attention.methods.parts.perturbation import gradient, random_unit, sign, unit

Norm = Literal["l2", "linf"]


def ascend(
    losses_at: Callable[[Tensor], Tensor],
    like: Tensor,
    mask: Tensor,
    radius: float,
    steps: int,
    step_size: float,
    norm: Norm,
    noise: torch.Generator,
) -> Tensor:
    """delta (B, T, ...) of at most the radius, each example in the given norm, 0 on padding: a constant.

    losses_at maps a delta to losses (B,); like gives its shape. Without a step nothing is searched: delta is
    the random start.
    """
    delta = start(like, mask, radius, norm, noise)
    for _ in range(steps):
        direction = steepest(gradient(losses_at, delta), mask, norm)
        delta = project(delta + step_size * direction, radius, norm)
    return delta


def across(radius: float, steps: int) -> float:
    """The step size with which all steps together cross the ball: 2 radius / steps, as in the published
    code.
    """
    return 2 * radius / max(steps, 1)


def start(like: Tensor, mask: Tensor, radius: float, norm: Norm, noise: torch.Generator) -> Tensor:
    """A random point of each example's ball, all points equally likely."""
    if norm == "linf":
        cube = torch.rand(like.shape, generator=noise, dtype=like.dtype).to(like.device)
        return radius * (2 * cube - 1) * _spread(mask, like)
    coordinates = _spread(mask, like).expand_as(like).flatten(1).sum(1)
    share = torch.rand(len(like), generator=noise, dtype=like.dtype).to(like.device)
    lengths = radius * share ** (1 / coordinates)
    return _per_example(lengths, like) * random_unit(like, mask, noise)


def steepest(g: Tensor, mask: Tensor, norm: Norm) -> Tensor:
    """The direction of norm 1 along which a loss of gradient g rises most: its sign, or g / |g|_2."""
    return sign(g) * _spread(mask, g) if norm == "linf" else unit(g, mask)


def project(delta: Tensor, radius: float, norm: Norm) -> Tensor:
    """The nearest point of each example's ball."""
    if norm == "linf":
        return delta.clamp(-radius, radius)
    lengths = delta.flatten(1).norm(dim=1)
    return delta * _per_example(torch.where(lengths > radius, radius / lengths, 1.0), delta)


def _spread(mask: Tensor, like: Tensor) -> Tensor:
    """The mask (B, T) with as many axes as `like`."""
    return mask.reshape(mask.shape + (1,) * (like.dim() - mask.dim()))


def _per_example(values: Tensor, like: Tensor) -> Tensor:
    """Values (B,) with as many axes as `like`."""
    return values.reshape(-1, *(1,) * (like.dim() - 1))
