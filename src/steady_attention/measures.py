"""The measures of the papers, for predictions and explanations of one's own: arrays in, numbers out.

Shapes: n texts, C classes, w words of a text. probabilities (n, C); labels (n,) whole numbers; a text's
scores, marks and attention are arrays (w,), and a measure of many texts takes a sequence of them. All results
are fractions, NaN where a measure is undefined. ValueError names the argument, what was expected and what was
found. `card(name)` tells of a measure its unit, direction, range and source. The pipeline's own functions
(metrics/) compute them; each one's docstring has the details.

`predict` maps texts, each a list of words, to probabilities (n, C). It must take a text without words, which
is what is left where a rationale is the whole text.
"""

from collections.abc import Sequence

import numpy as np

from steady_attention.evaluation.deletions import deleted
from steady_attention.evaluation.word_deletions import Predict, WordLosses
from steady_attention.metrics import checks
from steady_attention.metrics.cards import card_of as card
from steady_attention.metrics.classification import accuracy, decided, f1, macro_f1
from steady_attention.metrics.correlation import kendall, mean_over_texts, pearson
from steady_attention.metrics.deletion import accuracy_lost, averaged_drop
from steady_attention.metrics.dependence import attention_variance
from steady_attention.metrics.divergence import jsd, tvd
from steady_attention.metrics.entropy import attention_entropy
from steady_attention.metrics.erasure import drop, top
from steady_attention.metrics.erasure import normalised as between
from steady_attention.metrics.rationales import (
    auprc,
    average_precision,
    iou_f1,
    roc_auc,
    spans,
    token_f1,
    top_share,
)
from steady_attention.metrics.retrieval import retrieval

__all__ = [
    "accuracy",
    "accuracy_lost",
    "attention_entropy",
    "attention_variance",
    "auprc",
    "average_precision",
    "averaged_drop",
    "card",
    "comprehensiveness",
    "decided",
    "drop",
    "erased",
    "f1",
    "iou_f1",
    "jsd",
    "kendall",
    "macro_f1",
    "mean_over_texts",
    "normalised",
    "pearson",
    "retrieval",
    "roc_auc",
    "spans",
    "sufficiency",
    "token_f1",
    "top",
    "top_share",
    "tvd",
]
SHARES = (0.01, 0.05, 0.1, 0.2, 0.5)  # of a text's words: DeYoung et al. 2020, section 4.2, the bins of AOPC
BEAM = 5  # Edin et al. 2024's code
Words = Sequence[str]
Rows = Sequence[np.ndarray]


def comprehensiveness(
    predict: Predict, texts: Sequence[Words], scores: Rows, shares: Sequence[float] = SHARES
) -> float:
    """What the probability of the decided class loses without the words that score highest: the mean over
    texts and shares, -1 to 1, more is better (ERASER, DeYoung et al. 2020, section 4.2).

    scores (w,) of each text: of a share s the ceil(s w) highest are left out, of equals the earlier.
    """
    rows = _rows(texts, scores)
    losses = WordLosses(predict, texts)
    return float(losses.of([(text, deleted(marks)) for text, marks in _shares(rows, shares)]).mean())


def sufficiency(
    predict: Predict, texts: Sequence[Words], scores: Rows, shares: Sequence[float] = SHARES
) -> float:
    """As `comprehensiveness`, with the highest words alone: less is better (ERASER, section 4.2)."""
    rows = _rows(texts, scores)
    losses = WordLosses(predict, texts)
    return float(losses.of([(text, deleted(~marks)) for text, marks in _shares(rows, shares)]).mean())


def normalised(
    predict: Predict, texts: Sequence[Words], scores: Rows, beam: int = BEAM
) -> tuple[float, float]:
    """Comprehensiveness and sufficiency of a whole order of words, each between the least and the largest
    that any order has on this model and text: 0 to 1, to be compared between models (Edin et al. 2024).

    Words are left out one after another, the highest first; for sufficiency the lowest first. A search that
    keeps the `beam` best sets of each size finds the bounds in at most 2 beam w^2 predictions a text: give
    short ones. NaN where on no text any order is better than another.
    """
    rows = _rows(texts, scores)
    losses = WordLosses(predict, texts)
    bounds = losses.bounds(beam)
    orders = [np.argsort(-row, kind="stable") for row in rows]
    first, last = (losses.aopc(of) for of in (orders, [order[::-1] for order in orders]))
    return between(first, *bounds), between(last, *bounds)


def erased(predict: Predict, texts: Sequence[Words], marks: Rows) -> np.ndarray:
    """What the probability of the decided class loses (n,) when the words are left out that are marked, bool
    (w,) of each text.
    """
    rows = checks.rows("marks", marks, checks.marks)
    checks.pairs("texts", texts, "marks", rows)
    losses = WordLosses(predict, texts)
    return losses.of([(text, deleted(row)) for text, row in enumerate(rows)])


def _rows(texts: Sequence[Words], scores: Rows) -> list[np.ndarray]:
    """The scores, one for each word."""
    rows = checks.rows("scores", scores, checks.numbers)
    checks.pairs("texts", texts, "scores", rows)
    return rows


def _shares(rows: Rows, shares: Sequence[float]) -> list[tuple[int, np.ndarray]]:
    """A text's number and the marks of its highest words, for each share."""
    return [(text, top_share(row, share)) for text, row in enumerate(rows) for share in shares]
