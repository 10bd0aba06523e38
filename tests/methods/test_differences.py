"""The closed forms of the word attentional differences equal the equations written out with T x T tensors."""

from typing import get_args

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.methods.parts.differences import (
    Direction,
    lengths,
    random_start,
    restricted,
    uniform_start,
)
from steady_attention.methods.parts.perturbation import random_unit, unit
from tests.tiny import noise

DIRECTIONS = get_args(Direction)
MASK = torch.tensor([[False, True, True, True, False], [True] * 5])


def rows(scores, direction):
    """d~ (T, T) of one text without padding (Eqs. 7-8)."""
    d = scores[:, None] - scores[None, :]
    if direction == "raw":
        return d
    return d / d.norm(dim=0 if direction == "column" else 1, keepdim=True)


def naive(g, scores, direction):
    """r (T,) of one text: w along its gradient g_t d~_tk, normed as the reading says (Eqs. 9-12)."""
    d = rows(scores, direction)
    w = g[:, None] * d
    if direction == "sentence_sign":
        r = (w / w.norm(dim=1, keepdim=True) * d).sum(1)
        return r / r.norm()
    r = (w / w.norm() * d).sum(1)
    return -r if direction == "official" else r


def drawn(seed, words, padded=0):
    """g, scores (1, T) in double precision and the mask: padding at both ends holds numbers that must not
    count.
    """
    g, scores = torch.randn(2, 1, words + 2 * padded, generator=noise(seed), dtype=torch.float64)
    at = torch.arange(words + 2 * padded)
    mask = ((at >= padded) & (at < words + padded))[None]
    return g, scores, mask


def test_the_lengths_by_hand():
    """Scores 0, 1, 3: rows (0, -1, -3), (1, 0, -2), (3, 2, 0) have squared lengths 10, 5, 13."""
    scores = torch.tensor([[9.0, 0.0, 1.0, 3.0, -9.0]])
    found = lengths(scores, MASK[:1], "raw") ** 2
    torch.testing.assert_close(found, torch.tensor([[0.0, 10.0, 5.0, 13.0, 0.0]]))
    assert lengths(scores, MASK[:1], "paper").tolist() == [[0.0, 1.0, 1.0, 1.0, 0.0]]
    column = torch.tensor([[0.0, 1 / 5 + 9 / 13, 1 / 10 + 4 / 13, 9 / 10 + 4 / 5, 0.0]])
    torch.testing.assert_close(lengths(scores, MASK[:1], "column") ** 2, column)


def test_the_restricted_direction_by_hand():
    """Scores 0, 1, 3 and g = (1, -1, 0). raw: g n^2 / |g n| = (10, -5, 0) / sqrt(15)."""
    scores, g = torch.tensor([[0.0, 1.0, 3.0]]), torch.tensor([[1.0, -1.0, 0.0]])
    mask, root = torch.ones(1, 3, dtype=torch.bool), 0.5**0.5
    for direction, expected in (
        ("paper", [root, -root, 0.0]),
        ("sentence_sign", [root, -root, 0.0]),
        ("official", [-root, root, 0.0]),
        ("raw", [10 / 15**0.5, -5 / 15**0.5, 0.0]),
    ):
        torch.testing.assert_close(restricted(g, scores, mask, direction), torch.tensor([expected]))


@pytest.mark.parametrize("direction", DIRECTIONS)
@given(seed=st.integers(0, 10**6), words=st.integers(2, 23), padded=st.integers(0, 2))
def test_closed_form_is_the_equation(direction, seed, words, padded):
    g, scores, mask = drawn(seed, words, padded)
    found = restricted(g, scores, mask, direction)
    torch.testing.assert_close(found[mask], naive(g[mask], scores[mask], direction), rtol=1e-9, atol=1e-9)
    assert (found[~mask] == 0).all()
    d = rows(scores[mask], direction)
    torch.testing.assert_close(lengths(scores, mask, direction)[mask], d.norm(dim=1), rtol=1e-9, atol=1e-9)
    expected = d.sum(1) / d.sum(1).norm()
    found = uniform_start(scores, mask, direction)[mask]
    torch.testing.assert_close(found, expected, rtol=1e-9, atol=1e-9)


