"""The smallest L2 norm of a perturbation of chosen words' embeddings that changes a prediction (SEAT, Eq. 9).

Two searches over a batch: `bisected`, the reference, is projected gradient ascent with a binary search of the
radius; `adaptive` finds nearly the same in one run. On a linear model both give |z| / |dz/de| over the chosen
words. The model is frozen (models/noise.py); shapes and names are those of attack.py. Norms are those of
perturbations that did change the prediction.
"""

import torch
from torch import Tensor

from steady_attention.evaluation import attack
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier

FIRST, CAP = 0.1, 100.0  # norms: where the reference begins to double, and where both searches end
TOLERANCE = 0.01  # of the smallest norm
BEYOND = 1.002  # a step of `adaptive` ends this much behind where it takes the boundary to be
STRIDES = (0.5, 2.0)  # how far its radius may shrink and grow in one step
LONGEST = 3.0  # its first radius at most


def bisected(model: Classifier, batch: Batch, places: Tensor, steps: int) -> Tensor:
    """The smallest norms (B,); infinite where no radius up to CAP changes the prediction.

    The radius doubles from FIRST until a run of `steps` steps changes the prediction, then is halved between
    the largest that did not and the smallest that did, until they are TOLERANCE apart.
    """
    embedded, own = _clean(model, batch)
    low, high = (embedded.new_full((len(own),), value) for value in (0.0, float("inf")))
    radius, rows = torch.full_like(low, FIRST), torch.arange(len(own), device=own.device)
    while len(rows):
        some = attack.rows_of(batch, rows)
        least = _reached(model, some, embedded[rows], places[rows], own[rows], radius[rows], steps)
        changed = least < float("inf")
        high[rows] = torch.where(changed, least, high[rows])
        low[rows] = torch.where(changed, low[rows], radius[rows])
        radius = torch.where(high < float("inf"), (low + high) / 2, (2 * low).clamp(FIRST, CAP))
        open_ = torch.where(high < float("inf"), high - low > TOLERANCE * high, low < CAP)
        rows = rows[open_[rows]]
    return high


def adaptive(model: Classifier, batch: Batch, places: Tensor, steps: int) -> Tensor:
    """The smallest norms (B,); infinite where no radius up to CAP changes the prediction.

    One run of `steps` steps a text: the perturbation turns towards the gradient, ever less far, and its
    radius moves to where the boundary stands if the margin is linear between here and there: it shrinks after
    a change and grows otherwise. A text leaves when the linear margin promises less than TOLERANCE. One whose
    prediction never changed, since the margin is flat or changes back farther out, goes to `bisected`.
    """
    embedded, own = _clean(model, batch)
    least = embedded.new_full((len(own),), float("inf"))
    rows, moves = torch.arange(len(own), device=own.device), torch.zeros_like(embedded)
    for step in range(steps + 1):
        some = attack.rows_of(batch, rows)
        margin, gradient = attack.ascent(model, some, embedded[rows] + moves, places[rows], own[rows])
        reached = attack.sizes(moves)
        least[rows] = torch.where(margin > 0, torch.minimum(least[rows], reached), least[rows])
        slope = attack.sizes(gradient)
        nearest = ((gradient * moves).sum((1, 2)) - margin) / slope  # of a linear margin's boundary
        going = (slope > 0) & (least[rows] > (1 + TOLERANCE) * nearest)
        if step == steps or not going.any():
            break
        turn = 1 - step / steps
        rows, moves = rows[going], _moved(moves, margin, gradient, least[rows], turn)[going]
    lost = least == float("inf")
    if lost.any():
        least[lost] = bisected(model, attack.rows_of(batch, lost), places[lost], steps)
    return least


def _reached(
    model: Classifier, batch: Batch, embedded: Tensor, places: Tensor, own: Tensor, radius: Tensor, steps: int
) -> Tensor:
    """The smallest norms (B,) with which one run within each radius changed the prediction, infinite where it
    did not; it ends when all have changed.
    """
    least = torch.full_like(radius, float("inf"))
    for moves, margin in attack.pgd(model, batch, embedded, places, own, radius, steps):
        least = torch.where(margin > 0, torch.minimum(least, attack.sizes(moves)), least)
        if least.isfinite().all():
            break
    return least


def _moved(moves: Tensor, margin: Tensor, gradient: Tensor, least: Tensor, turn: float) -> Tensor:
    """The next perturbations (B, L, D), no longer than `least` (B,); `turn` is the gradient's share."""
    before = attack.sizes(moves)
    direction = attack.unit(turn * attack.unit(gradient) + (1 - turn) * attack.unit(moves))
    along = (gradient * direction).sum((1, 2))
    radius = BEYOND * ((gradient * moves).sum((1, 2)) - margin) / along
    shortest, longest = (before * stride for stride in STRIDES)
    longest = torch.where(before > 0, longest, LONGEST).clamp_max(CAP)
    radius = torch.where(along > 0, radius, torch.where(margin > 0, shortest, longest))
    return attack.scaled(direction, torch.minimum(radius.clamp(shortest, longest), least))


def _clean(model: Classifier, batch: Batch) -> tuple[Tensor, Tensor]:
    """The embedded words, and the decided classes."""
    with torch.no_grad():
        embedded = model.embed(batch, torch.Generator())  # no dropout in evaluation
        return embedded, attack.decided(model.read(embedded, batch).logits())
