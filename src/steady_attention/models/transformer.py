"""The layers of BERT (Devlin et al. 2019), from embedded pieces on: transformers' BertModel, with weights of
the same names, to the bit but for the order in which `Dense` sums. That package takes twice as long to import
as torch.
"""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from steady_attention.models.dense import Dense

ACTIVATIONS = {"gelu": functional.gelu, "relu": functional.relu, "tanh": torch.tanh}


class Transformer(nn.Module):
    """embedded pieces (B, T, D), of the width of the states -> states (B, T, H), H = D."""

    def __init__(self, sizes: Mapping[str, Any]):
        """sizes: the keys of corpora/bert/config.py."""
        super().__init__()
        self.size, self.dropout = sizes["hidden_size"], sizes["hidden_dropout_prob"]
        pieces = nn.Embedding(sizes["vocab_size"], self.size)  # drawn as in BertModel, and left: see start
        self.embeddings = nn.ModuleDict(
            {
                "position_embeddings": nn.Embedding(sizes["max_position_embeddings"], self.size),
                "token_type_embeddings": nn.Embedding(sizes["type_vocab_size"], self.size),
                "LayerNorm": nn.LayerNorm(self.size, sizes["layer_norm_eps"]),
            }
        )
        layers = [Layer(sizes) for _ in range(sizes["num_hidden_layers"])]
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(layers)})
        for part in (pieces, self):
            part.apply(lambda module: _begin(module, sizes["initializer_range"]))

    def forward(self, embedded: Tensor, present: Tensor, kinds: Tensor, positions: Tensor) -> Tensor:
        """present (B, T) bool, False on padding; kinds (B, T) of the text, 0 or 1; positions (B, T)."""
        states = embedded + self.embeddings["token_type_embeddings"](kinds)
        states = states + self.embeddings["position_embeddings"](positions)
        states = self.embeddings["LayerNorm"](states)
        states = functional.dropout(states, self.dropout, self.training)
        mask = None
        if torch.compiler.is_compiling() or not present.all():
            mask = present[:, None, None, :].expand(-1, 1, present.shape[1], -1)
        for layer in self.encoder["layer"]:
            states = layer(states, mask)
        return states


class Layer(nn.Module):
    """Self-attention, then two dense layers, each added to what it was given and normalised."""

    def __init__(self, sizes: Mapping[str, Any]):
        super().__init__()
        width, inner, eps = (sizes[key] for key in ("hidden_size", "intermediate_size", "layer_norm_eps"))
        own = nn.ModuleDict({name: Dense(width, width) for name in ("query", "key", "value")})
        self.attention = nn.ModuleDict({"self": own, "output": _output(width, width, eps)})
        self.intermediate = nn.ModuleDict({"dense": Dense(width, inner)})
        self.output = _output(inner, width, eps)
        self.heads, self.activation = sizes["num_attention_heads"], _activation(sizes["hidden_act"])
        self.dropout = sizes["hidden_dropout_prob"]
        self.dropped_weights = sizes["attention_probs_dropout_prob"]

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """states (B, T, H); mask (B, 1, T, T) True where a piece may look, None: everywhere."""
        own = self.attention["self"]
        shape = (*states.shape[:-1], self.heads, states.shape[-1] // self.heads)
        query, key, value = (
            own[name](states).view(shape).transpose(1, 2) for name in ("query", "key", "value")
        )
        dropped = self.dropped_weights if self.training else 0.0
        scale = shape[-1] ** -0.5
        found = functional.scaled_dot_product_attention(query, key, value, mask, dropped, scale=scale)
        found = found.transpose(1, 2).reshape(states.shape)
        states = self._added(self.attention["output"], found, states)
        return self._added(self.output, self.activation(self.intermediate["dense"](states)), states)

    def _added(self, part: nn.ModuleDict, found: Tensor, states: Tensor) -> Tensor:
        found = functional.dropout(part["dense"](found), self.dropout, self.training)
        return part["LayerNorm"](found + states)


def _output(inner: int, width: int, eps: float) -> nn.ModuleDict:
    return nn.ModuleDict({"dense": Dense(inner, width), "LayerNorm": nn.LayerNorm(width, eps)})


def _activation(name: str) -> Callable[[Tensor], Tensor]:
    """The activation of a name of transformers, which is asked for the rare ones."""
    if name in ACTIVATIONS:
        return ACTIVATIONS[name]
    from transformers.activations import ACT2FN

    return ACT2FN[name]


@torch.no_grad()
def _begin(module: nn.Module, spread: float) -> None:
    """Normal noise for weights, 0 for biases (Devlin et al. 2019's code: initializer_range)."""
    if isinstance(module, nn.Linear | nn.Embedding):
        module.weight.normal_(0.0, spread)
    if isinstance(module, nn.Linear):
        module.bias.zero_()
