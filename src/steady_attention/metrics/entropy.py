"""How widely attention is spread over a text's words: what a correlation with it has to be read beside."""

from collections.abc import Sequence

import numpy as np
from scipy.special import entr

from steady_attention.metrics import checks
from steady_attention.metrics.card import NEITHER, PLAIN, Card

CARDS = (
    Card("attention_entropy", PLAIN, NEITHER, 0, 1, "ours: H / ln T, 1 is uniform", "entropy of attention"),
)


def attention_entropy(attention: Sequence[np.ndarray]) -> float:
    """The mean over texts of at least two words of H / ln T; attention: (words,) of each text.

    H = -sum_t a_t ln a_t: 0 on one word, ln T where it is uniform over T words. NaN without such a text.
    ValueError on what is no distribution (checks.py).
    """
    rows = checks.rows("attention", attention, checks.distributions)
    shares = [entr(row.astype(np.float64)).sum() / np.log(len(row)) for row in rows if len(row) >= 2]
    return float(np.clip(np.mean(shares), 0.0, 1.0)) if shares else float("nan")
