"""Directions from words to their nearest neighbours in the embedding table (Sato et al. 2018, nets.py)."""

import torch
from torch import Tensor

from steady_attention.methods.parts.perturbation import unit
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.texts import Texts
from steady_attention.store.errors import UserError

ROUNDING = 8  # units in the last place of a sum
BLOCK = 2048  # words whose similarities to all others are in memory together


def first_word(texts: Texts) -> int:
    """The id of the first word: padding, unknown words and boundaries come before it (text/vocabulary.py), of
    word pieces the special ones.
    """
    if texts.pieces is not None:
        return texts.pieces.first
    return 4 if texts.boundaries else 2


def nearest(table: Tensor, first: int, amount: int) -> Tensor:
    """The `amount` nearest words by cosine of every row (V, amount), the nearest first.

    No row before `first` and no word itself is a neighbour. Raises UserError where there are too few words.
    """
    if amount > len(table) - first - 1:
        raise UserError(
            f"{amount} neighbours of a word are asked for, the vocabulary has {len(table) - first} words: "
            "lower `neighbours` of the method in conf/"
        )
    directions = torch.nn.functional.normalize(table, dim=1)
    found = []
    for start in range(0, len(table), BLOCK):
        cosines = directions[start : start + BLOCK] @ directions.T  # (BLOCK, V)
        cosines[:, :first] = -torch.inf
        cosines.diagonal(start).fill_(-torch.inf)
        found.append(cosines.topk(amount).indices)
    return torch.cat(found)


def prepare(model: Classifier, texts: Texts, amount: int) -> Tensor:
    """The neighbours (V, amount) by the model's present weights."""
    return nearest(model.embedding.weight.detach(), first_word(texts), amount)


def directions(table: Tensor, tokens: Tensor, neighbours: Tensor) -> Tensor:
    """Unit vectors from each word of a text (T,) to its neighbours (T, k, D); to one of equal vector, up to a
    difference whose square is 0, none.
    """
    found = table[neighbours[tokens]] - table[tokens][:, None, :]
    length = found.norm(dim=2, keepdim=True)
    return torch.where(length > 0, found / torch.where(length > 0, length, 1.0), 0.0)


def ids(texts: Batch) -> Tensor:
    """Word ids (B, T), of pairs (B, T + T2), as the model embeds them."""
    return texts.tokens if texts.second is None else torch.cat([texts.tokens, texts.second.tokens], dim=1)


def restricted(g: Tensor, table: Tensor, texts: Batch, neighbours: Tensor) -> Tensor:
    """r (B, T, D) = sum_k w_tk d_tk, scaled to norm 1 a text; w_tk = g_t . d_tk is the gradient in the
    weights, scaled to norm 1 over a word's k neighbours (the order of Sato et al.'s train.py).

    g (B, T, D): the gradient in the embedded words. Text by text: B T k D numbers would leave the cache.
    """
    found = []
    for row, tokens, words in zip(g, ids(texts), texts.words, strict=True):
        along = directions(table, tokens, neighbours)  # (T, k, D)
        w = unit(torch.einsum("tkd,td->tk", along, row), words)
        found.append(torch.einsum("tk,tkd->td", w, along))
    return unit(torch.stack(found), texts.words)


def uniform(table: Tensor, texts: Batch, neighbours: Tensor) -> Tensor:
    """sum_k w_tk d_tk (B, T, D) for equal w_tk of norm 1 over k, text by text; 0 where the directions cancel
    each other up to rounding, which has a direction, but no meaning.
    """
    amount = neighbours.shape[1]
    sums = torch.stack([directions(table, tokens, neighbours).sum(1) for tokens in ids(texts)])
    rounding = ROUNDING * amount * torch.finfo(sums.dtype).eps
    return torch.where(sums.norm(dim=2, keepdim=True) > rounding, sums, 0.0) / amount**0.5
