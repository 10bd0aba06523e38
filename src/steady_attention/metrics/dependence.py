"""Whether attention is still a function of its input: what collapse wins every measure of stability by."""

from collections.abc import Sequence

import numpy as np

from steady_attention.metrics import checks
from steady_attention.metrics.card import INFINITE, NEITHER, SCIENTIFIC, Card

CARDS = (
    Card("attention_variance", SCIENTIFIC, NEITHER, 0, INFINITE, "ours: 0 is attention that has collapsed"),
)


def attention_variance(attention: Sequence[np.ndarray]) -> float:
    """The variance of attention across texts of equal length; attention: (words,) of each text.

    Within each group of at least two texts of the same length of at least two words: the unbiased variance
    across texts of each position's weight, summed over positions; then the mean over all texts of such
    groups. Exactly 0 where the weights depend on length and position alone. NaN without such a group.
    ValueError on numbers that are not finite (checks.py).
    """
    groups: dict[int, list[np.ndarray]] = {}
    for weights in checks.rows("attention", attention, checks.numbers):
        groups.setdefault(len(weights), []).append(weights.astype(np.float64))
    found = [np.stack(group) for length, group in groups.items() if length >= 2 and len(group) >= 2]
    if not found:
        return float("nan")
    # From the first text's weights, so that equal weights give 0 without rounding.
    spreads = [(group - group[0]).var(0, ddof=1).sum() for group in found]
    return float(np.average(spreads, weights=[len(group) for group in found]))
