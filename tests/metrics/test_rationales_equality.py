"""The measures of rationales against their definitions, stated again with sets and loops."""

from itertools import pairwise

import numpy as np
import pytest
from sklearn import metrics

from steady_attention.metrics import rationales


def harmonic(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision * recall else 0.0


def mean(values):
    return sum(values) / len(values) if values else 0.0


def tokens(span):
    return set(range(*span))


def iou_f1(predicted, true):
    """Macro and micro."""
    precisions, recalls, hits = [], [], []
    for found, wanted in zip(predicted, true, strict=True):
        good = [p for p in found if any(2 * len(p & t) >= len(p | t) for t in wanted)]
        hits.append(len(good))
        precisions += [len(good) / len(found)] if found else []
        recalls += [len(good) / len(wanted)] if wanted else []
    micro = (sum(hits) / max(1, sum(map(len, side))) for side in (predicted, true))
    return harmonic(mean(precisions), mean(recalls)), harmonic(*micro)


def token_f1(predicted, true):
    """Macro and micro, from sets of token numbers."""
    both = [(p, t) for p, t in zip(predicted, true, strict=True) if p | t]
    macro = mean([harmonic(len(p & t) / max(1, len(p)), len(p & t) / max(1, len(t))) for p, t in both])
    hits = sum(len(p & t) for p, t in both)
    micro = harmonic(hits / max(1, sum(len(p) for p, _ in both)), hits / max(1, sum(len(t) for _, t in both)))
    return macro, micro


def curve(scores, true):
    """Recall and precision at every threshold, from recall 0 with precision 1 on."""
    points = [(0.0, 1.0)]
    for threshold in sorted(set(scores), reverse=True):
        taken = [mark for score, mark in zip(scores, true, strict=True) if score >= threshold]
        points.append((sum(taken) / sum(true), sum(taken) / len(taken)))
    return points


def trapezoids(scores, true):
    return sum((r2 - r1) * (p1 + p2) / 2 for (r1, p1), (r2, p2) in pairwise(curve(scores, true)))


def steps(scores, true):
    return sum((r2 - r1) * p2 for (r1, _), (r2, p2) in pairwise(curve(scores, true)))


def ordered_pairs(scores, true):
    marked = [score for score, mark in zip(scores, true, strict=True) if mark]
    others = [score for score, mark in zip(scores, true, strict=True) if not mark]
    return mean([(a > b) + (a == b) / 2 for a in marked for b in others])


def make(seed):
    """Scores with ties, predicted and true marks of 17 documents of 1 to 29 tokens, some without a mark."""
    random = np.random.default_rng(seed)
    sizes = random.integers(1, 30, 17)
    scores = [random.integers(0, 7, n) / 7 for n in sizes]
    picked, true = ([random.random(n) < random.choice([0, 0.3, 0.7, 1]) for n in sizes] for _ in range(2))
    return scores, picked, true


@pytest.mark.parametrize("seed", range(7))
def test_hard_selection(seed):
    _, picked, true = make(seed)
    found, wanted = ([rationales.spans(row) for row in side] for side in (picked, true))
    ours = rationales.iou_f1(found, wanted)
    again = iou_f1(*([[tokens(span) for span in spans] for spans in side] for side in (found, wanted)))
    assert ours[:2] == pytest.approx(again)
    again = token_f1(*([set(np.flatnonzero(row).tolist()) for row in side] for side in (picked, true)))
    assert rationales.token_f1(picked, true)[:2] == pytest.approx(again)


@pytest.mark.parametrize("seed", range(7))
@pytest.mark.parametrize(
    ("measure", "again", "kept"),
    [
        (rationales.auprc, trapezoids, any),
        (rationales.average_precision, steps, lambda row: any(row) and not all(row)),
        (rationales.roc_auc, ordered_pairs, lambda row: any(row) and not all(row)),
    ],
)
def test_soft_selection(seed, measure, again, kept):
    scores, _, true = make(seed)
    values = [
        again(row.tolist(), marks.tolist()) for row, marks in zip(scores, true, strict=True) if kept(marks)
    ]
    assert 0 < len(values) < 17
    assert measure(scores, true) == (pytest.approx(mean(values)), 17 - len(values))


@pytest.mark.parametrize("values", [3, 10**6])
def test_areas_to_the_bit_as_scikit_learn(values):
    """Of a document each, with many ties and with none."""
    random = np.random.default_rng(0)
    for length in random.integers(2, 200, 97):
        scores, true = random.integers(0, values, length) / values, random.random(length) < 0.3
        true[:2] = True, False
        precision, recall, _ = metrics.precision_recall_curve(true, scores)
        assert rationales.auprc([scores], [true]).value == metrics.auc(recall, precision)
        found = rationales.average_precision([scores], [true]).value
        assert found == metrics.average_precision_score(true, scores)
        assert rationales.roc_auc([scores], [true]).value == metrics.roc_auc_score(true, scores)
