"""Attention as an explanation: of the piece from which a classifier reads, on a text's words."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from steady_attention.score.classifier import Batch, Classifier, Encoded

Rows = list[np.ndarray]  # numbers (words,) of each text
MEAN, ROLLOUT, HEADS = "attention_mean", "attention_rollout", "attention_heads"


class Unavailable(Exception):
    """The model lacks what an explainer looks at."""


def attentions(classifier: Classifier, encoded: Sequence[Encoded], names: Sequence[str]) -> dict[str, Rows]:
    """attention_mean, attention_rollout, and of attention_heads attention_layer1_head1 and so on. Raises
    Unavailable for a model that shows no attention.
    """

    def one(batch: Batch) -> list[tuple[int, dict[str, np.ndarray]]]:
        with torch.inference_mode():
            layers = getattr(classifier.model(**batch.inputs, output_attentions=True), "attentions", None)
        if not layers or any(layer is None for layer in layers):
            raise Unavailable("the model does not show its attention")
        return of_layers(classifier, encoded, batch, layers, names)

    of_text = dict(pair for some in classifier.each(encoded, one) for pair in some)
    return {name: [of_text[number][name] for number in range(len(encoded))] for name in of_text[0]}


def of_layers(
    classifier: Classifier,
    encoded: Sequence[Encoded],
    batch: Batch,
    layers: Sequence[Tensor],
    names: Sequence[str],
) -> list[tuple[int, dict[str, np.ndarray]]]:
    """The number of each text of a batch, and its rows (words,) by name, from the layers' attention (B, H, T,
    T).
    """
    start = classifier.tokenizer.cls_token_id
    ids, lengths = batch.inputs["input_ids"], batch.mask.sum(1)
    first = (ids == start) & batch.mask if start is not None else torch.zeros_like(batch.mask)
    places = torch.where(first.any(1), first.long().argmax(1), lengths - 1)
    rows = torch.arange(len(ids))
    every = torch.stack([layer[rows, :, places] for layer in layers], 1)  # (B, layers, heads, T)
    rolled = rollout(layers)[rows, places] if ROLLOUT in names else None
    by_text = []
    for row, number in enumerate(batch.numbers):
        length = int(lengths[row])
        parts: dict[str, np.ndarray] = {}
        if MEAN in names:
            parts[MEAN] = every[row, ..., :length].mean((0, 1)).double().numpy()
        if rolled is not None:
            parts[ROLLOUT] = rolled[row, :length].double().numpy()
        if HEADS in names:
            for (layer, head), weights in np.ndenumerate(np.empty(every.shape[1:3])):
                weights = every[row, layer, head, :length].double().numpy()
                parts[f"attention_layer{layer + 1}_head{head + 1}"] = weights
        shares = {name: _shares(encoded[number].by_word(weights)) for name, weights in parts.items()}
        by_text.append((number, shares))
    return by_text


def rollout(layers: Sequence[Tensor]) -> Tensor:
    """Abnar & Zuidema 2020 (B, T, T): the product over layers of (A + 1) / 2, A the mean over the heads of
    the layer's attention (B, H, T, T).
    """
    product = torch.eye(layers[0].shape[-1], dtype=torch.float64)
    for layer in layers:
        mixed = (layer.double().mean(1) + torch.eye(layer.shape[-1])) / 2
        product = mixed / mixed.sum(-1, keepdim=True) @ product
    return product


def _shares(weights: np.ndarray) -> np.ndarray:
    """Weights (words,) as shares of their sum; equal ones where it is 0."""
    total = weights.sum()
    return weights / total if total > 0 else np.full(len(weights), 1 / len(weights))
