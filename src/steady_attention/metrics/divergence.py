"""How far apart two distributions are: of attention over a text's words, and of predictions.

ValueError on others (checks.py).
"""

import numpy as np
from scipy.special import rel_entr

from steady_attention.metrics import checks
from steady_attention.metrics.card import LESS, LN2, PLAIN, SCIENTIFIC, Card

BATCH = 32  # texts of a batch in SEAT's experiments (appendix, Implementation)
CARDS = (
    Card("jsd", SCIENTIFIC, LESS, 0, LN2, "Hu 2023, appendix, Metrics", "JSD", ("JSD",), "delta"),
    Card("tvd", PLAIN, LESS, 0, 1, "Hu 2023, appendix, Metrics", "TVD", ("TVD",), "delta"),
    Card("tvd_batch_sum", PLAIN, LESS, 0, 32, "a reading of Hu 2023", "TVD, sum of 32", parameter="delta"),
)


def jsd(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Jensen-Shannon divergence (...) of distributions (..., T) over a text's words, in [0, ln 2].

    Natural logarithm (Jain & Wallace 2019; SEAT, appendix, Metrics). Words where both are 0, such as padding,
    add nothing. Rounding below 0 becomes 0: published code gives values such as -3e-10.
    """
    p, q = (checks.distributions(name, given).astype(np.float64) for name, given in (("p", p), ("q", q)))
    checks.same_shape("p", p, "q", q)
    middle = (p + q) / 2
    return np.maximum((rel_entr(p, middle) + rel_entr(q, middle)).sum(-1) / 2, 0.0)


def tvd(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Total variation distance (...) of predictions (..., C), in [0, 1] (SEAT, appendix, Metrics)."""
    p, q = checks.probabilities("p", p, axes=None), checks.probabilities("q", q, axes=None)
    checks.same_shape("p", p, "q", q)
    return np.abs(p.astype(np.float64) - q.astype(np.float64)).sum(-1) / 2


def batch_sum(distances: np.ndarray, size: int = BATCH) -> float:
    """The mean over batches of the distances' sum within one, i.e. `size` times their mean; at most `size`.

    The reading under which SEAT's printed values for RNN and BiLSTM (up to 28) are possible: the total
    variation of two classes, |dp| of one sigmoid output, summed over a batch of 32. Only to be compared
    with the printed tables. Of no distance, or of a batch of no text, there is none: ValueError.
    """
    distances = checks.numbers("distances", distances)
    if not size >= 1:
        checks.refuse("size", "one text or more", size)
    if not len(distances):
        checks.refuse("distances", "those of one text or more", "none")
    return float(size * np.mean(distances))
