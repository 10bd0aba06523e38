"""Scores of predicted classes, in numpy alone: training scores the dev split by them after every epoch, and
scikit-learn, which tests hold them equal to, takes as long to import as torch.

probabilities (n, C), labels (n,), n at least 1; ValueError on others (checks.py).
"""

import math

import numpy as np

from steady_attention.metrics import checks
from steady_attention.metrics.card import MORE, PERCENT, Card

CARDS = (
    Card("f1", PERCENT, MORE, 0, 1, "Kitada 2022, Table 3", "F1 [%]", ("F1 [%]",), fractions=("F1",)),
    Card("macro_f1", PERCENT, MORE, 0, 1, "the mean of every class's F1; in no paper", "macro-F1 [%]"),
    Card("micro_f1", PERCENT, MORE, 0, 1, "Kitada 2022, Table 3", "micro-F1 [%]", ("Mic. F1 [%]",)),
    Card("accuracy", PERCENT, MORE, 0, 1, "Zhou 2021, Table 2", "accuracy [%]", ("Acc. [%]", "accuracy [%]")),
    Card("f1_of_class_0", PERCENT, MORE, 0, 1, "the F1 of the other class"),
    Card("f1_at_0.622", PERCENT, MORE, 0, 1, "the rule of published code (REPRODUCTION.md 8)"),
    Card("f1_of_class_0_at_0.622", PERCENT, MORE, 0, 1, "the rule of published code (REPRODUCTION.md 8)"),
)
PUBLISHED = 1 / (1 + math.exp(-0.5))  # 0.622: published code decides at a logit of 1/2 (REPRODUCTION.md 8)
RULES = {  # metric: the class whose F1 it is, and the probability that it must reach to be decided
    "f1_of_class_0": (0, math.nextafter(0.5, 1.0)),  # at one half our rule decides for class 1
    "f1_at_0.622": (1, PUBLISHED),
    "f1_of_class_0_at_0.622": (0, PUBLISHED),
}


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


def by_rules(probabilities: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """F1 of two classes by the RULES of decision; none of more classes."""
    _, labels, classes = _checked(probabilities, labels)
    if classes != 2:
        return {}
    return {name: f1_at(probabilities, labels, *rule) for name, rule in RULES.items()}


def f1_at(probabilities: np.ndarray, labels: np.ndarray, positive: int, threshold: float) -> float:
    """F1 of one of two classes, decided where its probability is at least the threshold; 0 where it is never
    right.
    """
    _, labels, _ = _checked(probabilities, labels)
    decisions, given = np.asarray(probabilities, np.float64)[:, positive] >= threshold, labels == positive
    return float(2 * (decisions & given).sum() / max(decisions.sum() + given.sum(), 1))


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
