"""Directions from words to their nearest neighbours in the embedding table (Sato et al. 2018, nets.py)."""

import torch
from torch import Tensor

from steady_attention.methods.parts.perturbation import unit
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.texts import Texts
from steady_attention.store.errors import UserError

ROUNDING = 8  # units in the last place of a sum
CACHE = 2**16  # numbers of directions in memory together; those of a large batch would leave the cache
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
    """Unit vectors from each of some words (T,) to its neighbours (T, k, D); to one of equal vector, up to a
    difference whose square is 0, none.
    """
    found = table[neighbours[tokens]] - table[tokens][:, None, :]
    length = found.norm(dim=2, keepdim=True)
    return torch.where(length > 0, found / torch.where(length > 0, length, 1.0), 0.0)


def ids(texts: Batch) -> Tensor:
    """Word ids (B, T), of pairs (B, T + T2), as the model embeds them."""
    return texts.tokens if texts.second is None else torch.cat([texts.tokens, texts.second.tokens], dim=1)


def _parts(tokens: Tensor, table: Tensor, neighbours: Tensor) -> list[slice]:
    """The texts (B, T), as many together as have CACHE numbers in all their directions."""
    a_text = tokens.shape[1] * neighbours.shape[1] * table.shape[1]
    size = max(1, CACHE // a_text)
    return [slice(start, start + size) for start in range(0, len(tokens), size)]


def restricted(g: Tensor, table: Tensor, texts: Batch, neighbours: Tensor) -> Tensor:
    """r (B, T, D) = sum_k w_tk d_tk, scaled to norm 1 a text; w_tk = g_t . d_tk is the gradient in the
    weights, scaled to norm 1 over a word's k neighbours (the order of Sato et al.'s train.py).

    g (B, T, D): the gradient in the embedded words.
    """
    found, tokens, words = [], ids(texts), texts.words
    for rows in _parts(tokens, table, neighbours):
        along = directions(table, tokens[rows].flatten(), neighbours)  # (b T, k, D)
        w = unit(torch.einsum("tkd,td->tk", along, g[rows].flatten(0, 1)), words[rows].flatten())
        found.append(torch.einsum("tk,tkd->td", w, along).view_as(g[rows]))
    return unit(torch.cat(found), words)


def uniform(table: Tensor, texts: Batch, neighbours: Tensor) -> Tensor:
    """sum_k w_tk d_tk (B, T, D) for equal w_tk of norm 1 over k; 0 where the directions cancel each other up
    to rounding, which has a direction, but no meaning.
    """
    amount, tokens = neighbours.shape[1], ids(texts)
    parts = [tokens[rows] for rows in _parts(tokens, table, neighbours)]
    sums = [directions(table, part.flatten(), neighbours).sum(1).view(*part.shape, -1) for part in parts]
    sums = torch.cat(sums)
    rounding = ROUNDING * amount * torch.finfo(sums.dtype).eps
    return torch.where(sums.norm(dim=2, keepdim=True) > rounding, sums, 0.0) / amount**0.5
