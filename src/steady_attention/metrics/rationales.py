"""Agreement of tokens picked or scored by a model with human rationales, as ERASER defines it.

DeYoung et al. (2020), section 4.1, and the benchmark's public scorer. A document is a row of n tokens; a span
[start, end) of it is a row of an integer array (k, 2). Measures take one array a document, in the same order.
ValueError on others (checks.py). A measure of nothing is undefined, NaN: F1 without a predicted or a true one
in any document, a mean over no document. With one on either side alone F1 is 0, as in the scorer.
"""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from steady_attention.metrics import checks
from steady_attention.metrics.card import MORE, PLAIN, Card

IOU = 0.5  # a predicted span counts from here on
CARDS = (
    Card("iou_f1", PLAIN, MORE, 0, 1, "DeYoung 2020, section 4.1", "IOU F1", ("IOU F1",)),
    Card("iou_f1_micro", PLAIN, MORE, 0, 1, "DeYoung 2020, the benchmark's scorer"),
    Card("token_f1", PLAIN, MORE, 0, 1, "DeYoung 2020, section 4.1", "rationale token F1", ("Token F1",)),
    Card("token_f1_micro", PLAIN, MORE, 0, 1, "DeYoung 2020, the benchmark's scorer"),
    Card("auprc", PLAIN, MORE, 0, 1, "DeYoung 2020, section 4.1", "rationale AUPRC", ("AUPRC",)),
    Card("ap", PLAIN, MORE, 0, 1, "Kitada 2022, Table 5b", "rationale AP", ("AP", "Avg. Prec.")),
    Card("roc_auc", PLAIN, MORE, 0, 1, "Kitada 2022, Table 5b", "rationale ROC-AUC", ("ROC-AUC",)),
)


class F1(NamedTuple):
    """macro over documents and micro over the corpus, fractions, NaN of nothing; the documents left out of a
    macro mean.
    """

    macro: float
    micro: float
    skipped: int


class Mean(NamedTuple):
    """The mean over the documents where a measure is defined, NaN without one; how many were left out."""

    value: float
    skipped: int


def top_share(scores: np.ndarray, share: float) -> np.ndarray:
    """Marks (n,) on the ceil(share * n) tokens with the highest scores (n,); of equals the earlier comes
    first.

    `share` in [0, 1] counts as the decimal number that it is written as: 0.07 of 100 tokens are 7, not 8.
    """
    if not 0 <= share <= 1:
        checks.refuse("share", "a share from 0 to 1", share)
    scores = checks.numbers("scores", scores).astype(np.float64)
    amount = math.ceil(Fraction(str(share)) * len(scores))
    marks = np.zeros(len(scores), bool)
    marks[np.argsort(-scores, kind="stable")[:amount]] = True
    return marks


def spans(marks: np.ndarray) -> np.ndarray:
    """The runs of marked tokens (k, 2), in order: adjacent tokens make one span."""
    marks = checks.marks("marks", marks)
    edges = np.diff(np.concatenate([[False], marks, [False]]).astype(np.int8))
    return np.stack([np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)], axis=1)


def iou_f1(predicted: Sequence[np.ndarray], true: Sequence[np.ndarray]) -> F1:
    """F1 of spans. A predicted one counts when its best intersection over union with a true one is >= 0.5.

    Macro: precision is averaged over the documents with a predicted span, recall over those with a true one,
    and F1 is the harmonic mean of the two averages. Recall's numerator is the predicted spans that count, as
    in the scorer: halves of one true span count twice, so that it can exceed 1. Spans are sets: a repeated
    one counts once. An empty one, start = end, matches nothing, not even itself, as in the scorer. Both NaN
    where no document has a span of either kind; 0 where only predicted ones or only true ones are.
    """
    predicted, true = checks.rows("predicted", predicted, _spans), checks.rows("true", true, _spans)
    checks.of_length("true", true, len(predicted))
    counts = []
    for found, wanted in zip(predicted, true, strict=True):
        best = _iou(found, wanted).max(1, initial=0.0)
        counts.append(((best >= IOU).sum(), len(found), len(wanted)))
    hits, found, wanted = np.array(counts, np.int64).reshape(-1, 3).T
    skipped = int(((found == 0) | (wanted == 0)).sum())
    return F1(_of_averages(hits, found, wanted), _micro(hits, found, wanted), skipped)


def token_f1(predicted: Sequence[np.ndarray], true: Sequence[np.ndarray]) -> F1:
    """F1 of marked tokens, bool (n,) a document. Macro: the mean of the documents' own F1.

    A document with only true or only predicted tokens counts as 0; one with neither is left out. Both
    NaN where every document is left out, or there is none.
    """
    predicted, true = (
        checks.rows("predicted", predicted, checks.marks),
        checks.rows("true", true, checks.marks),
    )
    pairs = checks.pairs("predicted", predicted, "true", true)
    counts = [((a & b).sum(), a.sum(), b.sum()) for a, b in pairs]
    hits, found, wanted = np.array(counts, np.int64).reshape(-1, 3).T
    some = found + wanted > 0
    each = 2 * hits[some] / (found + wanted)[some]
    return F1(_mean(each), _micro(hits, found, wanted), int((~some).sum()))


