"""An LSTM from left to right (Zhou et al. 2021, section 4.2)."""

from collections.abc import Mapping
from typing import Any

from torch import nn

from steady_attention.models.recurrent import OneDirection, Recurrent


def build(embedding: int, pair: bool, sizes: Mapping[str, Any]) -> Recurrent:
    """`hidden` units each direction."""
    return Recurrent(lambda: OneDirection(nn.LSTM, embedding, sizes["hidden"]), pair)
