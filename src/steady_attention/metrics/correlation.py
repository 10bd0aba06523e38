"""Agreement of attention with word importance, a text at a time.

Numbers (words,) of one text each, of equal length and finite; ValueError on others (checks.py).
"""

from collections.abc import Callable, Sequence

import numpy as np
from scipy import stats

from steady_attention.metrics import checks
from steady_attention.metrics.card import MORE, PLAIN, Card

ROUNDING = 8  # units in the last place by which numbers that are equal may differ
EXACT = 1e-12  # of numbers in double precision, which may be made of several roundings
CARDS = (
    Card("pearson", PLAIN, MORE, -1, 1, "Kitada 2022, Eq. 25", "Pearson", ("Pearson's correlation", "Corr.")),
    Card("kendall", PLAIN, MORE, -1, 1, "Jain & Wallace 2019", "Kendall"),
)


def pearson(attention: np.ndarray, importance: np.ndarray) -> float:
    """Pearson's correlation over a text's words (Kitada & Iyatomi 2022, Eq. 25); NaN where either is
    constant up to the rounding of its own precision, as that of a single word and of none.
    """
    return _correlation(stats.pearsonr, attention, importance)


def kendall(attention: np.ndarray, importance: np.ndarray) -> float:
    """Kendall's tau-b over a text's words (Jain & Wallace 2019); NaN as of Pearson's."""
    return _correlation(stats.kendalltau, attention, importance)


def mean_over_texts(
    measure: Callable[[np.ndarray, np.ndarray], float],
    attention: Sequence[np.ndarray], importance: Sequence[np.ndarray],
) -> tuple[float, int]:  # fmt: skip
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


def _correlation(statistic: Callable, attention: np.ndarray, importance: np.ndarray) -> float:
    attention, importance = (
        checks.numbers(name, given) for name, given in (("attention", attention), ("importance", importance))
    )
    checks.same_shape("attention", attention, "importance", importance)
    if _constant(attention) or _constant(importance):
        return float("nan")
    return float(statistic(attention.astype(np.float64), importance.astype(np.float64)).statistic)


def _constant(values: np.ndarray) -> bool:
    """Whether all values are equal up to rounding, so that a correlation would be noise."""
    if len(values) < 2:
        return True
    rounding = ROUNDING * np.finfo(values.dtype).eps if values.dtype.kind == "f" else 0.0
    values = values.astype(np.float64)
    return float(np.ptp(values)) <= max(rounding, EXACT) * float(np.abs(values).max())
