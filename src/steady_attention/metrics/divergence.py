"""How far apart two distributions are: of attention over a text's words, and of predictions."""

import numpy as np
from scipy.special import rel_entr

BATCH = 32  # texts of a batch in SEAT's experiments (appendix, Implementation)


def jsd(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Jensen-Shannon divergence (...) of distributions (..., T) over a text's words, in [0, ln 2].

    Natural logarithm (Jain & Wallace 2019; SEAT, appendix, Metrics). Words where both are 0, such as padding,
    add nothing. Rounding below 0 becomes 0: published code gives values such as -3e-10.
    """
    p, q = np.asarray(p, np.float64), np.asarray(q, np.float64)
    middle = (p + q) / 2
    return np.maximum((rel_entr(p, middle) + rel_entr(q, middle)).sum(-1) / 2, 0.0)


def tvd(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Total variation distance (n,) of predictions (n, C), in [0, 1] (SEAT, appendix, Metrics)."""
    return np.abs(np.asarray(p, np.float64) - np.asarray(q, np.float64)).sum(-1) / 2


def batch_sum(distances: np.ndarray, size: int = BATCH) -> float:
    """The mean over batches of the distances' sum within one, i.e. `size` times their mean; at most `size`.

    The reading under which SEAT's printed values for RNN and BiLSTM (up to 28) are possible: the total
    variation of two classes, |dp| of one sigmoid output, summed over a batch of 32. Only to be compared
    with the printed tables.
    """
    return float(size * np.mean(distances))
