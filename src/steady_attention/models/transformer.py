"""The layers of BERT (Devlin et al. 2019), from embedded pieces on: transformers' BertModel, with weights of
the same names, to the bit but for two things: `Dense` sums in another order, and padding that is left out
draws no dropout. That package takes twice as long to import as torch.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
        places = _places(present)
        states = self.embeddings["LayerNorm"](places.filled(states))
        states = functional.dropout(states, self.dropout, self.training)
        for layer in self.encoder["layer"]:
            states = layer(states, places)
        return places.padded(states)


@dataclass(frozen=True)
class Places:
    """Where the pieces of a batch stand. shape: (B, T). mask (B, 1, T, T), True where a piece may look, None:
    everywhere. rows (N,): the places of the pieces that are no padding, of B * T, None: all are worked on.
    """

    shape: torch.Size
    mask: Tensor | None
    rows: Tensor | None

    def filled(self, states: Tensor) -> Tensor:
        """States (B, T, H) -> those worked on, (N, H), or all as they are."""
        return states if self.rows is None else states.flatten(0, 1).index_select(0, self.rows)

    def padded(self, states: Tensor) -> Tensor:
        """States (N, H) -> (B, T, H), 0 on padding; all as they are."""
        if self.rows is None:
            return states
        whole = states.new_zeros(self.shape.numel(), states.shape[-1])
        return whole.index_copy(0, self.rows, states).view(*self.shape, -1)


def _places(present: Tensor) -> Places:
    """Padding is worked on where that is quicker than leaving it out: on a GPU, and in what is compiled."""
    compiling = torch.compiler.is_compiling()
    if not compiling and present.all():
        return Places(present.shape, None, None)
    mask = present[:, None, None, :].expand(-1, 1, present.shape[1], -1)
    leaves_out = not compiling and present.device.type == "cpu"
    return Places(present.shape, mask, present.flatten().nonzero().squeeze(1) if leaves_out else None)


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

    def forward(self, states: Tensor, places: Places) -> Tensor:
        """states (B, T, H), or (N, H) of those that are no padding -> the same."""
        own = self.attention["self"]
        shape = (*places.shape, self.heads, states.shape[-1] // self.heads)
        query, key, value = (
            places.padded(own[name](states)).view(shape).transpose(1, 2) for name in ("query", "key", "value")
        )
        dropped = self.dropped_weights if self.training else 0.0
        scale = shape[-1] ** -0.5
        found = functional.scaled_dot_product_attention(query, key, value, places.mask, dropped, scale=scale)
        found = places.filled(found.transpose(1, 2).reshape(*places.shape, -1))
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