def auprc(scores: Sequence[np.ndarray], true: Sequence[np.ndarray]) -> Mean:
    """The area by trapezoids under the precision-recall curve of scores (n,) against marks (n,).

    A document of true tokens alone is kept. One without a true token has no recall and is left out: the
    scorer's own value there is NaN or 0.5, by the version of scikit-learn. Equal scores, which rank nothing,
    get (1 + share of true tokens) / 2: the line from (0, 1) to (1, share), as in the scorer.
    """
    return _over_documents(_trapezoids, scores, true, np.any)


def average_precision(scores: Sequence[np.ndarray], true: Sequence[np.ndarray]) -> Mean:
    """The sum of precision times gain in recall; documents of one class alone are left out."""
    return _over_documents(_steps, scores, true, _both)


def roc_auc(scores: Sequence[np.ndarray], true: Sequence[np.ndarray]) -> Mean:
    """The chance that a true token scores above another one; documents of one class alone are left out."""
    return _over_documents(_below_roc, scores, true, _both)


def _over_documents(
    measure: Callable[[np.ndarray, np.ndarray], float],
    scores: Sequence[np.ndarray],
    true: Sequence[np.ndarray],
    defined: Callable[[np.ndarray], bool],
) -> Mean:
    scores, true = checks.rows("scores", scores, checks.numbers), checks.rows("true", true, checks.marks)
    pairs = checks.pairs("scores", scores, "true", true)
    values = [measure(marks, row) for row, marks in pairs if defined(marks)]
    return Mean(_mean(np.array(values)), len(pairs) - len(values))


def _counts(marks: np.ndarray, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """True and other tokens (thresholds,) that score at least as high as each threshold, highest first.

    With these the three areas are computed as scikit-learn does, to the bit; its own checks of every document
    take ten times as long as the areas.
    """
    scores = scores.astype(np.float64)
    order = np.argsort(-scores, kind="stable")
    last = np.append(np.flatnonzero(np.diff(scores[order])), len(scores) - 1)  # of equal scores
    hits = np.cumsum(marks[order], dtype=np.float64)[last]
    return hits, 1 + last - hits


def _curve(marks: np.ndarray, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Precision and recall (thresholds + 1,), recall falling to 0, where precision is 1."""
    hits, others = _counts(marks, scores)
    return np.append((hits / (hits + others))[::-1], 1.0), np.append((hits / hits[-1])[::-1], 0.0)


def _trapezoids(marks: np.ndarray, scores: np.ndarray) -> float:
    precision, recall = _curve(marks, scores)
    return float(-np.trapezoid(precision, recall))


def _steps(marks: np.ndarray, scores: np.ndarray) -> float:
    precision, recall = _curve(marks, scores)
    return float(max(0.0, -np.sum(np.diff(recall) * precision[:-1])))


def _below_roc(marks: np.ndarray, scores: np.ndarray) -> float:
    """By trapezoids between the corners of the curve."""
    hits, others = _counts(marks, scores)
    corners = (np.diff(others, 2) != 0) | (np.diff(hits, 2) != 0)
    kept = np.ones(len(hits), bool)
    kept[1:-1] = corners
    rates = (np.append(0.0, counts[kept]) / counts[-1] for counts in (hits, others))
    return float(np.trapezoid(*rates))


def _both(marks: np.ndarray) -> bool:
    return bool(marks.any() and not marks.all())


def _spans(name: str, given: np.ndarray) -> np.ndarray:
    """Different spans (k, 2), start <= end; k may be 0."""
    found = checks.array(name, given)
    if found.size == 0:
        return np.zeros((0, 2), np.int64)
    if found.ndim != 2 or found.shape[1] != 2 or found.dtype.kind not in "iu":
        checks.refuse(name, "whole numbers, a start and an end a row", f"shape {found.shape}, {found.dtype}")
    wrong = found[(found[:, 0] < 0) | (found[:, 0] > found[:, 1])]
    if len(wrong):
        checks.refuse(name, "0 <= start <= end", wrong[0].tolist())
    return np.unique(found.astype(np.int64), axis=0)


def _iou(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Intersection over union (a, b) of spans (a, 2) and (b, 2)."""
    starts, ends = first[:, None, 0], first[:, None, 1]
    common = np.clip(np.minimum(ends, second[:, 1]) - np.maximum(starts, second[:, 0]), 0, None)
    union = (ends - starts) + (second[:, 1] - second[:, 0]) - common
    return common / np.maximum(union, 1)


def _of_averages(hits: np.ndarray, found: np.ndarray, wanted: np.ndarray) -> float:
    """F1 of the documents' average precision and average recall."""
    return _f1(_mean(hits[found > 0] / found[found > 0]), _mean(hits[wanted > 0] / wanted[wanted > 0]))


def _micro(hits: np.ndarray, found: np.ndarray, wanted: np.ndarray) -> float:
    """F1 of the counts of all documents together."""
    return _of_averages(*(np.array([counts.sum()]) for counts in (hits, found, wanted)))


def _mean(values: np.ndarray) -> float:
    """The mean, NaN of nothing."""
    return float(values.mean()) if len(values) else math.nan


def _f1(precision: float, recall: float) -> float:
    """The harmonic mean; where one of the two is undefined 0, as in the scorer, NaN where both are."""
    if math.isnan(precision) and math.isnan(recall):
        return math.nan
    both = precision > 0 and recall > 0  # False of NaN
    return 2 * precision * recall / (precision + recall) if both else 0.0
