"""SEAT's stability with what its released code does to embeddings besides: a clamp to [0, 1].

attack.py ends each step with the clamp that images need (kaustpradalab/SEAT). Of word vectors, about half of
whose coordinates are negative, it removes half: a perturbation of its own that no radius bounds.
"""

from pathlib import Path
from typing import Any

import numpy as np

from steady_attention.evaluation.embedding_perturbation import clamped
from steady_attention.evaluation.measures.stability import change
from steady_attention.evaluation.subject import Subject
from steady_attention.metrics.card import LESS, LN2, PLAIN, SCIENTIFIC, Card
from steady_attention.training import seeds

CARDS = (
    Card("jsd_clamped", SCIENTIFIC, LESS, 0, LN2, "Hu 2023's released attack.py", parameter="delta"),
    Card("tvd_clamped", PLAIN, LESS, 0, 1, "Hu 2023's released attack.py", parameter="delta"),
)


def measured(subject: Subject, work: Path | None) -> dict[str, Any]:
    """jsd_clamped and tvd_clamped, means over texts and draws, under the keys `delta=`: the words and
    directions of the noise are those of the measure `stability`.
    """
    settings = subject.settings
    found: dict[str, dict[str, float]] = {"jsd_clamped": {}, "tvd_clamped": {}}
    for delta in settings.deltas:
        draws = []
        for draw in range(settings.draws):
            random = seeds.generator(subject.seed, "embedding perturbation", draw)
            draws.append(change(subject.predictions, clamped(subject.model, subject.test, delta, random)))
        for name, values in zip(found, zip(*draws, strict=True), strict=True):
            found[name][f"delta={delta:g}"] = float(np.mean(values))
    return found
