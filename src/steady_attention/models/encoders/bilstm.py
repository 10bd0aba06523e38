"""An LSTM in each direction (Kitada & Iyatomi 2022, appendix A)."""

from collections.abc import Mapping
from typing import Any

from torch import nn

from steady_attention.models.recurrent import Recurrent, TwoDirections


def build(embedding: int, pair: bool, sizes: Mapping[str, Any]) -> Recurrent:
    """`hidden` units each direction."""
    return Recurrent(lambda: TwoDirections(nn.LSTM, embedding, sizes["hidden"]), pair)
