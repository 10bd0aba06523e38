"""Comprehensiveness and sufficiency (ERASER, DeYoung et al. 2020; SEAT, Eqs. 7-8).

Signed, of the class that is decided on the full text, with words deleted.
A rationale is the words with the most attention. A text whose every word is deleted is given the unknown word
alone (models/texts.py): so is the rest of a rationale that is the whole text.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from steady_attention.evaluation import ranking
from steady_attention.evaluation.subject import Subject
from steady_attention.metrics.erasure import drop, top
from steady_attention.metrics.rationales import top_share
from steady_attention.models.classifier import Classifier
from steady_attention.models.predict import Predictions, predict
from steady_attention.models.texts import Texts, kept

RANDOM_OF = "vanilla"  # the method whose runs also have rationales of random words


def measured(subject: Subject, work: Path | None) -> dict[str, Any]:
    """comprehensiveness and sufficiency of rationales of settings.rationale_words words, at most all; and
    `_aopc`: their means over rationales of each share of settings.rationale_shares, rounded up to words.

    Of vanilla also random_comprehensiveness and so on: of the words in random order, which is what
    the model gives to no information.
    """
    found = _of_scores(subject, subject.predictions.attention)
    if subject.method == RANDOM_OF:
        drawn = ranking.random_scores(subject)
        found |= {f"random_{name}": value for name, value in _of_scores(subject, drawn).items()}
    return found


def _of_scores(subject: Subject, scores: Sequence[np.ndarray]) -> dict[str, float]:
    """All four, of the rationales that scores (words,) of each text put first."""
    settings = subject.settings
    words = [top(row, settings.rationale_words) for row in scores]
    shares = [[top_share(row, share) for row in scores] for share in settings.rationale_shares]
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
