"""What a scorer loses with the words that a ranking puts first, and what it can do with them alone.

Zhou et al. 2021, section 5.2, measure the accuracy lost; Samek et al. 2016 and Nguyen 2018, whom they cite,
the mean drop of a probability. Probabilities are of shape (K + 1, n, C): row k has those of the n texts
without their k first words, row 0 of the full texts. All results are fractions. ValueError on others
(checks.py).
"""

import numpy as np

from steady_attention.metrics import checks
from steady_attention.metrics.card import LESS, MORE, PERCENT, Card
from steady_attention.metrics.classification import accuracy, decided

CARDS = (
    Card("aopc", PERCENT, MORE, -1, 1, "Zhou 2021, Table 3", "AOPC [points]", ("AOPC",), "k"),
    Card("aopc_averaged", PERCENT, MORE, -1, 1, "Samek 2016; Nguyen 2018", "averaged AOPC", parameter="k"),
    Card(
        "posthoc_accuracy",
        PERCENT,
        MORE,
        0,
        1,
        "Zhou 2021, Table 4",
        "post-hoc [%]",
        ("post-hoc accuracy [%]",),
        "k",
    ),
    Card("deletion_floor", PERCENT, LESS, 0, 1, "ours: see `floor`", "nothing left to lose", parameter="k"),
)


def accuracy_lost(probabilities: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """accuracy(full) - accuracy(without the first k words) (K,) for k = 1..K; labels (n,)."""
    probabilities = checks.probabilities("probabilities", probabilities, axes=3)
    kept = np.array([accuracy(rows, labels) for rows in probabilities])
    return kept[0] - kept[1:]


def averaged_drop(probabilities: np.ndarray) -> np.ndarray:
    """AOPC (K,) = 1 / (K + 1) sum_{k=0..K} mean(p_full(c) - p_k(c)), c the class decided on the full text.

    Samek et al. 2016; Nguyen 2018. The term of k = 0 is 0.
    """
    probabilities = checks.probabilities("probabilities", probabilities, axes=3)
    texts = np.arange(probabilities.shape[1])
    chosen = probabilities[:, texts, decided(probabilities[0])].astype(np.float64)  # (K + 1, n)
    drops = (chosen[0] - chosen).mean(1)
    return drops.cumsum()[1:] / np.arange(2, len(drops) + 1)


def floor(probabilities: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """How far k = 1..K is from telling rankings apart (K,); lengths (n,) in words.

    1 where the scorer decides for one class on all shortened texts, else the share of texts without a word
    left. At 1 the accuracy that remains no longer depends on the words.
    """
    probabilities = checks.probabilities("probabilities", probabilities, axes=3)
    lengths = checks.labels("lengths", lengths, probabilities.shape[1])
    counts = np.arange(1, len(probabilities))
    emptied = (lengths <= counts[:, None]).mean(1)
    decisions = decided(probabilities)[1:]  # (K, n)
    return np.where((decisions == decisions[:, :1]).all(1), 1.0, emptied)
