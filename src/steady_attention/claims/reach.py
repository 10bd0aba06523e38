"""How far a margin that is not linear can lie, given simultaneous intervals of the differences behind it.

If every difference lies in its interval, the margin lies within its reach: so the reach has at least their
common level, whatever the form of the margin. The price is its width.
"""

import numpy as np

TIE = 1e-12  # below every difference of two printed numbers that differ; above the rounding of their floats


def pairwise(values: np.ndarray) -> np.ndarray:
    """The differences (C, D) of values (M, D), later minus earlier, of all C = M (M - 1) / 2 pairs."""
    first, second = np.triu_indices(len(values), 1)
    return values[second] - values[first]


def square(low: np.ndarray, high: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The ends (C,) of the intervals of `pairwise` as (M, M): of value [j] minus value [i] at [i, j]."""
    pairs = np.triu_indices(count, 1)
    lows, highs = np.zeros((2, count, count))
    lows[pairs], highs[pairs] = low, high
    return lows - highs.T, highs - lows.T


def distance(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The smallest and the largest absolute value between two ends, of any shape."""
    return np.maximum(np.maximum(low, -high), 0.0), np.maximum(abs(low), abs(high))


def within(low: np.ndarray, high: np.ndarray, bound: float) -> tuple[float, float]:
    """The reach of bound - |d| for a difference d between low (1,) and high (1,).

    It is above 0 if the interval of d lies inside (-bound, bound), as two one-sided tests ask for equivalence
    (Schuirmann 1987), and below 0 if it lies wholly outside.
    """
    nearest, farthest = distance(low, high)
    return bound - farthest.item(), bound - nearest.item()


def settled(curve: np.ndarray, tolerance: float) -> np.ndarray:
    """How far curves (P, D) settle after their peak: the smallest of tolerance - step and value - start."""
    after = np.arange(len(curve))[:, None] > curve.argmax(axis=0)  # (P, D)
    steps = tolerance - abs(np.diff(curve, axis=0, prepend=curve[:1]))
    slack = np.minimum(steps, curve - curve[0])
    return np.where(after, slack, np.inf).min(axis=0, initial=tolerance)


def settling(low: np.ndarray, high: np.ndarray, points: int, tolerance: float) -> tuple[float, float]:
    """The reach of `settled` for a curve of `points`; low, high (C,): the ends of its `pairwise` differences.

    Every point that none is surely above can be the peak.
    """
    lows, highs = square(low, high, points)
    nearest, farthest = distance(lows.diagonal(1), highs.diagonal(1))  # steps to the points 1, 2, ...
    least = np.minimum(tolerance - farthest, lows[0, 1:])
    most = np.minimum(tolerance - nearest, highs[0, 1:])
    peaks = np.flatnonzero(~(lows > TIE).any(axis=1))
    return (
        min(least[peak:].min(initial=tolerance) for peak in peaks),
        max(most[peak:].min(initial=tolerance) for peak in peaks),
    )


def spearman(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Rank correlation (D,) of x and y (M, D) over the M methods; 0 where one of them does not vary."""
    x, y = (_average_ranks(side) for side in (x, y))
    x, y = x - x.mean(axis=0), y - y.mean(axis=0)
    scale = np.sqrt((x * x).sum(axis=0) * (y * y).sum(axis=0))
    return np.divide((x * y).sum(axis=0), scale, out=np.zeros_like(scale), where=scale > 0)


def _average_ranks(values: np.ndarray) -> np.ndarray:
    """The ranks from 1 (M, D) of values (M, D), column by column; equal ones share the mean of theirs."""
    below, alike = ((kind(values, values[:, None])).sum(axis=1) for kind in (np.less, np.equal))
    return below + (alike + 1) / 2


def ranks(low: np.ndarray, high: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and the highest rank (M,) of M values, given the ends of their `pairwise` differences."""
    lows, highs = square(low, high, count)
    return 1 + (highs < -TIE).sum(axis=1), count - (lows > TIE).sum(axis=1)


def correlation(low: np.ndarray, high: np.ndarray, count: int) -> tuple[float, float]:
    """The reach of Spearman's correlation of x and y over `count` methods that are not exactly alike.

    low, high (2 C,): the ends of the `pairwise` differences of x, then of y. It is 1 - 6 sum d^2 / (M^3 - M),
    d a method's difference of ranks; every d is taken at its nearest and at its farthest.
    """
    half = len(low) // 2
    (x_low, x_high), (y_low, y_high) = (
        ranks(low[side], high[side], count) for side in (slice(half), slice(half, None))
    )
    nearest, farthest = distance(x_low - y_high, x_high - y_low)
    least, most = (1 - 6 * (d * d).sum() / (count**3 - count) for d in (farthest, nearest))
    return max(float(least), -1.0), float(most)


def differences(ours: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """Every one of ours (M, D) minus every one of theirs (N, D): (M N, D)."""
    return (ours[:, None] - theirs[None]).reshape(-1, ours.shape[1])


def ahead(low: np.ndarray, high: np.ndarray, count: int) -> tuple[float, float]:
    """The reach of max(ours) - max(theirs), `count` of theirs; low, high: the ends of `differences`.

    It is the largest over ours of the smallest over theirs of the difference; so are its ends, of the ends.
    """
    least, most = (ends.reshape(-1, count).min(axis=1).max() for ends in (low, high))
    return float(least), float(most)


def ranging(low: np.ndarray, high: np.ndarray) -> tuple[float, float]:
    """The reach of the range of one curve's values below that of another of as many points.

    low, high (2 C,): the ends of the `pairwise` differences of the one, then of the other. A range is
    the largest distance between two points.
    """
    nearest, farthest = (ends.reshape(2, -1).max(axis=1) for ends in distance(low, high))
    return float(nearest[1] - farthest[0]), float(farthest[1] - nearest[0])
