"""How far attention and predictions move under the worst small perturbation of all embeddings: SEAT's
stability, in the direction that its Gaussian noise hardly ever takes.
"""

from pathlib import Path
from typing import Any

from steady_attention.evaluation.embedding_perturbation import adversarial
from steady_attention.evaluation.measures.stability import change
from steady_attention.evaluation.subject import Subject
from steady_attention.metrics.card import LESS, LN2, PLAIN, SCIENTIFIC, Card

CARDS = (
    Card("jsd_adversarial", SCIENTIFIC, LESS, 0, LN2, "ours, after Hu 2023, Eq. 4", parameter="delta"),
    Card("tvd_adversarial", PLAIN, LESS, 0, 1, "ours, after Hu 2023, Eq. 4", parameter="delta"),
)


def measured(subject: Subject, work: Path | None) -> dict[str, Any]:
    """jsd_adversarial and tvd_adversarial, means over texts, under the keys `delta=`."""
    found: dict[str, dict[str, float]] = {"jsd_adversarial": {}, "tvd_adversarial": {}}
    for delta in subject.settings.deltas:
        moved = change(subject.predictions, adversarial(subject.model, subject.test, delta))
        for name, values in zip(found, moved, strict=True):
            found[name][f"delta={delta:g}"] = float(values.mean())
    return found
