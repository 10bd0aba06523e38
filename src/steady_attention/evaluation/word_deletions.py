"""What any classifier of words says of texts with words left out, each set of words asked once.

`predict` maps texts, each a list of words, to probabilities (n, C), also a text without words.
"""

from collections.abc import Callable, Sequence

import numpy as np

from steady_attention.evaluation.deletions import CHUNK, Deleted, Losses, marks
from steady_attention.metrics import checks
from steady_attention.metrics.erasure import drop

Predict = Callable[[Sequence[list[str]]], np.ndarray]


class WordLosses(Losses):
    """`Losses` of a model that is known by its predictions alone; the answers (C,) are kept too."""

    def __init__(self, predict: Predict, texts: Sequence[Sequence[str]]):
        """texts: of one word at least. Raises ValueError for another one, and for probabilities that are
        none.
        """
        self.predict, self.texts = predict, [list(words) for words in texts]
        self.lengths = [len(words) for words in texts]
        if 0 in self.lengths or not self.lengths:
            checks.refuse("texts", "one at least, each of a word at least", f"lengths {self.lengths[:5]}")
        self.full = self._asked(self.texts)
        self.answers: dict[Deleted, np.ndarray] = {(text, 0): row for text, row in enumerate(self.full)}
        self.known = {place: 0.0 for place in self.answers}

    def of(self, wanted: Sequence[Deleted]) -> np.ndarray:
        """The losses (m,) of so many sets."""
        new = [one for one in dict.fromkeys(wanted) if one not in self.known]
        for start in range(0, len(new), CHUNK):
            some = new[start : start + CHUNK]
            rest = self._asked([self._without(*one) for one in some])
            found = drop(self.full[[text for text, _ in some]], rest)
            self.answers |= dict(zip(some, rest, strict=True))
            self.known |= dict(zip(some, found.tolist(), strict=True))
        return np.array([self.known[one] for one in wanted])

    def probabilities(self, wanted: Sequence[Deleted]) -> np.ndarray:
        """The probabilities (m, C) of so many sets."""
        self.of(wanted)
        return np.stack([self.answers[one] for one in wanted])

    def _without(self, text: int, gone: int) -> list[str]:
        rows = zip(self.texts[text], marks(gone, self.lengths[text]), strict=True)
        return [word for word, left_out in rows if not left_out]

    def _asked(self, texts: list[list[str]]) -> np.ndarray:
        found = checks.probabilities("predict", self.predict(texts))
        checks.of_length("predict", found, len(texts))
        return found
