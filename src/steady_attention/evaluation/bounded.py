"""Comprehensiveness and sufficiency as Edin et al. (2024) make them comparable between models: AOPC of the
whole order of words, between the least and the largest that an order can have on the same model and text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from steady_attention.evaluation.deletions import Losses
from steady_attention.evaluation.subject import Subject, evenly, taken
from steady_attention.evaluation.undefined import or_none
from steady_attention.metrics.erasure import normalised
from steady_attention.models.predict import Predictions
from steady_attention.models.texts import Texts


@dataclass(frozen=True)
class Bounded:
    """The sample whose bounds were searched: indices in the subject's test texts, the texts, what their
    predictions lose, and the bounds (n,).
    """

    chosen: np.ndarray
    texts: Texts
    losses: Losses
    lower: np.ndarray
    upper: np.ndarray


def bounded(subject: Subject) -> Bounded | None:
    """settings.bounded_texts test texts of 2 to settings.bounded_words words, evenly spaced, with their
    bounds; None where no text is so short.
    """
    test, settings = subject.test, subject.settings
    lengths = test.lengths - 2 * int(test.boundaries)
    fitting = np.flatnonzero((lengths >= 2) & (lengths <= settings.bounded_words))
    if not len(fitting):
        return None
    chosen = fitting[evenly(len(fitting), settings.bounded_texts)]
    texts, full = test.take(chosen), taken(subject.predictions, chosen)
    losses = Losses(subject.model, texts, Predictions(full.probabilities, None))
    return Bounded(chosen, texts, losses, *losses.bounds(settings.beam))


def scores(found: Bounded | None, rows: Sequence[np.ndarray]) -> dict[str, float | None]:
    """comprehensiveness and sufficiency, normalised, of scores (words,) of each text of the sample; None
    without a text, or where no order of any text is better than another.

    Comprehensiveness deletes the word with the highest score first, sufficiency the one with the lowest; of
    equals the earlier counts as higher.
    """
    if found is None:
        return {"comprehensiveness": None, "sufficiency": None}
    orders = [np.argsort(-row, kind="stable") for row in rows]
    each = {"comprehensiveness": orders, "sufficiency": [order[::-1] for order in orders]}
    return {
        name: or_none(normalised(found.losses.aopc(of), found.lower, found.upper))
        for name, of in each.items()
    }
