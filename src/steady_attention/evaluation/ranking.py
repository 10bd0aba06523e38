"""The order in which a run puts the words of its test texts."""

from collections.abc import Sequence

import numpy as np

from steady_attention.evaluation.subject import Subject
from steady_attention.metrics import checks
from steady_attention.training.seeds import numpy_generator


def ranks(subject: Subject) -> list[np.ndarray]:
    """The rank (words,) of each text's words, from 0: by attention, of equals the earlier word first. A model
    without attention has a random order, the same in all measures.
    """
    attention = subject.predictions.attention
    if attention is not None:
        return by_score(checks.rows("attention", attention, checks.numbers))
    return _random(subject)


def by_score(rows: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The rank (words,) of each text's words by scores (words,), highest first, of equals the earlier."""
    return [_inverse(np.argsort(-row, kind="stable")) for row in rows]


def random_scores(subject: Subject) -> list[np.ndarray]:
    """Scores (words,) of each text's words by which they stand in the random order of a model without
    attention.
    """
    return [(len(row) - row).astype(np.float64) for row in _random(subject)]


def _random(subject: Subject) -> list[np.ndarray]:
    random = numpy_generator(subject.seed, "random words")
    lengths = subject.test.lengths - 2 * int(subject.test.boundaries)
    return [random.permutation(length) for length in lengths.tolist()]


def prefix(subject: Subject) -> str:
    """What the names of measures begin with: those of a random order say so."""
    return "random_" if subject.predictions.attention is None else ""


def _inverse(order: np.ndarray) -> np.ndarray:
    found = np.empty_like(order)
    found[order] = np.arange(len(order))
    return found
