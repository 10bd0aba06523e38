"""How well the classes of points (n, D), with labels (n,), lie apart. Distances are Euclidean.

ValueError on others (checks.py).
"""

import numpy as np
from scipy.spatial.distance import pdist
from sklearn.metrics import silhouette_score

from steady_attention.metrics import checks
from steady_attention.metrics.card import INFINITE, MORE, PLAIN, Card

CARDS = (
    Card("silhouette", PLAIN, MORE, -1, 1, "Rousseeuw 1987, of the picture in Zhou 2021, Figure 3"),
    Card("distance_ratio", PLAIN, MORE, 0, INFINITE, "ours, of the picture in Zhou 2021, Figure 3"),
)


def silhouette(points: np.ndarray, labels: np.ndarray) -> float:
    """The mean silhouette (Rousseeuw 1987), -1 to 1; NaN of fewer than two classes, where every point is a
    class, or where all points are equal. A point as near to another class as to its own counts as 0.
    """
    points, labels = _checked(points, labels)
    if not 1 < len(np.unique(labels)) < len(labels) or _equal(points):
        return float("nan")
    return float(silhouette_score(points, labels))


def distance_ratio(points: np.ndarray, labels: np.ndarray) -> float:
    """The mean distance between two classes' centroids over the mean distance of a point to its own
    class's; NaN of one class or none, or where the points of each class are equal.
    """
    points, labels = _checked(points, labels)
    classes, own = np.unique(labels, return_inverse=True)
    if len(classes) < 2 or all(_equal(points[own == index]) for index in range(len(classes))):
        return float("nan")
    centroids = np.stack([points[own == index].mean(0) for index in range(len(classes))])
    within = np.linalg.norm(points - centroids[own], axis=1).mean()
    return float(pdist(centroids).mean() / within) if within > 0 else float("nan")


def _equal(points: np.ndarray) -> bool:
    """Whether all are one: a centroid of equal points may be off by rounding."""
    return bool((points == points[:1]).all())


def _checked(points: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The points in double precision, and their labels."""
    points = checks.numbers("points", points, axes=2).astype(np.float64)
    return points, checks.labels("labels", labels, len(points))
