"""The word attentional differences of Kitada & Iyatomi, in closed form: O(T) numbers a text, never T x T.

Row t holds d_tk = s_t - s_k over the real words k, scaled to d~_tk (Kitada & Iyatomi 2022, Eqs. 7-8). A
perturbation r_t = sum_k w_tk d~_tk (Eqs. 9-10) has the gradient g_t d~_tk in w_tk, g_t being that in r_t. So
all that is needed of the rows is their squared length n_t^2 = sum_k d~_tk^2 and their sum. The readings
(REPRODUCTION.md tells why there are several):

- paper: rows of length 1 (Eq. 8), one norm for all w of a text (Eq. 12). The perturbation is AT's.
- sentence_sign: as paper, but each row's gradient is scaled first, then the sentence (the order of Sato et
  al. 2018, train.py): the signs of g.
- column: d~_tk = d_tk / |d_:k|, scaled along the other axis.
- raw: d~_tk = d_tk.
- official: the published code of Attention iAT, advt.py, which takes the negative of AT's direction.

Scores are centred and divided by their largest magnitude: no reading loses a small difference in rounding,
and equal scores have differences of exactly 0.
"""

from typing import Literal

import torch
from torch import Tensor

from steady_attention.methods.parts.perturbation import random_unit, sign, unit

Direction = Literal["paper", "sentence_sign", "column", "raw", "official"]


def restricted(g: Tensor, scores: Tensor, mask: Tensor, direction: Direction) -> Tensor:
    """r (B, T) = sum_k w_tk d~_tk for w along the gradient in w, |w|_2 = 1: g_t n_t^2 / |g n|_2.

    `sentence_sign` has |r|_2 = 1. r is 0 on padding, in texts of one word and where all scores are equal.
    """
    n = lengths(scores, mask, direction)
    if direction == "sentence_sign":
        return unit(sign(g) * n, mask)
    r = n * unit(g * n, mask)
    return -r if direction == "official" else r


def lengths(scores: Tensor, mask: Tensor, direction: Direction) -> Tensor:
    """n_t = sqrt(sum_k d~_tk^2) (B, T)."""
    z, size, squares = _centred(scores, mask)
    if direction == "raw":
        return size * squares.sqrt()
    if direction != "column":
        return torch.where(squares > 0, 1.0, 0.0).to(scores.dtype)
    # sum_k (z_t - z_k)^2 / |d_:k|^2 is a polynomial in z_t; column k is as long as row k
    inverse = _inverse(squares)
    zeroth, first, second = ((inverse * z**power).sum(1, keepdim=True) for power in range(3))
    return torch.where(squares > 0, z**2 * zeroth - 2 * z * first + second, 0.0).clamp_min(0.0).sqrt()


def uniform_start(scores: Tensor, mask: Tensor, direction: Direction) -> Tensor:
    """sum_k d~_tk, all w_tk being equal (Sato et al. 2018, nets.py), scaled to norm 1 a text (B, T)."""
    z, _, squares = _centred(scores, mask)
    number = mask.sum(1, keepdim=True)
    if direction == "raw":
        return unit(number * z, mask)
    inverse = _inverse(squares).sqrt()  # 1 / |d_t|
    if direction != "column":
        return unit(number * z * inverse, mask)
    return unit(z * inverse.sum(1, keepdim=True) - (z * inverse).sum(1, keepdim=True), mask)


def random_start(scores: Tensor, mask: Tensor, direction: Direction, noise: torch.Generator) -> Tensor:
    """sum_k w_tk d~_tk for normal w_tk, scaled to norm 1 a text (B, T).

    It is normal with deviation n_t, independent from word to word, so that T numbers are drawn, as VAT does.
    """
    return unit(lengths(scores, mask, direction) * random_unit(scores, mask, noise), mask)


def _centred(scores: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """z (B, T), the centred scores over their largest magnitude, 0 on padding; that magnitude (B, 1); and
    |d_t|^2 in its units (B, T), which is the number of words times z_t^2, plus sum_k z_k^2.
    """
    number = mask.sum(1, keepdim=True)
    highest = scores.masked_fill(~mask, float("-inf")).amax(1, keepdim=True)
    below = torch.where(mask, scores - highest, 0.0)  # exactly 0 where all are equal, whatever they are
    z = torch.where(mask, below - below.sum(1, keepdim=True) / number, 0.0)
    size = z.abs().amax(1, keepdim=True)
    z = z / torch.where(size > 0, size, 1.0)
    return z, size, torch.where(mask, number * z**2 + (z**2).sum(1, keepdim=True), 0.0)


def _inverse(squares: Tensor) -> Tensor:
    """1 / |d_t|^2, 0 where that is 0."""
    return torch.where(squares > 0, 1 / torch.where(squares > 0, squares, 1.0), 0.0)
