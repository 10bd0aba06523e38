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
from steady_attention.models.bottleneck import Bottleneck
from steady_attention.models.candidates import among
from steady_attention.models.embedder import Embedder
from steady_attention.models.outputs import outputs


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


class Classifier(Embedder):
    """embed -> read: `embed` gives the tensor that word methods perturb, `read` what attention methods
    perturb.

    Of pairs the other text has an encoder of its own, whose final state is part of the attention's question
    (Eqs. 20-23); the decoder sees the attended text alone. The bottleneck is the compressor's of method vib,
    which predicts without it.
    """

    def __init__(self, vectors: Tensor, encoder: str, scorer: str, hidden: int, attention_hidden: int,
                 dropout: float, classes: int, pair: bool, bottleneck: bool = False):  # fmt: skip
        """vectors (V, D) start the word embeddings; row 0 belongs to the padding and stays as it is."""
        super().__init__(vectors, encoder, hidden, dropout)
        self.scorer = attention.build(scorer, self.encoder.size, attention_hidden, pair)
        self.decoder = nn.Linear(self.encoder.size, outputs(classes))
        self.second_encoder = encoders.build(encoder, vectors.shape[1], hidden) if pair else None
        self.bottleneck = Bottleneck(self.encoder.size, outputs(classes)) if bottleneck else None

    def read(self, embedded: Tensor, batch: Batch) -> Reading:
        """One pass of the encoder over embedded words (B, T, D), of pairs (B, T + T2, D)."""
        return self.read_states(self.states(embedded, batch), embedded, batch)

    def read_states(self, states: Tensor, embedded: Tensor, batch: Batch) -> Reading:
        """What attention and decoder make of states (B, T, H) of the embedded words."""
        width = batch.tokens.shape[1]
        values = states @ self.decoder.weight.T  # (B, T, C)
        bias = among(self.decoder.bias, batch.candidates)  # (C,), or (B, C) with candidates
        return Reading(self._scores(states, embedded[:, width:], batch), values, bias, batch.mask)

    def _scores(self, states: Tensor, second: Tensor, batch: Batch) -> Tensor:
        """Attention scores (B, T), of pairs under the final state of the other text."""
        if self.second_encoder is None:
            return self.scorer(states)
        others = self.second_encoder(second, batch.second.lengths)
        return self.scorer(states, self.second_encoder.final(others, batch.second.lengths))
