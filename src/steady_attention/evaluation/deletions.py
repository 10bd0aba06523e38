"""What a prediction loses with words of its text, each set of words asked of the model once; and the bounds
of AOPC over orders of deletion (Edin et al. 2024, arXiv 2408.08137).

A set of words is a whole number whose bit t says that the word t is deleted. Orders are of all words of a
text, the first one deleted first.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from steady_attention.metrics.erasure import drop
from steady_attention.models.classifier import Classifier
from steady_attention.models.predict import Predictions, predict
from steady_attention.models.texts import Texts, kept

CHUNK = 1024  # shortened texts that are held in memory at a time
Deleted = tuple[int, int]  # a text's number, and a set of its words


class Losses:
    """The probability that the decided class of each text loses with sets of its words. A text whose every
    word is deleted is given the unknown word alone (models/texts.py).
    """

    def __init__(self, model: Classifier, texts: Texts, full: Predictions):
        self.model, self.texts, self.full = model, texts, full
        self.lengths = (texts.lengths - 2 * int(texts.boundaries)).tolist()
        self.known: dict[Deleted, float] = {(text, 0): 0.0 for text in range(len(texts))}

    def of(self, wanted: Sequence[Deleted]) -> np.ndarray:
        """The losses (m,) of so many sets."""
        new = [one for one in dict.fromkeys(wanted) if one not in self.known]
        for start in range(0, len(new), CHUNK):
            some = new[start : start + CHUNK]
            rows = np.array([text for text, _ in some])
            masks = [~marks(deleted, self.lengths[text]) for text, deleted in some]
            rest = predict(self.model, kept(self.texts.take(rows), masks))
            found = drop(self.full.probabilities[rows], rest.probabilities)
            self.known |= dict(zip(some, found.tolist(), strict=True))
        return np.array([self.known[one] for one in wanted])

    def aopc(self, orders: Sequence[np.ndarray]) -> np.ndarray:
        """1 / T sum_{k=1..T} of the loss with the first k words (n,), of an order (T,) of each text."""
        rows = [[(text, deleted) for deleted in _prefixes(order)] for text, order in enumerate(orders)]
        losses = self.of([one for row in rows for one in row])
        ends = np.cumsum([len(row) for row in rows])
        return np.array([part.mean() for part in np.split(losses, ends[:-1])])

    def bounds(self, beam: int) -> tuple[np.ndarray, np.ndarray]:
        """The least and the largest AOPC (n,) that a search over orders finds, which keeps the `beam` best
        sets of each size; of all sets where the beam is as wide as there are.
        """
        signs = (-1.0, 1.0)
        beams = {(text, sign): {0: 0.0} for text in range(len(self.texts)) for sign in signs}
        for size in range(1, max(self.lengths) + 1):
            grown = {
                place: _grown(beams[place], self.lengths[place[0]])
                for place in beams
                if size <= self.lengths[place[0]]
            }
            self.of([(text, deleted) for (text, _), sets in grown.items() for deleted in sets])
            for (text, sign), sets in grown.items():
                totals = {one: total + sign * self.known[text, one] for one, total in sets.items()}
                best = sorted(totals, key=lambda one: (-totals[one], one))[:beam]
                beams[text, sign] = {one: totals[one] for one in best}
        lower, upper = (
            [sign * max(beams[text, sign].values()) / length for text, length in enumerate(self.lengths)]
            for sign in signs
        )
        return np.array(lower), np.array(upper)


def marks(deleted: int, length: int) -> np.ndarray:
    """bool (length,) of a set."""
    packed = np.frombuffer(deleted.to_bytes((length + 7) // 8, "little"), np.uint8)
    return np.unpackbits(packed, count=length, bitorder="little").astype(bool)


def deleted(marks: np.ndarray) -> int:
    """The set of bool (words,)."""
    return int.from_bytes(np.packbits(marks, bitorder="little").tobytes(), "little")


def _prefixes(order: np.ndarray) -> Iterable[int]:
    """The sets of the first 1, 2 ... words of an order."""
    found = 0
    for word in order.tolist():
        found |= 1 << word
        yield found


def _grown(sets: dict[int, float], length: int) -> dict[int, float]:
    """The sets with one word more, each with the largest total of those that it comes from."""
    found: dict[int, float] = {}
    for before, total in sets.items():
        for word in range(length):
            after = before | 1 << word
            if after != before and total > found.get(after, -np.inf):
                found[after] = total
    return found
