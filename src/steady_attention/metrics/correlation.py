"""Agreement of attention with word importance, a text at a time.

Numbers (words,) of one text each, of equal length and finite; ValueError on others (checks.py).
"""

from collections.abc import Callable, Sequence

import numpy as np

from steady_attention.metrics import checks
from steady_attention.metrics.card import MORE, PLAIN, Card

ROUNDING = 8  # units in the last place by which numbers that are equal may differ
LONG = 256  # words of a text whose pairs are too many to look at each
EXACT = 1e-12  # of numbers in double precision, which may be made of several roundings
CARDS = (
    Card("pearson", PLAIN, MORE, -1, 1, "Kitada 2022, Eq. 25", "Pearson", ("Pearson's correlation", "Corr.")),
    Card("kendall", PLAIN, MORE, -1, 1, "Jain & Wallace 2019", "Kendall"),
)


def pearson(attention: np.ndarray, importance: np.ndarray) -> float:
    """Pearson's correlation over a text's words (Kitada & Iyatomi 2022, Eq. 25); NaN where either is
    constant up to the rounding of its own precision, as that of a single word and of none.
    """
    return _correlation(_pearson, attention, importance)


def kendall(attention: np.ndarray, importance: np.ndarray) -> float:
    """Kendall's tau-b over a text's words (Jain & Wallace 2019); NaN as of Pearson's."""
    return _correlation(_kendall, attention, importance)


def _pearson(one: np.ndarray, other: np.ndarray) -> float:
    """As scipy.stats.pearsonr, to the bit; its p-value, which nobody reads, takes ten times as long."""
    first, second = map(_direction, (one, other))
    found = np.clip(np.vecdot(first, second), -1.0, 1.0)
    return float(np.round(found) if len(one) == 2 else found)


def _direction(values: np.ndarray) -> np.ndarray:
    """The deviations from the mean, of length 1."""
    deviations = values - values.mean()
    largest = np.abs(deviations).max()
    return deviations / (largest * np.linalg.norm(deviations / largest, axis=0))  # an axis: summed in pairs


def _kendall(one: np.ndarray, other: np.ndarray) -> float:
    """As scipy.stats.kendalltau, to the bit, which takes ten times as long for a short text: the concordant
    less the discordant pairs over the roots of the pairs untied in one and of those untied in the other.
    """
    if len(one) > LONG:
        from scipy.stats import kendalltau  # takes half as long to import as torch

        return float(kendalltau(one, other).statistic)
    first, second = (np.sign(values[:, None] - values).astype(np.int8) for values in (one, other))  # (n, n)
    tau = np.sum(first * second, dtype=np.int64) // 2
    for signs in (first, second):
        tau = tau / np.sqrt(np.count_nonzero(signs) // 2)
    return float(np.clip(tau, -1.0, 1.0))


def mean_over_texts(
    measure: Callable[[np.ndarray, np.ndarray], float],
    attention: Sequence[np.ndarray],
    importance: Sequence[np.ndarray],
) -> tuple[float, int]:
    """The mean of a measure over the texts where it is defined, and how many those are; NaN and 0 where none
    is.
    """
    attention, importance = (
        checks.rows(name, given, checks.numbers)
        for name, given in (("attention", attention), ("importance", importance))
    )
    pairs = checks.pairs("attention", attention, "importance", importance)
    values = np.array([measure(one, other) for one, other in pairs])
    defined = values[np.isfinite(values)]
    return (float(defined.mean()) if len(defined) else float("nan")), len(defined)


def _correlation(
    statistic: Callable[[np.ndarray, np.ndarray], float], attention: np.ndarray, importance: np.ndarray
) -> float:
    attention, importance = (
        checks.numbers(name, given) for name, given in (("attention", attention), ("importance", importance))
    )
    checks.same_shape("attention", attention, "importance", importance)
    if _constant(attention) or _constant(importance):
        return float("nan")
    return statistic(attention.astype(np.float64), importance.astype(np.float64))


def _constant(values: np.ndarray) -> bool:
    """Whether all values are equal up to rounding, so that a correlation would be noise."""
    if len(values) < 2:
        return True
    rounding = ROUNDING * np.finfo(values.dtype).eps if values.dtype.kind == "f" else 0.0
    values = values.astype(np.float64)
    return float(np.ptp(values)) <= max(rounding, EXACT) * float(np.abs(values).max())
