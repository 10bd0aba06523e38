"""Recurrent encoders over padded batches, without packing.

A forward direction never sees the padding behind a text. A backward direction reads each text turned round
within its own length, which keeps the padding behind it too; the result is then turned back. So the states of
real words equal those of packed sequences exactly, at a third of packing's cost on long texts.
"""

from collections.abc import Callable
from typing import Self

import torch
from torch import Tensor, nn

from steady_attention.models.batch import Batch
from steady_attention.models.encoders import Encoded


class Recurrent(nn.Module):
    """Cells over the attended text; of pairs other cells over the other text, whose final state asks."""

    def __init__(self, cells: Callable[[], nn.Module], pair: bool):
        """cells: makes a module from embedded words and lengths to states (B, T, H), with `size` H and
        `final(states, lengths)` (B, H).
        """
        super().__init__()
        self.first = cells()
        self.second = cells() if pair else None
        self.size = self.first.size
        self.pooled_size = (2 if pair else 1) * self.size

    def train(self, mode: bool = True) -> Self:
        """As of any module, but the cells stay in training mode. They have no dropout, so that it changes no
        number; but cuDNN keeps what a gradient needs in that mode alone, and measures take gradients of a
        model in evaluation mode.
        """
        super().train(mode)
        for part in self.modules():
            if isinstance(part, nn.RNNBase):
                part.train()
        return self

    def forward(self, embedded: Tensor, batch: Batch) -> Encoded:
        """The states, and the final state of the other text."""
        states = self.first(embedded[:, : batch.tokens.shape[1]], batch.lengths)
        if self.second is None:
            return Encoded(states, None)
        return Encoded(states, self.second.final(self._others(embedded, batch), batch.second.lengths))

    def pooled(self, embedded: Tensor, batch: Batch) -> Tensor:
        """The maxima of the states over the real words (Zhou et al. 2021, section 4.1); of pairs those of
        both texts side by side: without attention the other one would not be read at all. The paper has no
        pairs.
        """
        found = maximum(self.first(embedded[:, : batch.tokens.shape[1]], batch.lengths), batch.mask)
        if self.second is None:
            return found
        return torch.cat([found, maximum(self._others(embedded, batch), batch.second.mask)], 1)

    def _others(self, embedded: Tensor, batch: Batch) -> Tensor:
        return self.second(embedded[:, batch.tokens.shape[1] :], batch.second.lengths)


class OneDirection(nn.Module):
    """A recurrent cell from left to right: embedded (B, T, D) -> states (B, T, H)."""

    def __init__(self, cell: type[nn.RNNBase], embedding: int, hidden: int):
        super().__init__()
        self.cell = cell(embedding, hidden, batch_first=True)
        self.size = hidden

    def forward(self, embedded: Tensor, lengths: Tensor) -> Tensor:
        """States of all positions; those of padding mean nothing."""
        return self.cell(embedded)[0]

    def final(self, states: Tensor, lengths: Tensor) -> Tensor:
        """The state (B, H) behind each text's last word."""
        return _at(states, lengths - 1)


class TwoDirections(nn.Module):
    """A recurrent cell in each direction, side by side: embedded (B, T, D) -> states (B, T, 2H)."""

    def __init__(self, cell: type[nn.RNNBase], embedding: int, hidden: int):
        super().__init__()
        self.right = cell(embedding, hidden, batch_first=True)
        self.left = cell(embedding, hidden, batch_first=True)
        self.size = 2 * hidden

    def forward(self, embedded: Tensor, lengths: Tensor) -> Tensor:
        """States of all positions; those of padding mean nothing."""
        turn = turned(lengths, embedded.shape[1])
        left = self.left(_rows(embedded, turn))[0]
        return torch.cat([self.right(embedded)[0], _rows(left, turn)], dim=2)

    def final(self, states: Tensor, lengths: Tensor) -> Tensor:
        """Each direction's last state, side by side (B, 2H): behind the last word, and before the first."""
        half = self.size // 2
        return torch.cat([_at(states, lengths - 1)[:, :half], states[:, 0, half:]], dim=1)


def maximum(states: Tensor, mask: Tensor) -> Tensor:
    """The largest value of each state (B, T, H) over the real words (B, T): (B, H).

    A row without a real word has no maximum and gives NaN, as it has no attention.
    """
    largest = states.masked_fill(~mask[..., None], float("-inf")).amax(1)
    return largest.masked_fill(~mask.any(1, keepdim=True), float("nan"))


def turned(lengths: Tensor, width: int) -> Tensor:
    """Flat indices (B * T,) that turn every row of a (B * T, ...) tensor round within its length.

    Turning twice is the identity; padding stays where it is.
    """
    within = torch.arange(width, device=lengths.device).expand(len(lengths), width)
    row = torch.arange(len(lengths), device=lengths.device)[:, None] * width
    last = lengths[:, None] - 1
    return (row + torch.where(within <= last, last - within, within)).flatten()


def _at(states: Tensor, positions: Tensor) -> Tensor:
    """The state (B, H) at one position (B,) of each text."""
    return states[torch.arange(len(states), device=states.device), positions]


def _rows(tensor: Tensor, indices: Tensor) -> Tensor:
    """The (B * T) rows of a (B, T, X) tensor in another order."""
    return tensor.reshape(len(indices), -1).index_select(0, indices).view(tensor.shape)
