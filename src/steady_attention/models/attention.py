"""Attention scores and their softmax."""

from functools import cache

import torch
from torch import Tensor, nn


def masked_softmax(scores: Tensor, mask: Tensor) -> Tensor:
    """Attention a (B, T): softmax of the scores (B, T) over the real words; exactly 0 elsewhere.

    Kitada & Iyatomi 2022, Eq. 17. A row without a real word has no attention and gives NaN.
    """
    return torch.softmax(scores.masked_fill(~mask, float("-inf")), dim=1)


def permuted_words(scores: Tensor, mask: Tensor) -> Tensor:
    """Each text's scores (B, T) on other ones of its real words (of BERT: word pieces), by a permutation that
    depends on their number alone: so every pass over a text, clean or perturbed, has the same one.
    """
    order = torch.arange(scores.shape[1]).repeat(len(scores), 1)
    for row, real in zip(order, mask.cpu(), strict=True):
        places = real.nonzero()[:, 0]
        row[places] = places[permutation(len(places))]
    return scores.gather(1, order.to(scores.device))


@cache
def permutation(words: int) -> Tensor:
    """A pseudo-random order of so many words, always the same."""
    return torch.randperm(words, generator=torch.Generator().manual_seed(words))


class Additive(nn.Module):
    """Scores c^T tanh(W h_t + b) (Bahdanau et al. 2014; Kitada & Iyatomi 2022, Eq. 16)."""

    def __init__(self, states: int, hidden: int):
        super().__init__()
        self.hidden = nn.Linear(states, hidden)
        self.context = nn.Linear(hidden, 1, bias=False)

    def forward(self, states: Tensor) -> Tensor:
        """states (B, T, H) -> scores (B, T)."""
        return self.context(torch.tanh(self.hidden(states))).squeeze(-1)


class ScaledDot(nn.Module):
    """Scores q^T h_t / sqrt(H) with a learned query q (Vaswani et al. 2017; Jain & Wallace 2019 for one
    text).
    """

    def __init__(self, states: int):
        super().__init__()
        self.query = nn.Linear(states, 1, bias=False)

    def forward(self, states: Tensor) -> Tensor:
        """states (B, T, H) -> scores (B, T)."""
        return self.query(states).squeeze(-1) / states.shape[-1] ** 0.5


class PairAdditive(nn.Module):
    """Scores c^T tanh(W_1 h_t + W_2 q + b), q the final state of the other text (Kitada & Iyatomi 2022, Eq.
    22).
    """

    def __init__(self, states: int, hidden: int):
        super().__init__()
        self.hidden = nn.Linear(states, hidden)
        self.query = nn.Linear(states, hidden, bias=False)
        self.context = nn.Linear(hidden, 1, bias=False)

    def forward(self, states: Tensor, final: Tensor) -> Tensor:
        """states (B, T, H), final (B, H) -> scores (B, T)."""
        hidden = torch.tanh(self.hidden(states) + self.query(final)[:, None, :])
        return self.context(hidden).squeeze(-1)


class PairScaledDot(nn.Module):
    """Scores (W q)^T h_t / sqrt(H), q the final state of the other text (Vaswani et al. 2017; Jain & Wallace
    2019 for pairs).
    """

    def __init__(self, states: int):
        super().__init__()
        self.query = nn.Linear(states, states, bias=False)

    def forward(self, states: Tensor, final: Tensor) -> Tensor:
        """states (B, T, H), final (B, H) -> scores (B, T)."""
        return torch.einsum("bth,bh->bt", states, self.query(final)) / states.shape[-1] ** 0.5


def build(name: str, states: int, hidden: int, pair: bool) -> nn.Module:
    """The attention `additive` or `dot`, of one text or of pairs."""
    if pair:
        return PairAdditive(states, hidden) if name == "additive" else PairScaledDot(states)
    return Additive(states, hidden) if name == "additive" else ScaledDot(states)
