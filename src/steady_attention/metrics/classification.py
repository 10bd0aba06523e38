"""Scores of predicted classes."""

import numpy as np
from sklearn.metrics import accuracy_score, f1_score


def f1(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """F1 of the positive class (index 1) of two classes, at p >= 0.5; of C > 2 classes the micro average.

    probabilities (n, C), labels (n,) -> a fraction. Published code decided at p > 0.622 (REPRODUCTION.md 8).
    """
    if probabilities.shape[1] == 2:
        return float(f1_score(labels, _decided(probabilities), pos_label=1, zero_division=0.0))
    return float(f1_score(labels, _decided(probabilities), average="micro", zero_division=0.0))


def macro_f1(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The mean of every class's F1, a fraction."""
    classes = np.arange(probabilities.shape[1])
    decided = _decided(probabilities)
    return float(f1_score(labels, decided, labels=classes, average="macro", zero_division=0.0))


def accuracy(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The share of right decisions."""
    return float(accuracy_score(labels, _decided(probabilities)))


def scores(probabilities: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """All measures of this file by name."""
    return {measure.__name__: measure(probabilities, labels) for measure in (f1, macro_f1, accuracy)}


def _decided(probabilities: np.ndarray) -> np.ndarray:
    """The decided class (n,): the likeliest; at exactly one half of two classes the positive one."""
    if probabilities.shape[1] == 2:
        return (probabilities[:, 1] >= 0.5).astype(np.int64)
    return probabilities.argmax(1)
