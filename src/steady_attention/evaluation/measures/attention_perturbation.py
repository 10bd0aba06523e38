"""How far predictions move where the attention itself is perturbed: what Attention AT, VAT and SEAT are said
to withstand.
"""

from pathlib import Path
from typing import Any

from steady_attention.evaluation.attention_perturbation import Attacked, smoothness, within
from steady_attention.evaluation.subject import Subject, evenly, taken
from steady_attention.evaluation.undefined import or_none
from steady_attention.metrics import classification, correlation
from steady_attention.metrics.card import INFINITE, LESS, MORE, PERCENT, PLAIN, SCIENTIFIC, Card
from steady_attention.metrics.divergence import tvd
from steady_attention.models.importance import importance
from steady_attention.models.predict import predict
from steady_attention.training import seeds

EVERY_TEXT = True  # so that attacked_f1 is of the texts that f1 is of
# L2 norms of r: dev chose the first for Attention AT, the second for VAT; the third is our choice
EPSILONS = (0.1, 0.5, 2.0)
RADIUS = 0.01  # of the weights: SEAT's own in training
CARDS = (
    Card("attacked_f1", PERCENT, MORE, 0, 1, "ours, after Kitada 2021", parameter="delta"),
    Card("attacked_pearson", PLAIN, MORE, -1, 1, "ours, after Kitada 2022, Eq. 25", parameter="delta"),
    Card("attacked_tvd", SCIENTIFIC, LESS, 0, 1, "ours, after Kitada 2021", parameter="delta"),
    Card("lds", SCIENTIFIC, LESS, 0, INFINITE, "Miyato et al. 2018, Eq. 6", parameter="delta"),
    Card("tvd_weights", SCIENTIFIC, LESS, 0, 1, "ours, after Hu 2023, Definition 2", parameter="delta"),
)


def measured(subject: Subject, work: Path | None) -> dict[str, Any]:
    """Under the keys `delta=`, the size of the perturbation: attacked_f1, attacked_pearson (between the moved
    attention and the gradients of the model that has it; None where undefined) and attacked_tvd (against the
    clean prediction, a mean over texts) at scores + r_AT; lds, the mean divergence at r_VAT; tvd_weights at
    the worst weights.
    """
    names = ("attacked_f1", "attacked_pearson", "attacked_tvd", "lds")
    found: dict[str, dict[str, float | None]] = {name: {} for name in names}
    for epsilon in EPSILONS:
        for name, value in zip(names, _at(subject, epsilon), strict=True):
            found[name][f"delta={epsilon:g}"] = value
    farthest = within(subject.model, subject.test, RADIUS).mean()
    return found | {"tvd_weights": {f"delta={RADIUS:g}": float(farthest)}}


def _at(subject: Subject, epsilon: float) -> tuple[float | None, ...]:
    model, test = Attacked(subject.model, epsilon).eval(), subject.test
    moved, some = predict(model, test), evenly(len(test), subject.settings.correlated_texts)
    attention, gradients = taken(moved, some).attention, importance(model, test.take(some))
    pearson, _ = correlation.mean_over_texts(correlation.pearson, attention, gradients)
    random = seeds.generator(subject.seed, "attention perturbation")
    return (
        classification.f1(moved.probabilities, test.labels),
        or_none(pearson),
        float(tvd(subject.predictions.probabilities, moved.probabilities).mean()),
        float(smoothness(subject.model, test, epsilon, random).mean()),
    )
