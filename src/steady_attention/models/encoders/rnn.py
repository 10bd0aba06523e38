"""A tanh RNN from left to right (Hu et al. 2023)."""

from collections.abc import Mapping
from typing import Any

from torch import nn

from steady_attention.models.recurrent import OneDirection, Recurrent


def build(embedding: int, pair: bool, sizes: Mapping[str, Any]) -> Recurrent:
    """`hidden` units each direction."""
    return Recurrent(lambda: OneDirection(nn.RNN, embedding, sizes["hidden"]), pair)
