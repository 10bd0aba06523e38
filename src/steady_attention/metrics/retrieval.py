"""Words picked by a model against words that ought to be found, a text at a time."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from steady_attention.metrics import checks
from steady_attention.metrics.card import MORE, PERCENT, Card

CARDS = tuple(
    Card(f"{name.lower()}_at_{k}", PERCENT, MORE, 0, 1, "Zhou 2021, Table 5", printed=(f"{name}@{k}",))
    for k in (1, 5)
    for name in ("P", "R", "F1")
)


class Retrieval(NamedTuple):
    """Means over the texts with a word to be found, NaN without one; how many texts were left out.

    f1 is the mean of the texts' own F1, not the harmonic mean of the other two.
    """

    precision: float
    recall: float
    f1: float
    skipped: int


def retrieval(picked: Sequence[np.ndarray], true: Sequence[np.ndarray]) -> Retrieval:
    """Precision, recall and F1 of marks (words,), averaged over texts (Zhou et al. 2021, Table 5).

    Precision is of the words that are picked: of a text of three words the first five are three. A text
    without a picked word counts as 0. ValueError on others (checks.py).
    """
    picked, true = checks.rows("picked", picked, checks.marks), checks.rows("true", true, checks.marks)
    pairs = checks.pairs("picked", picked, "true", true)
    counts = [((a & b).sum(), a.sum(), b.sum()) for a, b in pairs]
    hits, found, wanted = np.array(counts, np.int64).reshape(-1, 3).T
    some = wanted > 0
    hits, found, wanted = hits[some], found[some], wanted[some]
    each = (hits / np.maximum(found, 1), hits / wanted, 2 * hits / (found + wanted))
    means = [float(values.mean()) if len(values) else float("nan") for values in each]
    return Retrieval(*means, skipped=int((~some).sum()))
