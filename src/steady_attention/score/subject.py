"""What explanations are judged by."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from steady_attention.evaluation.subject import evenly
from steady_attention.evaluation.word_deletions import WordLosses
from steady_attention.score.stability import Stability

BOUNDED_TEXTS, BOUNDED_WORDS, BEAM = (
    20,
    12,
    2,
)  # of the search for the bounds of an order: at most 2 beam w^2 passes a text
Rows = Sequence[np.ndarray]


@dataclass(frozen=True)
class Subject:
    """What explanations are judged by: labels (n,), predictions (n,) of the file and rationales, bool (w,) of
    each text, a text's None where it has none; classes, how many; losses, of the model; importance (w,) of
    each text, its gradient x input; stability, what noise and other words make of the texts. None where there
    is none.
    """

    lengths: Sequence[int]
    classes: int
    labels: np.ndarray | None
    predictions: np.ndarray | None
    rationales: Sequence[np.ndarray | None]
    losses: WordLosses | None
    importance: Rows | None
    stability: Stability | None = None
    share: float | None = None

    @cached_property
    def annotated(self) -> list[int]:
        """The texts with a rationale."""
        return [number for number, marks in enumerate(self.rationales) if marks is not None]

    @cached_property
    def rationale_share(self) -> float:
        """How many tokens a hard rationale has: the share that was given, else the mean share of the
        rationales that have any.
        """
        if self.share is not None:
            return self.share
        shares = [self.rationales[number].mean() for number in self.annotated]
        some = [share for share in shares if share > 0]
        return round(float(np.mean(some)), 4) if some else 0.0

    @cached_property
    def short(self) -> list[int]:
        """The texts whose bounds are searched: of 2 to BOUNDED_WORDS words, at most BOUNDED_TEXTS, evenly
        spaced.
        """
        fitting = [number for number, length in enumerate(self.lengths) if 2 <= length <= BOUNDED_WORDS]
        return [fitting[place] for place in evenly(len(fitting), BOUNDED_TEXTS)] if fitting else []

    @cached_property
    def bounded(self) -> tuple[WordLosses, np.ndarray, np.ndarray]:
        """The losses of these texts, and the bounds of their AOPC (n,)."""
        losses = WordLosses(self.losses.predict, [self.losses.texts[number] for number in self.short])
        return losses, *losses.bounds(BEAM)
