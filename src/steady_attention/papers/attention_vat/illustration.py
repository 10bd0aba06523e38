"""Attention VAT on six words, worked out from Eqs. 3 to 6 in numpy: the numbers of Figure 1.

An illustration and no result: scores, values and random start are made up. The trained methods are
steady_attention.methods.attention_vat; the tests hold the two against each other.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

WORDS = ("dull", "plot", ",", "yet", "truly", "wonderful")
SCORES = (0.3, 0.1, -1.2, -0.6, 0.4, 1.9)
VALUES = (-4.0, -0.5, 0.0, 0.2, 1.0, 3.0)  # what each word's state says of the class: the decoder's w . h_t
START = (1.0, -1.0, 1.0, -1.0, 1.0, -1.0)  # the random direction d, made up like the rest
EPSILON, XI = 1.5, 0.1
DECIMALS = 4  # what is kept, so that every machine gives the same bytes
COLUMNS = ("word", "value", "score", "attention", "r_vat", "perturbed_score", "perturbed_attention")
WHOLE = ("probability", "perturbed_probability", "divergence")  # of the sentence, the same in every row


def softmax(scores: np.ndarray) -> np.ndarray:
    """Attention (T,) at scores (T,) (Eq. 17)."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def sigmoid(logit: float) -> float:
    """p(positive) at a logit (Eq. 19)."""
    return 1 / (1 + np.exp(-logit))


def divergence(p: float, q: float) -> float:
    """KL of two Bernoulli distributions (Eq. 4)."""
    return p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))


def gradient(scores: np.ndarray, values: np.ndarray, r: np.ndarray) -> np.ndarray:
    """Eq. 5: that of KL(p(scores) || p(scores + r)) in r, (T,).

    With z the logit at scores + r, a the attention there: (sigmoid(z) - p) a_t (value_t - z).
    """
    attention = softmax(scores + r)
    logit = attention @ values
    return (sigmoid(logit) - sigmoid(softmax(scores) @ values)) * attention * (values - logit)


def perturbation(
    scores: np.ndarray, values: np.ndarray, start: np.ndarray, epsilon: float, xi: float
) -> np.ndarray:
    """Eq. 5: r_VAT = epsilon g / |g|_2, (T,), g taken at r = xi d, d the start at length 1."""
    g = gradient(scores, values, xi * start / np.linalg.norm(start))
    return epsilon * g / np.linalg.norm(g)


def numbers(
    words: Sequence[str] = WORDS, scores: Sequence[float] = SCORES, values: Sequence[float] = VALUES,
    start: Sequence[float] = START, epsilon: float = EPSILON, xi: float = XI,
) -> pd.DataFrame:  # fmt: skip
    """A row a word, columns COLUMNS and WHOLE."""
    at, said = np.array(scores), np.array(values)
    r = perturbation(at, said, np.array(start), epsilon, xi)
    before, after = softmax(at), softmax(at + r)
    p, q = sigmoid(before @ said), sigmoid(after @ said)
    columns = (words, said, at, before, r, at + r, after)
    frame = pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))
    return frame.assign(**dict(zip(WHOLE, (p, q, divergence(p, q)), strict=True))).round(DECIMALS)
