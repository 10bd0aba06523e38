"""Scores of predicted classes, in numpy alone: training scores the dev split by them after every epoch, and
scikit-learn, which tests hold them equal to, takes as long to import as torch.
"""

import numpy as np


def f1(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """F1 of the positive class (index 1) of two classes, at p >= 0.5; of C > 2 classes the micro average,
    which is the accuracy.

    probabilities (n, C), labels (n,) -> a fraction. Published code decided at p > 0.622 (REPRODUCTION.md 8).
    """
    if probabilities.shape[1] == 2:
        return float(_by_class(probabilities, labels)[1])
    return accuracy(probabilities, labels)


def macro_f1(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The mean of every class's F1, a fraction."""
    return float(_by_class(probabilities, labels).mean())


def accuracy(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The share of right decisions."""
    return float((_decided(probabilities) == labels).mean())


def scores(probabilities: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """All measures of this file by name."""
    return {measure.__name__: measure(probabilities, labels) for measure in (f1, macro_f1, accuracy)}


def _by_class(probabilities: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Every class's F1 (C,): 2 true positives over the texts decided and those labeled so; 0 without both."""
    classes = probabilities.shape[1]
    decided = _decided(probabilities)
    right, found, given = (
        np.bincount(some, minlength=classes) for some in (labels[decided == labels], decided, labels)
    )
    return 2 * right / np.maximum(found + given, 1)


def _decided(probabilities: np.ndarray) -> np.ndarray:
    """The decided class (n,): the likeliest; at exactly one half of two classes the positive one."""
    if probabilities.shape[1] == 2:
        return (probabilities[:, 1] >= 0.5).astype(np.int64)
    return probabilities.argmax(1)
