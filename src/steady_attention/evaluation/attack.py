"""Perturbations of embedded words that change a prediction, of a model that is held still.

Shapes: B texts, L embedded words (of pairs those of both texts), D wide. `places` (B, L) is True on a word
that may be moved, `own` (B,) the class that the prediction is to leave.
"""

from collections.abc import Iterator
from dataclasses import replace

import torch
from torch import Tensor

from steady_attention.models.batch import Batch, Owners
from steady_attention.models.classifier import Classifier

STRIDE = 2.5  # steps of 2.5 radius / steps reach every place of the ball (Madry et al. 2018)


def rows_of(batch: Batch, rows: Tensor) -> Batch:
    """The given rows of a batch, as wide as before, without labels."""
    return replace(
        batch,
        tokens=batch.tokens[rows],
        lengths=batch.lengths[rows],
        mask=batch.mask[rows],
        owners=batch.owners and Owners(batch.owners.of[rows], batch.owners.counts[rows]),
        labels=None,
        unlabeled=None,
        second=batch.second and rows_of(batch.second, rows),
        candidates=None if batch.candidates is None else batch.candidates[rows],
    )


def decided(logits: Tensor) -> Tensor:
    """The class (B,) that logits (B, 1) or (B, C) decide for, by the rule of metrics.classification."""
    return (logits[:, 0] >= 0).long() if logits.shape[1] == 1 else logits.argmax(1)


def margins(logits: Tensor, own: Tensor) -> Tensor:
    """The largest other class's logit minus the own class's (B,): above 0 the prediction has changed."""
    if logits.shape[1] == 1:
        return logits[:, 0] * (1 - 2 * own)
    others = logits.scatter(1, own[:, None], float("-inf")).amax(1)
    return others - logits.gather(1, own[:, None])[:, 0]


def ascent(model: Classifier, batch: Batch, at: Tensor, places: Tensor, own: Tensor) -> tuple[Tensor, Tensor]:
    """The margins (B,) at embedded words (B, L, D), and their gradient, 0 outside `places`.

    Raises ValueError where either is not finite: NaN is no margin above 0, so that the prediction would count
    as one that nothing changes.
    """
    leaf = at.detach().requires_grad_()
    found = margins(model.read(leaf, batch).logits(), own)
    (gradient,) = torch.autograd.grad(found.sum(), leaf)
    found, gradient = found.detach(), torch.where(places[..., None], gradient, 0.0)
    for name, numbers in (("logits", found), ("gradient of the logits", gradient)):
        if not numbers.isfinite().all():
            row = int((~numbers.isfinite()).flatten(1 if numbers.dim() > 1 else 0).nonzero()[0, 0])
            raise ValueError(f"{name} of the model: expected finite numbers, found others in row {row}")
    return found, gradient


def sizes(moves: Tensor) -> Tensor:
    """Frobenius norms (B,) of perturbations (B, L, D)."""
    return moves.flatten(1).norm(dim=1)


def unit(directions: Tensor) -> Tensor:
    """Each direction (B, L, D) at norm 1; 0 stays 0. A tiny one keeps its direction: by the largest entry
    first.
    """
    largest = directions.abs().amax((1, 2))
    directions = scaled(directions, 1 / torch.where(largest > 0, largest, 1.0))
    length = sizes(directions)
    return scaled(directions, 1 / torch.where(length > 0, length, 1.0))


def scaled(moves: Tensor, by: Tensor) -> Tensor:
    """Each perturbation times its factor (B,)."""
    return moves * by[:, None, None]


def pgd(
    model: Classifier, batch: Batch, embedded: Tensor, places: Tensor, own: Tensor, radius: Tensor, steps: int
) -> Iterator[tuple[Tensor, Tensor]]:
    """Projected gradient ascent on the margin within L2 balls of radius (B,), from their centre.

    Gives each perturbation (B, L, D) and its margins (B,): the centre, and what each of the steps leads to.
    Steps are along the normalised gradient; nothing is clamped.
    """
    moves = torch.zeros_like(embedded)
    for step in range(steps + 1):
        found, gradient = ascent(model, batch, embedded + moves, places, own)
        yield moves, found
        if step < steps:
            moves = moves + scaled(unit(gradient), STRIDE * radius / steps)
            moves = scaled(moves, (radius / sizes(moves).clamp_min(1e-30)).clamp_max(1.0))
