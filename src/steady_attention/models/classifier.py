"""The classifier of the papers: embedding, encoder, attention, linear decoder.

Since the decoder is linear it may act on the states before the attention: `values = states @ W`, (B, T, C). A
pass over perturbed scores or weights then costs O(B T C) and never runs the encoder again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor, nn

from steady_attention.models import attention, encoders
from steady_attention.models.attention import masked_softmax, permuted_words
from steady_attention.models.batch import Batch
from steady_attention.models.bottleneck import Bottleneck
from steady_attention.models.encoders import Encoded
from steady_attention.models.outputs import among, outputs


class Embedder(nn.Module):
    """Embeddings of words (of BERT: of word pieces) with dropout, and the encoder."""

    def __init__(self, vectors: Tensor, encoder: str, sizes: Mapping[str, Any], dropout: float, pair: bool):
        """vectors (V, D) start the embeddings; row 0 belongs to the padding and stays as it is. sizes: the
        encoder's own settings.
        """
        super().__init__()
        self.embedding = nn.Embedding.from_pretrained(vectors, freeze=False, padding_idx=0)
        self.encoder = encoders.build(encoder, vectors.shape[1], pair, sizes)
        self.dropout = dropout

    @property
    def device(self) -> torch.device:
        """Where its batches must be."""
        return self.embedding.weight.device

    def embed(self, batch: Batch, noise: torch.Generator) -> Tensor:
        """Embedded words (B, T, D), of pairs (B, T + T2, D); in training with dropout, drawn from `noise` and
        from nothing else.
        """
        tokens = batch.tokens if batch.second is None else torch.cat([batch.tokens, batch.second.tokens], 1)
        embedded = self.embedding(tokens)
        if not (self.training and self.dropout):
            return embedded
        keep = torch.rand(embedded.shape, generator=noise).to(embedded.device) >= self.dropout
        return embedded * keep / (1 - self.dropout)


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

    def perturbed(self, r: Tensor) -> Tensor:
        """Logits (B, C) at the reading's scores + r (B, T), in its own precision, at least single."""
        return self.logits(self.scores + r.to(torch.promote_types(self.scores.dtype, torch.float32)))

    def logits_of(self, weights: Tensor) -> Tensor:
        """Logits (B, C) at these attention weights (B, T)."""
        return torch.einsum("bt,btc->bc", weights, self.values) + self.bias

    def detached(self) -> "Reading":
        """The same numbers as constants, in double precision: a direction is made of the differences of
        predictions that are nearly equal, and of attention that may be nearly all on one word.
        """
        scores, values, bias = (part.detach().double() for part in (self.scores, self.values, self.bias))
        return replace(self, scores=scores, values=values, bias=bias)


class Classifier(Embedder):
    """embed -> read: `embed` gives the tensor that word methods perturb, `read` what attention methods
    perturb.

    Of pairs the other text is the attention's question, and the decoder sees the attended text alone (Eqs.
    20-23). The bottleneck is the compressor's of method vib, which predicts without it. permuted: the scores
    stand on other words of their text (models/attention.py).
    """

    def __init__(
        self,
        vectors: Tensor,
        encoder: str,
        sizes: Mapping[str, Any],
        scorer: str,
        attention_hidden: int,
        dropout: float,
        classes: int,
        pair: bool,
        bottleneck: bool = False,
        permuted: bool = False,
    ):
        """vectors (V, D) start the word embeddings; row 0 belongs to the padding and stays as it is."""
        super().__init__(vectors, encoder, sizes, dropout, pair)
        size = self.encoder.size
        self.scorer = attention.build(scorer, size, attention_hidden, pair)
        self.decoder = nn.Linear(size, outputs(classes))
        self.bottleneck = Bottleneck(size, outputs(classes)) if bottleneck else None
        self.permuted = permuted

    def read(self, embedded: Tensor, batch: Batch) -> Reading:
        """One pass of the encoder over embedded words (B, T, D), of pairs (B, T + T2, D)."""
        return self.read_encoded(self.encoder(embedded, batch), batch)

    def read_encoded(self, encoded: Encoded, batch: Batch) -> Reading:
        """What attention and decoder make of an encoder's states."""
        values = encoded.states @ self.decoder.weight.T  # (B, T, C)
        bias = among(self.decoder.bias, batch.candidates)  # (C,), or (B, C) with candidates
        asked = () if encoded.question is None else (encoded.question,)
        scores = self.scorer(encoded.states, *asked)
        if self.permuted:
            scores = permuted_words(scores, batch.mask)
        return Reading(scores, values, bias, batch.mask)


@dataclass(frozen=True)
class Decoded:
    """What one pass leaves: the logits (B, C)."""

    decoded: Tensor

    def logits(self) -> Tensor:
        """Logits (B, C)."""
        return self.decoded


class Pooled(Embedder):
    """embed -> read, as Classifier, but no attention: the decoder sees one vector of each text, a recurrent
    encoder's largest states or BERT's [CLS].
    """

    def __init__(
        self,
        vectors: Tensor,
        encoder: str,
        sizes: Mapping[str, Any],
        dropout: float,
        classes: int,
        pair: bool,
    ):
        """vectors (V, D) start the word embeddings; row 0 belongs to the padding and stays as it is."""
        super().__init__(vectors, encoder, sizes, dropout, pair)
        self.decoder = nn.Linear(self.encoder.pooled_size, outputs(classes))

    def read(self, embedded: Tensor, batch: Batch) -> Decoded:
        """One pass of the encoder over embedded words (B, T, D), of pairs (B, T + T2, D)."""
        return Decoded(among(self.decoder(self.encoder.pooled(embedded, batch)), batch.candidates))


MAX = "max"  # in the place of an attention's name: no attention, the encoder pools


def build(vectors: Tensor, scorer: str, **settings: Any) -> Classifier | Pooled:
    """A new model; vectors (V, D) start its embedding. settings: those of Classifier."""
    if scorer == MAX:
        without = ("attention_hidden", "bottleneck", "permuted")
        return Pooled(vectors, **{name: value for name, value in settings.items() if name not in without})
    return Classifier(vectors, scorer=scorer, **settings)
