"""Embedded words -> states -> their maximum -> logits, without attention (Zhou et al. 2021, section 4.1)."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from steady_attention.models import encoders
from steady_attention.models.batch import Batch
from steady_attention.models.candidates import among
from steady_attention.models.embedder import Embedder
from steady_attention.models.outputs import outputs


@dataclass(frozen=True)
class Pooled:
    """What one pass leaves: decoded (B, C), the logits."""

    decoded: Tensor

    def logits(self) -> Tensor:
        """Logits (B, C)."""
        return self.decoded


class MaxPooled(Embedder):
    """embed -> read, as Classifier, but no attention: the decoder sees the maximum of each state over a text.

    Of pairs the other text has an encoder of its own, and the decoder sees the maxima of both texts side by
    side: without attention it would not be read at all. The paper has no pairs.
    """

    def __init__(self, vectors: Tensor, encoder: str, hidden: int, dropout: float, classes: int, pair: bool):
        """vectors (V, D) start the word embeddings; row 0 belongs to the padding and stays as it is."""
        super().__init__(vectors, encoder, hidden, dropout)
        self.second_encoder = encoders.build(encoder, vectors.shape[1], hidden) if pair else None
        self.decoder = nn.Linear((2 if pair else 1) * self.encoder.size, outputs(classes))

    def read(self, embedded: Tensor, batch: Batch) -> Pooled:
        """One pass of the encoder over embedded words (B, T, D), of pairs (B, T + T2, D)."""
        pooled = maximum(self.states(embedded, batch), batch.mask)
        if self.second_encoder is not None:
            others = self.second_encoder(embedded[:, batch.tokens.shape[1] :], batch.second.lengths)
            pooled = torch.cat([pooled, maximum(others, batch.second.mask)], 1)  # (B, 2H)
        return Pooled(among(self.decoder(pooled), batch.candidates))


def maximum(states: Tensor, mask: Tensor) -> Tensor:
    """The largest value of each state (B, T, H) over the real words (B, T): (B, H).

    A row without a real word has no maximum and gives NaN, as it has no attention.
    """
    largest = states.masked_fill(~mask[..., None], float("-inf")).amax(1)
    return largest.masked_fill(~mask.any(1, keepdim=True), float("nan"))
