"""The words that attention weighs most, and how far two attentions agree on them (Hu et al. 2023).

k is a text's number of words where that is smaller. Of equal weights the earlier word counts as the larger,
in both attentions alike, so there are always k of them. Definition 1 leaves all words out that are tied at
its border: a set of fewer than k, and an attention without an overlap of 1 with itself.
"""

from torch import Tensor


def top(weights: Tensor, mask: Tensor, k: int) -> Tensor:
    """The top-k set of each text (B, T), True on its words, of weights (B, T). A constant."""
    order = weights.detach().masked_fill(~mask, float("-inf")).argsort(dim=1, descending=True, stable=True)
    return (order.argsort(dim=1) < k) & mask


def surrogate(w: Tensor, w_tilde: Tensor, mask: Tensor, k: int) -> Tensor:
    """Eq. 5: L_Topk(w, w~) (B,), the L1 distances over both top-k sets / 2k, in [0, 1].

    Published code divides by 2k and then averages over the k words once more, which gives this / k; where a
    text has fewer than k words, its 2k counts the padding too.
    """
    sets = [top(weights, mask, k) for weights in (w, w_tilde)]
    distance = (w - w_tilde).abs()
    return sum((distance * chosen).sum(1) for chosen in sets) / (2 * sets[0].sum(1))


def overlap(w: Tensor, w_tilde: Tensor, mask: Tensor, k: int) -> Tensor:
    """Definition 1: V_k (B,) in [0, 1], the share of one top-k set that is in the other too."""
    one, other = (top(weights, mask, k) for weights in (w, w_tilde))
    return (one & other).sum(1) / one.sum(1)
