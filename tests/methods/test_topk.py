"""Top-k sets, Eq. 5 and Definition 1 of SEAT on numbers for the head, and by their properties."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.methods.parts.topk import overlap, surrogate, top

W, W_TILDE = torch.tensor([[0.5, 0.3, 0.2]]), torch.tensor([[0.2, 0.3, 0.5]])
ALL = torch.ones(1, 3, dtype=torch.bool)


def attention(data, lengths, width):
    """Attention (B, T) with many ties, 0 on padding, and its mask."""
    weights, mask = torch.zeros(len(lengths), width, dtype=torch.float64), torch.zeros(len(lengths), width)
    for row, length in enumerate(lengths):
        parts = torch.tensor(data.draw(st.lists(st.integers(1, 4), min_size=length, max_size=length)))
        weights[row, :length], mask[row, :length] = parts / parts.sum(), 1
    return weights, mask.bool()


@pytest.mark.parametrize(("k", "expected"), [(1, 0.3), (2, 0.15), (3, 0.2), (7, 0.2)])
def test_eq_5_by_hand(k, expected):
    """Differences (0.3, 0, 0.3). k = 1: sets {0} and {2}, (0.3 + 0.3) / 2. k = 2: {0, 1} and {2, 1}, 0.6 / 4.
    k = 3: all twice, 1.2 / 6; and so for k = 7, since there are three words.
    """
    torch.testing.assert_close(surrogate(W, W_TILDE, ALL, k), torch.tensor([expected]))


@pytest.mark.parametrize(("k", "expected"), [(1, 0.0), (2, 0.5), (3, 1.0), (7, 1.0)])
def test_definition_1_by_hand(k, expected):
    assert overlap(W, W_TILDE, ALL, k).tolist() == [expected]


def test_all_attention_on_one_token():
    """(1, 0, 0) and (0, 1, 0). k = 1: (1 + 1) / 2 and no overlap. k = 2: the tied word that comes first, so
    {0, 1} both times: (2 + 2) / 4, and all overlap.
    """
    one, other = torch.tensor([[1.0, 0.0, 0.0]]), torch.tensor([[0.0, 1.0, 0.0]])
    assert [float(surrogate(one, other, ALL, k)) for k in (1, 2)] == [1.0, 1.0]
    assert [float(overlap(one, other, ALL, k)) for k in (1, 2)] == [0.0, 1.0]


def test_of_equal_weights_the_earlier_counts_as_larger():
    weights = torch.tensor([[0.25, 0.25, 0.25, 0.25, 0.0], [0.1, 0.3, 0.3, 0.3, 0.0]])
    mask = torch.arange(5).expand(2, 5) < 4
    assert top(weights, mask, 2).tolist() == [
        [True, True, False, False, False],
        [False, True, True, False, False],
    ]


def test_padding_is_no_word_whatever_its_weight():
    mask = torch.tensor([[True, False, True]])
    assert top(torch.tensor([[0.0, 9.0, 0.1]]), mask, 2).tolist() == [[True, False, True]]
    assert float(surrogate(torch.tensor([[0.0, 9.0, 1.0]]), torch.tensor([[0.0, 0.0, 1.0]]), mask, 2)) == 0


def test_gradient_by_hand():
    """k = 1: w~ rises by 1 / 2 at the first word, falls at the third; sets and w are constants."""
    w_tilde = W_TILDE.clone().requires_grad_()
    surrogate(W, w_tilde, ALL, 1).sum().backward()
    torch.testing.assert_close(w_tilde.grad, torch.tensor([[-0.5, 0.0, 0.5]]))


@pytest.mark.parametrize("k", [1, 2, 3])
def test_published_code_gives_this_over_k(k):
    """utlis/utlis.py: the distances over each set by rank, / 2k, then their mean over the k ranks."""
    one, other = (weights.argsort(dim=1, descending=True)[:, :k] for weights in (W, W_TILDE))
    differences = (W - W_TILDE).abs()
    published = ((differences.gather(1, one) + differences.gather(1, other)) / (2 * k)).mean(1)
    torch.testing.assert_close(published, surrogate(W, W_TILDE, ALL, k) / k)


@given(st.data(), st.lists(st.integers(1, 5), min_size=1, max_size=3), st.integers(1, 7))
def test_properties(data, lengths, k):
    (w, mask), (w_tilde, _) = (attention(data, lengths, 7) for _ in range(2))
    chosen, number = top(w, mask, k), mask.sum(1)
    assert (chosen.sum(1) == number.clamp(max=k)).all() and not (chosen & ~mask).any()
    smallest = w.masked_fill(~chosen, 2).amin(1)
    assert (w.masked_fill(chosen | ~mask, -1).amax(1) <= smallest).all()
    loss, share = surrogate(w, w_tilde, mask, k), overlap(w, w_tilde, mask, k)
    assert ((loss >= 0) & (loss <= 1)).all() and ((share >= 0) & (share <= 1)).all()
    torch.testing.assert_close(loss, surrogate(w_tilde, w, mask, k))
    assert torch.equal(share, overlap(w_tilde, w, mask, k))
    assert (surrogate(w, w, mask, k) == 0).all() and (overlap(w, w, mask, k) == 1).all()
    for row, length in enumerate(lengths):  # without its padding
        alone = [x[row : row + 1, :length] for x in (w, w_tilde, mask)]
        torch.testing.assert_close(surrogate(*alone, k), loss[row : row + 1])
        assert torch.equal(overlap(*alone, k), share[row : row + 1])


def test_the_gradient_is_0_where_the_attentions_agree():
    w_tilde = W.clone().requires_grad_()
    surrogate(W, w_tilde, ALL, 2).sum().backward()
    assert torch.equal(w_tilde.grad, torch.zeros(1, 3))
