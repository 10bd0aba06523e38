"""Recurrent encoders over padded batches, without packing.

A forward direction never sees the padding behind a text. A backward direction reads each text turned round
within its own length, which keeps the padding behind it too; the result is then turned back. So the states of
real words equal those of packed sequences exactly, at a third of packing's cost on long texts.
"""

import torch
from torch import Tensor, nn

NAMES = ("rnn", "lstm", "bilstm")


def turned(lengths: Tensor, width: int) -> Tensor:
    """Flat indices (B * T,) that turn every row of a (B * T, ...) tensor round within its length.

    Turning twice is the identity; padding stays where it is.
    """
    within = torch.arange(width, device=lengths.device).expand(len(lengths), width)
    row = torch.arange(len(lengths), device=lengths.device)[:, None] * width
    last = lengths[:, None] - 1
    return (row + torch.where(within <= last, last - within, within)).flatten()


class OneDirection(nn.Module):
    """A tanh RNN or an LSTM from left to right: embedded (B, T, D) -> states (B, T, H)."""

    def __init__(self, cell: type[nn.RNN] | type[nn.LSTM], embedding: int, hidden: int):
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
    """An LSTM in each direction, side by side: embedded (B, T, D) -> states (B, T, 2H)."""

    def __init__(self, embedding: int, hidden: int):
        super().__init__()
        self.right = nn.LSTM(embedding, hidden, batch_first=True)
        self.left = nn.LSTM(embedding, hidden, batch_first=True)
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


def _at(states: Tensor, positions: Tensor) -> Tensor:
    """The state (B, H) at one position (B,) of each text."""
    return states[torch.arange(len(states), device=states.device), positions]


def _rows(tensor: Tensor, indices: Tensor) -> Tensor:
    """The (B * T) rows of a (B, T, X) tensor in another order."""
    return tensor.reshape(len(indices), -1).index_select(0, indices).view(tensor.shape)


def build(name: str, embedding: int, hidden: int) -> nn.Module:
    """The encoder of that name; `hidden` units each direction."""
    if name == "bilstm":
        return TwoDirections(embedding, hidden)
    return OneDirection({"rnn": nn.RNN, "lstm": nn.LSTM}[name], embedding, hidden)
