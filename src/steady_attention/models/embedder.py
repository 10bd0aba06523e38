"""Tokens -> embedded words -> encoder: what every classifier begins with, whatever it makes of the states."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from steady_attention.models import encoders
from steady_attention.models.batch import Batch


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
