"""Encoders, one file each: `build(embedding, pair, sizes) -> Encoder`.

embedding: width D of the embedded words. pair: whether there is another text that asks. sizes: the encoder's
own settings, `hidden` of a recurrent one, of BERT its configuration.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, Protocol

from torch import Tensor, nn

from steady_attention.models.batch import Batch
from steady_attention.store import registry
from steady_attention.store.messages import one_of

NAMES = registry.ENCODERS.names


@dataclass(frozen=True)
class Encoded:
    """states (B, T, H) of the attended text, those of padding meaning nothing; question (B, H) that a pair's
    other text puts to them, None of single texts.
    """

    states: Tensor
    question: Tensor | None


class Encoder(Protocol):
    """What an encoder owes: sizes H of its states and P of what it pools, and the two functions."""

    size: int
    pooled_size: int

    def __call__(self, embedded: Tensor, batch: Batch) -> Encoded:
        """Embedded words (B, T, D), of pairs (B, T + T2, D)."""

    def pooled(self, embedded: Tensor, batch: Batch) -> Tensor:
        """All of it as one vector (B, P), without attention (method base)."""


def get(name: str) -> ModuleType:
    """The module encoders/<name>.py. Raises UserError on an unknown name, with the known ones."""
    one_of("params.yaml `encoder`", name, NAMES)
    return import_module(f"{__name__}.{name}")


def build(name: str, embedding: int, pair: bool, sizes: Mapping[str, Any]) -> nn.Module:
    """The encoder of that name."""
    return get(name).build(embedding, pair, sizes)
