"""BERT (Devlin et al. 2019) over word pieces, from embedded pieces on, so that they can be perturbed.

A pair is read at once, [CLS] first [SEP] second [SEP], as BERT was made for; its question to the attention is
the state of [CLS], which has seen both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from steady_attention.corpora.user import checkpoint as user_checkpoint
from steady_attention.models.batch import Batch
from steady_attention.models.encoders import Encoded
from steady_attention.models.transformer import Transformer
from steady_attention.store import artifacts
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json

VECTORS = "embeddings.word_embeddings.weight"


class Bert(nn.Module):
    """embedded pieces (B, T, D) -> states (B, T, H). The pieces' embeddings are the model's own."""

    def __init__(self, sizes: Mapping[str, Any]):
        """sizes: the keys of corpora/bert/config.py."""
        super().__init__()
        self.transformer = Transformer(sizes)
        self.size = self.pooled_size = self.transformer.size

    def load(self, weights: Mapping[str, Tensor]) -> None:
        """Put pretrained weights in; those of further heads are left. Raises UserError where one is missing
        or of another shape.
        """
        own = self.transformer.state_dict()
        wrong = [name for name in own if name not in weights or weights[name].shape != own[name].shape]
        if wrong:
            raise UserError(f"the weights of the BERT checkpoint do not fit its config.json: {wrong[0]}")
        self.transformer.load_state_dict({name: weights[name] for name in own})

    def forward(self, embedded: Tensor, batch: Batch) -> Encoded:
        """The states of the attended text's pieces, [CLS] and [SEP] among them."""
        states = self._states(embedded, batch)
        question = None if batch.second is None else states[:, 0]
        return Encoded(states[:, : batch.tokens.shape[1]], question)

    def pooled(self, embedded: Tensor, batch: Batch) -> Tensor:
        """The state of [CLS] (B, H) (Zhou et al. 2021, section 4.1, BERT-base)."""
        return self._states(embedded, batch)[:, 0]

    def _states(self, embedded: Tensor, batch: Batch) -> Tensor:
        sides = [batch] if batch.second is None else [batch, batch.second]
        within = [torch.arange(side.tokens.shape[1], device=embedded.device) for side in sides]
        present = [at < side.lengths[:, None] for at, side in zip(within, sides, strict=True)]
        positions = [at.expand(len(embedded), -1) for at in within]
        positions[1:] = [at + batch.lengths[:, None] for at in positions[1:]]
        present, places = torch.cat(present, 1), torch.cat(positions, 1)
        kinds = [torch.full_like(side.tokens, number) for number, side in enumerate(sides)]
        return self.transformer(embedded, present, torch.cat(kinds, 1), torch.where(present, places, 0))


@dataclass(frozen=True)
class Start:
    """What a BERT begins with: sizes, of its configuration; vectors (V, D) of its pieces, all or those that
    occur; weights of the rest, or None, where they are drawn.
    """

    sizes: dict[str, Any]
    vectors: Tensor
    weights: dict[str, Tensor] | None


def start(folder: Path, random: np.random.Generator) -> Start:
    """config.json of the folder, and its model.safetensors where it has one; else vectors are normal noise,
    as BERT's (Devlin et al. 2019's code: initializer_range). Of the vectors those that rows.npy names, all
    where the folder has none. Raises UserError for weights that lack a part or are not finite.
    """
    sizes, path = read_json(folder / "config.json"), folder / "model.safetensors"
    if not path.is_file():
        shape = sizes["vocab_size"], sizes["hidden_size"]
        drawn = random.normal(0.0, sizes["initializer_range"], shape).astype(np.float32)
        drawn[0] = 0.0  # padding
        return Start(sizes, _occurring(folder, torch.from_numpy(drawn)), None)
    weights = {
        user_checkpoint.part(name): tensor.float()
        for name, tensor in load_file(path).items()
        if tensor.is_floating_point()
    }
    if VECTORS not in weights:
        raise UserError(f"{path} has no {VECTORS}, expected the weights of a BERT")
    if lost := [name for name, tensor in weights.items() if not tensor.isfinite().all()]:
        raise UserError(f"{path}: {lost[0]} holds a number that is not finite; {artifacts.anew(folder)}")
    return Start(sizes, _occurring(folder, weights.pop(VECTORS)), weights)


def _occurring(folder: Path, vectors: Tensor) -> Tensor:
    """The vectors (V, D) of the pieces that occur in the data set that the folder belongs to, if to one."""
    path = folder / "rows.npy"
    return vectors[torch.from_numpy(np.load(path, allow_pickle=False))] if path.is_file() else vectors


def build(embedding: int, pair: bool, sizes: Mapping[str, Any]) -> Bert:
    """Pieces are embedded as wide as the states are."""
    return Bert(sizes)
