"""The classifier of the papers: embedding, encoder, attention, linear decoder.

Since the decoder is linear it may act on the states before the attention: `values = states @ W`, (B, T, C). A
pass over perturbed scores or weights then costs O(B T C) and never runs the encoder again.
"""

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from steady_attention.models import attention, encoders
from steady_attention.models.attention import masked_softmax
from steady_attention.models.batch import Batch
from steady_attention.models.outputs import outputs

IMPOSSIBLE = -1e9  # the logit of a class that is no candidate: its probability is exactly 0 in float32


@dataclass(frozen=True)
class Reading:
    """What one pass of the encoder leaves for any number of passes of the attention.

    scores (B, T), values (B, T, C), bias (C,) or, where candidates are given, (B, C), mask (B, T) True on a
    real word.
    """

    scores: Tensor
    values: Tensor
    bias: Tensor
    mask: Tensor

    def attention(self, scores: Tensor | None = None) -> Tensor:
        """Attention (B, T) at these scores, at the reading's own by default."""
        return masked_softmax(self.scores if scores is None else scores, self.mask)

    def logits(self, scores: Tensor | None = None) -> Tensor:
        """Logits (B, C) at these scores, at the reading's own by default (Eqs. 17-19)."""
        return self.logits_of(self.attention(scores))

    def logits_of(self, weights: Tensor) -> Tensor:
        """Logits (B, C) at these attention weights (B, T)."""
        return torch.einsum("bt,btc->bc", weights, self.values) + self.bias

    def detached(self) -> "Reading":
        """The same numbers as constants."""
        return replace(
            self, scores=self.scores.detach(), values=self.values.detach(), bias=self.bias.detach()
        )


class Classifier(nn.Module):
    """embed -> read: `embed` gives the tensor that word methods perturb, `read` what attention methods
    perturb.

    Of pairs the other text has an encoder of its own, whose final state is part of the attention's question
    (Eqs. 20-23); the decoder sees the attended text alone.
    """

    def __init__(self, vectors: Tensor, encoder: str, scorer: str, hidden: int, attention_hidden: int,
                 dropout: float, classes: int, pair: bool):  # fmt: skip
        """vectors (V, D) start the word embeddings; row 0 belongs to the padding and stays as it is."""
        super().__init__()
        self.embedding = nn.Embedding.from_pretrained(vectors, freeze=False, padding_idx=0)
        self.encoder = encoders.build(encoder, vectors.shape[1], hidden)
        self.scorer = attention.build(scorer, self.encoder.size, attention_hidden, pair)
        self.decoder = nn.Linear(self.encoder.size, outputs(classes))
        self.second_encoder = encoders.build(encoder, vectors.shape[1], hidden) if pair else None
        self.dropout = dropout

    def embed(self, batch: Batch, noise: torch.Generator) -> Tensor:
        """Word embeddings (B, T, D), of pairs (B, T + T2, D); in training with dropout, drawn from `noise`
        and from nothing else.
        """
        tokens = batch.tokens if batch.second is None else torch.cat([batch.tokens, batch.second.tokens], 1)
        embedded = self.embedding(tokens)
        if not (self.training and self.dropout):
            return embedded
        keep = torch.rand(embedded.shape, generator=noise, device=embedded.device) >= self.dropout
        return embedded * keep / (1 - self.dropout)

    def read(self, embedded: Tensor, batch: Batch) -> Reading:
        """One pass of the encoder over embedded words (B, T, D), of pairs (B, T + T2, D)."""
        width = batch.tokens.shape[1]
        states = self.encoder(embedded[:, :width], batch.lengths)  # (B, T, H)
        values = states @ self.decoder.weight.T  # (B, T, C)
        bias = self.decoder.bias
        if batch.candidates is not None:
            bias = bias + torch.where(batch.candidates, 0.0, IMPOSSIBLE)  # (B, C)
        return Reading(self._scores(states, embedded[:, width:], batch), values, bias, batch.mask)

    def _scores(self, states: Tensor, second: Tensor, batch: Batch) -> Tensor:
        """Attention scores (B, T), of pairs under the final state of the other text."""
        if self.second_encoder is None:
            return self.scorer(states)
        others = self.second_encoder(second, batch.second.lengths)
        return self.scorer(states, self.second_encoder.final(others, batch.second.lengths))
