"""Embedded words -> what the encoder pools -> logits, without attention (Zhou et al. 2021, section 4.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn

from steady_attention.models.batch import Batch
from steady_attention.models.candidates import among
from steady_attention.models.embedder import Embedder
from steady_attention.models.outputs import outputs


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

    def __init__(self, vectors: Tensor, encoder: str, sizes: Mapping[str, Any], dropout: float, classes: int,
                 pair: bool):  # fmt: skip
        """vectors (V, D) start the word embeddings; row 0 belongs to the padding and stays as it is."""
        super().__init__(vectors, encoder, sizes, dropout, pair)
        self.decoder = nn.Linear(self.encoder.pooled_size, outputs(classes))

    def read(self, embedded: Tensor, batch: Batch) -> Decoded:
        """One pass of the encoder over embedded words (B, T, D), of pairs (B, T + T2, D)."""
        return Decoded(among(self.decoder(self.encoder.pooled(embedded, batch)), batch.candidates))
