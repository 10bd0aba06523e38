"""Tokens -> embedded words -> states: what every classifier begins with, whatever it makes of the states."""

import torch
from torch import Tensor, nn

from steady_attention.models import encoders
from steady_attention.models.batch import Batch


class Embedder(nn.Module):
    """Word embeddings with dropout, and the encoder of the attended text."""

    def __init__(self, vectors: Tensor, encoder: str, hidden: int, dropout: float):
        """vectors (V, D) start the word embeddings; row 0 belongs to the padding and stays as it is."""
        super().__init__()
        self.embedding = nn.Embedding.from_pretrained(vectors, freeze=False, padding_idx=0)
        self.encoder = encoders.build(encoder, vectors.shape[1], hidden)
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

    def states(self, embedded: Tensor, batch: Batch) -> Tensor:
        """The encoder's states (B, T, H) of the attended text."""
        return self.encoder(embedded[:, : batch.tokens.shape[1]], batch.lengths)
