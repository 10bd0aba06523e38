"""Scores of predicted classes, in numpy alone: training scores the dev split by them after every epoch, and
scikit-learn, which tests hold them equal to, takes as long to import as torch.

probabilities (n, C), labels (n,), n at least 1; ValueError on others (checks.py).
"""

import numpy as np

from steady_attention.metrics import checks
from steady_attention.metrics.card import MORE, PERCENT, Card

CARDS = (
    Card("f1", PERCENT, MORE, 0, 1, "Kitada 2022, Table 3", "F1 [%]", ("F1 [%]",), fractions=("F1",)),
    Card("macro_f1", PERCENT, MORE, 0, 1, "the mean of every class's F1; in no paper", "macro-F1 [%]"),
    Card("micro_f1", PERCENT, MORE, 0, 1, "Kitada 2022, Table 3", "micro-F1 [%]", ("Mic. F1 [%]",)),
    Card("accuracy", PERCENT, MORE, 0, 1, "Zhou 2021, Table 2", "accuracy [%]", ("Acc. [%]", "accuracy [%]")),
)


def decided(probabilities: np.ndarray) -> np.ndarray:
    """The class (...) that probabilities (..., C) decide for: of two the second at p >= 0.5, of more the
    likeliest, the first of equals (REPRODUCTION.md 8). All measures decide by this.
    """
    probabilities = checks.probabilities("probabilities", probabilities, axes=None)
    if probabilities.shape[-1] == 2:
        return (probabilities[..., 1] >= 0.5).astype(np.int64)
    return probabilities.argmax(-1)


def f1(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """F1 of the positive class (index 1) of two classes; of C > 2 classes the micro average, which is the
    accuracy. A fraction. Published code decided at p > 0.622 (REPRODUCTION.md 8).
    """
    decisions, labels, classes = _checked(probabilities, labels)
    if classes == 2:
        return float(_by_class(decisions, labels, classes)[1])
    return _right(decisions, labels)


def macro_f1(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The mean of every class's F1, a fraction."""
    return float(_by_class(*_checked(probabilities, labels)).mean())


def accuracy(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The share of right decisions."""
    decisions, labels, _ = _checked(probabilities, labels)
    return _right(decisions, labels)


def scores(probabilities: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """All measures of this file by name."""
    return {measure.__name__: measure(probabilities, labels) for measure in (f1, macro_f1, accuracy)}


def _checked(probabilities: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """Decisions (n,), labels (n,) and the number of classes."""
    amount, classes = checks.probabilities("probabilities", probabilities).shape
    return decided(probabilities), checks.labels("labels", labels, amount, classes), classes


def _right(decisions: np.ndarray, labels: np.ndarray) -> float:
    return float((decisions == labels).mean())


def _by_class(decisions: np.ndarray, labels: np.ndarray, classes: int) -> np.ndarray:
    """Every class's F1 (C,): 2 true positives over the texts decided and those labeled so; 0 without both."""
    right, found, given = (
        np.bincount(some, minlength=classes) for some in (labels[decisions == labels], decisions, labels)
    )
    return 2 * right / np.maximum(found + given, 1)
