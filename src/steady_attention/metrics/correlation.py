"""Agreement of attention with word importance, a text at a time."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy import stats


def pearson(attention: np.ndarray, importance: np.ndarray) -> float:
    """Pearson's correlation over a text's words (Kitada & Iyatomi 2022, Eq. 25); NaN where either is
    constant.
    """
    if _constant(attention) or _constant(importance):
        return float("nan")
    return float(stats.pearsonr(attention, importance).statistic)


def kendall(attention: np.ndarray, importance: np.ndarray) -> float:
    """Kendall's tau-b over a text's words (Jain & Wallace 2019); NaN where either is constant."""
    if _constant(attention) or _constant(importance):
        return float("nan")
    return float(stats.kendalltau(attention, importance).statistic)


def mean_over_texts(
    measure: Callable[[np.ndarray, np.ndarray], float],
    attention: Sequence[np.ndarray], importance: Sequence[np.ndarray],
) -> tuple[float, int]:  # fmt: skip
    """The mean of a measure over the texts where it is defined, and how many those are; NaN and 0 where none
    is.
    """
    pairs = zip(attention, importance, strict=True)
    values = np.array([measure(a.astype(np.float64), b.astype(np.float64)) for a, b in pairs])
    defined = values[np.isfinite(values)]
    return (float(defined.mean()) if len(defined) else float("nan")), len(defined)


def _constant(values: np.ndarray) -> bool:
    """Whether all values are equal up to rounding, so that a correlation would be noise."""
    return len(values) < 2 or float(np.ptp(values)) <= 1e-12 * float(np.abs(values).max())
