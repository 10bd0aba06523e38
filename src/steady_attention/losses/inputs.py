"""What a loss is given: a reading of one's own model, labels, and whether their shapes fit."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from steady_attention.metrics.checks import refuse
from steady_attention.models.classifier import Reading

Decode = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class _Decoded(Reading):
    """A reading whose decoder is the user's, in the user's precision."""

    decode: Decode = torch.nn.Identity()
    precision: torch.dtype = torch.float32

    def logits_of(self, weights: Tensor) -> Tensor:
        """Logits (B, C) at these attention weights (B, T)."""
        return self.decode(super().logits_of(weights).to(self.precision))


def read(scores: Tensor, values: Tensor, mask: Tensor, decode: Decode | None) -> Reading:
    """The reading of scores (B, T), values (B, T, H) and mask (B, T); ValueError for what does not fit."""
    if scores.dim() != 2 or not scores.is_floating_point():
        refuse("scores", "fractions (texts, words)", f"shape {tuple(scores.shape)}, {scores.dtype}")
    if values.dim() != 3 or values.shape[:2] != scores.shape:
        expected = f"shape ({scores.shape[0]}, {scores.shape[1]}, numbers), as scores have"
        refuse("values", expected, tuple(values.shape))
    fit("mask", mask, scores.shape, bool_=True)
    if not mask.any(1).all():
        refuse("mask", "a word in each text", f"none in text {int((~mask.any(1)).nonzero()[0, 0])}")
    bias = values.new_zeros(values.shape[2])
    if decode is None:
        return Reading(scores, values, bias, mask)
    return _Decoded(scores, values, bias, mask, decode, values.dtype)


def numbered(labels: Tensor, texts: int) -> Tensor:
    """Labels (B,) of so many texts, as whole numbers; ValueError for others."""
    fit("labels", labels, (texts,))
    if labels.is_floating_point():
        refuse("labels", "whole numbers", labels.dtype)
    return labels.long()


def fit(name: str, given: Tensor, shape: tuple[int, ...], bool_: bool = False) -> None:
    """Raise ValueError unless a tensor has the shape and, where asked, is of true and false."""
    if given.shape != torch.Size(shape):
        refuse(name, f"shape {tuple(shape)}", tuple(given.shape))
    if bool_ and given.dtype != torch.bool:
        refuse(name, "True on words, False elsewhere", f"numbers of type {given.dtype}")
