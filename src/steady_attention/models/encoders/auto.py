"""Any encoder of transformers' AutoModel, from embedded pieces on, so that they can be perturbed: RoBERTa,
DeBERTa, DistilBERT, ModernBERT and others. transformers is imported when one is built.

A pair is read at once, as the model's own tokenizer joins two texts; its question to the attention is the
state of the first piece, which has seen both.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from steady_attention.corpora.user.auto import ROWS, SIZES, VECTORS, WEIGHTS
from steady_attention.models.batch import Batch
from steady_attention.models.dense import Dense
from steady_attention.models.encoders import Encoded
from steady_attention.models.encoders.bert import Start
from steady_attention.store import artifacts
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json


class Auto(nn.Module):
    """embedded pieces (B, T, D) -> states (B, T, H). The pieces' embeddings are the classifier's."""

    def __init__(self, sizes: Mapping[str, Any]):
        """sizes: `config`, keys of the model's configuration; `separators`, how many end pieces stand between
        the texts of a pair; `kind`, the token type of the second one, 0 where all are of one.
        """
        super().__init__()
        self.model = bare(sizes["config"])
        self.separators, self.kind = sizes["separators"], sizes["kind"]
        self.size = self.pooled_size = self.model.config.hidden_size

    def load(self, weights: Mapping[str, Tensor]) -> None:
        """Put pretrained weights in. Raises UserError where one is missing or of another shape."""
        own = self.model.state_dict()
        wrong = [name for name in own if name not in weights or weights[name].shape != own[name].shape]
        if wrong:
            raise UserError(f"the weights of the checkpoint do not fit its config.json: {wrong[0]}")
        self.model.load_state_dict({name: weights[name] for name in own})

    def forward(self, embedded: Tensor, batch: Batch) -> Encoded:
        """The states of the attended text's pieces, the special ones among them."""
        states = self._states(embedded, batch)
        question = None if batch.second is None else states[:, 0]
        return Encoded(states[:, : batch.tokens.shape[1]], question)

    def pooled(self, embedded: Tensor, batch: Batch) -> Tensor:
        """The state of the first piece (B, H)."""
        return self._states(embedded, batch)[:, 0]

    def _states(self, embedded: Tensor, batch: Batch) -> Tensor:
        """States (B, T', H) of the two texts of a pair, or of one, without a gap between them."""
        lengths, kinds = batch.lengths, {}
        if batch.second is not None:
            embedded, lengths, second = self._joined(embedded, batch)
            if self.kind:
                kinds = {"token_type_ids": self.kind * second.long()}
        within = torch.arange(embedded.shape[1], device=embedded.device)
        present = (within < lengths[:, None]).long()
        return self.model(inputs_embeds=embedded, attention_mask=present, **kinds).last_hidden_state

    def _joined(self, embedded: Tensor, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Embedded pieces (B, T', D) of both texts, the first one's end piece as often as the model wants it,
        and padding behind them; lengths (B,); True (B, T') on the second text.
        """
        more = self.separators - 1
        first, second = batch.lengths + more, batch.second.lengths
        lengths = first + second
        longest = max(int(lengths.max()), batch.tokens.shape[1])
        within = torch.arange(longest, device=embedded.device).expand(len(embedded), -1)
        of_second = within >= first[:, None]
        places = torch.minimum(within, batch.lengths[:, None] - 1)
        behind = batch.tokens.shape[1] + within - first[:, None]
        places = torch.where(of_second, behind.clamp(max=embedded.shape[1] - 1), places)
        taken = embedded.gather(1, places[:, :, None].expand(-1, -1, embedded.shape[2]))
        return taken, lengths, of_second & (within < lengths[:, None])


def bare(config: Mapping[str, Any]) -> nn.Module:
    """The model of a configuration, without its table of embeddings and what it pools; dense layers go by
    oneDNN on a CPU.
    """
    from transformers import AutoConfig, AutoModel

    model = AutoModel.from_config(AutoConfig.for_model(**json.loads(json.dumps(dict(config)))))
    model.set_input_embeddings(nn.Identity())
    if getattr(model, "pooler", None) is not None:
        model.pooler = None
    for module in model.modules():
        if type(module) is nn.Linear:
            module.__class__ = Dense  # the same weights and names
    return model


def start(folder: Path, random: np.random.Generator) -> Start:
    """What the task `text.auto_pieces` wrote. Raises UserError for weights that are not finite."""
    sizes, path = read_json(folder / SIZES), folder / WEIGHTS
    weights = load_file(path)
    if lost := [name for name, tensor in weights.items() if not tensor.isfinite().all()]:
        raise UserError(f"{path}: {lost[0]} holds a number that is not finite; {artifacts.anew(folder)}")
    vectors = weights.pop(VECTORS)
    rows = torch.from_numpy(np.load(folder / ROWS, allow_pickle=False))
    return Start(sizes, vectors[rows], weights)


def build(embedding: int, pair: bool, sizes: Mapping[str, Any]) -> Auto:
    """Pieces are embedded as wide as the model's own table is."""
    return Auto(sizes)