@given(seed=st.integers(0, 10**6), words=st.integers(2, 23))
def test_identities_of_the_readings(seed, words):
    """paper is g / |g|, official its negative, sentence_sign the signs of g."""
    g, scores, mask = drawn(seed, words)
    torch.testing.assert_close(restricted(g, scores, mask, "paper"), unit(g, mask))
    torch.testing.assert_close(restricted(g, scores, mask, "official"), -unit(g, mask))
    torch.testing.assert_close(restricted(g, scores, mask, "sentence_sign"), g.sign() / words**0.5)


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("level", [0.0, 0.1, 1e4])
def test_no_differences_no_perturbation(direction, level):
    """One word, or equal scores: 0 and no NaN, at whatever level the scores are equal."""
    g = torch.randn(2, 5, generator=noise())
    for mask in (MASK, torch.tensor([[True] + 4 * [False]] * 2)):
        scores = torch.full((2, 5), level)
        assert (restricted(g, scores, mask, direction) == 0).all()
        assert (uniform_start(scores, mask, direction) == 0).all()
        assert (random_start(scores, mask, direction, noise()) == 0).all()


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("scale", [1e-25, 1.0, 1e15])
def test_float32_holds_at_any_scale_and_level(direction, scale):
    """Differences far below or above 1 neither vanish nor overflow when they are squared."""
    g, scores, mask = drawn(3, 17)
    expected = restricted(g, scale * scores, mask, direction)
    found = restricted(g.float(), (scale * scores).float(), mask, direction)
    torch.testing.assert_close(found, expected.float(), rtol=1e-4, atol=float(1e-5 * expected.abs().max()))


def test_equal_scores_are_equal_whatever_their_mean_rounds_to():
    """The mean of 13 times 0.7 need not be 0.7 in float32; their differences are 0 all the same."""
    for words in range(2, 60):
        scores, mask = torch.full((1, words), 0.7), torch.ones(1, words, dtype=torch.bool)
        assert (lengths(scores, mask, "paper") == 0).all(), words


def test_no_gradient_no_perturbation():
    _, scores, mask = drawn(0, 7)
    for direction in DIRECTIONS:
        assert (restricted(torch.zeros_like(scores), scores, mask, direction) == 0).all()


def test_the_random_start_of_unit_rows_is_vats():
    _, scores, mask = drawn(0, 7, padded=1)
    for direction in ("paper", "sentence_sign", "official"):
        found = random_start(scores, mask, direction, noise(5))
        torch.testing.assert_close(found, random_unit(scores, mask, noise(5)))


def test_the_random_start_is_distributed_as_the_sum():
    """sum_k w_tk d~_tk for normal w has deviation n_t: 40,000 drawings of w against n_t, within 3 %."""
    _, scores, _ = drawn(1, 5)
    for direction in ("column", "raw"):
        w = torch.randn(40_000, 5, 5, generator=noise(), dtype=torch.float64)
        sums = (w * rows(scores[0], direction)).sum(2)
        expected = lengths(scores, torch.ones(1, 5, dtype=torch.bool), direction)[0]
        torch.testing.assert_close(sums.std(0), expected, rtol=0.03, atol=0)
        assert sums.T.corrcoef().fill_diagonal_(0).abs().max() < 0.03


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_gradient_that_is_none_gives_no_number(direction):
    """So that the loss is none either, and training reports it; the other text is as before."""
    g, scores = torch.ones(2, 5), torch.arange(10.0).view(2, 5)
    g[0, 2] = float("nan")
    found = restricted(g, scores, MASK, direction)
    assert found[0].isnan().any() and found[1].isfinite().all()
