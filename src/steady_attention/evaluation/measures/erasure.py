"""Comprehensiveness and sufficiency (ERASER, DeYoung et al. 2020; SEAT, Eqs. 7-8).

Signed, of the class that is decided on the full text, with words deleted.
A rationale is the words with the most attention. A text whose every word is deleted is given the unknown word
alone (models/texts.py): so is the rest of a rationale that is the whole text.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from steady_attention.evaluation.subject import Subject
from steady_attention.metrics.erasure import drop, top
from steady_attention.metrics.rationales import top_share
from steady_attention.models.classifier import Classifier
from steady_attention.models.predict import Predictions, predict
from steady_attention.models.texts import Texts, kept


def measured(subject: Subject, work: Path) -> dict[str, Any]:
    """comprehensiveness and sufficiency of rationales of settings.rationale_words words, at most all; and
    `_aopc`: their means over rationales of each share of settings.rationale_shares, rounded up to words.
    """
    attention, settings = subject.predictions.attention, subject.settings
    words = [top(row, settings.rationale_words) for row in attention]
    shares = [[top_share(row, share) for row in attention] for share in settings.rationale_shares]
    first, *others = [
        np.mean(drops(subject.model, subject.test, subject.predictions, rationales), axis=1)
        for rationales in (words, *shares)
    ]
    comprehensiveness, sufficiency = np.mean(others, axis=0)
    return {
        "comprehensiveness": float(first[0]),
        "sufficiency": float(first[1]),
        "comprehensiveness_aopc": float(comprehensiveness),
        "sufficiency_aopc": float(sufficiency),
    }


def drops(
    model: Classifier, texts: Texts, full: Predictions, rationales: Sequence[np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Each text's comprehensiveness (n,) and sufficiency (n,); rationales: marks (words,) of each text."""
    without = predict(model, kept(texts, [~marks for marks in rationales]))
    alone = predict(model, kept(texts, rationales))
    return (
        drop(full.probabilities, without.probabilities),
        drop(full.probabilities, alone.probabilities),
    )
