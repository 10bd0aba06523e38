"""What the words with the most attention are worth to a model without attention (Zhou et al. 2021, section
5.2).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from steady_attention.evaluation import ranking
from steady_attention.evaluation.subject import Subject
from steady_attention.metrics import deletion
from steady_attention.metrics.classification import accuracy
from steady_attention.models.classifier import Pooled
from steady_attention.models.predict import predict
from steady_attention.models.texts import Texts, kept

CHUNK = 256  # texts whose shortened versions are held in memory at a time


def measured(subject: Subject, work: Path | None) -> dict[str, Any]:
    """For k = 1..deleted_words: aopc, the accuracy lost by deleting the k words with the most attention;
    aopc_averaged, its cited source's mean drop of a probability; posthoc_accuracy, with these words alone;
    deletion_floor, see metrics.deletion. Of a run without attention: random_aopc and so on, of random words.

    Raises ValueError where there is no trained model without attention to score the texts.
    """
    if subject.base is None:
        raise ValueError("deletion needs the trained run of method base with the same corpus, encoder, seed")
    test, ranks, largest = subject.test, ranking.ranks(subject), subject.settings.deleted_words
    deleted = _sweep(subject.base, test, ranks, largest, lambda row, k: row >= k)
    alone = _sweep(subject.base, test, ranks, largest, lambda row, k: row < k)
    found = {
        "aopc": deletion.accuracy_lost(deleted, test.labels),
        "aopc_averaged": deletion.averaged_drop(deleted),
        "posthoc_accuracy": [accuracy(rows, test.labels) for rows in alone[1:]],
        "deletion_floor": deletion.floor(deleted, np.array([len(row) for row in ranks])),
    }
    start = ranking.prefix(subject)
    return {
        start + name: {str(k): float(value) for k, value in enumerate(values, start=1)}
        for name, values in found.items()
    }


def _sweep(
    base: Pooled,
    test: Texts,
    ranks: list[np.ndarray],
    largest: int,
    left: Callable[[np.ndarray, int], np.ndarray],
) -> np.ndarray:
    """Probabilities (largest + 1, n, C) of the texts with the words that `left` marks by rank and k alone.

    Row 0 is of the full texts. A text of fewer than k words has at k what it has at all its words.
    """
    lengths = np.array([len(row) for row in ranks])
    full = predict(base, test).probabilities
    found = np.repeat(full[None], largest + 1, axis=0)
    for start in range(0, len(test), CHUNK):
        stop = min(start + CHUNK, len(test))
        pairs = [(k, i) for i in range(start, stop) for k in range(1, min(largest, lengths[i]) + 1)]
        if pairs:
            counts, indices = np.array(pairs).T
            shortened = kept(test.take(indices), [left(ranks[i], k) for k, i in pairs])
            found[counts, indices] = predict(base, shortened).probabilities
    last = np.minimum(np.arange(largest + 1)[:, None], lengths)  # (largest + 1, n)
    return found[last, np.arange(len(test))]
