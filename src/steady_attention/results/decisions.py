"""F1 of tasks with two classes by other rules of decision than ours, from the kept predictions."""

import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from steady_attention.metrics.card import MORE, PERCENT, Card
from steady_attention.results import stored
from steady_attention.results.scores import COLUMNS, folder_of, rounded
from steady_attention.run.runs import Run

PUBLISHED = 1 / (1 + math.exp(-0.5))  # 0.622: published code decides at a logit of 1/2 (REPRODUCTION.md 8)
RULES = {  # metric: the class whose F1 it is, and the probability that it must reach to be decided
    "f1_of_class_0": (0, math.nextafter(0.5, 1.0)),  # at one half our rule decides for class 1
    "f1_at_0.622": (1, PUBLISHED),
    "f1_of_class_0_at_0.622": (0, PUBLISHED),
}
CARDS = (
    Card("f1_of_class_0", PERCENT, MORE, 0, 1, "the F1 of the other class"),
    Card("f1_at_0.622", PERCENT, MORE, 0, 1, "the rule of published code (REPRODUCTION.md 8)"),
    Card("f1_of_class_0_at_0.622", PERCENT, MORE, 0, 1, "the rule of published code (REPRODUCTION.md 8)"),
)


def f1(probabilities: np.ndarray, labels: np.ndarray, positive: int, threshold: float) -> float:
    """F1 of one class, decided where its probability is at least the threshold; 0 where it is never right.

    probabilities (n, 2), labels (n,) -> a fraction.
    """
    decided, given = probabilities[:, positive] >= threshold, labels == positive
    return float(2 * (decided & given).sum() / max(decided.sum() + given.sum(), 1))


def rows(suite: str, runs: Iterable[Run], evaluations: Path) -> pd.DataFrame:
    """The RULES' scores of the test split of every run on two classes, columns scores.COLUMNS."""
    found = []
    for run in runs:
        kept = stored.load(folder_of(run, evaluations))
        if kept.probabilities.shape[1] == 2:
            place = (suite, run.dataset, run.encoder, run.attention, run.method, run.variant_name, run.seed)
            found += [
                (*place, "test", name, rounded(f1(kept.probabilities, kept.labels, *rule)))
                for name, rule in RULES.items()
            ]
    return pd.DataFrame(found, columns=list(COLUMNS))
