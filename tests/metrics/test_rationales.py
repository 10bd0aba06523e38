"""Agreement with rationales: by hand."""

import math

import numpy as np
import pytest

from steady_attention.metrics.rationales import (
    auprc,
    average_precision,
    iou_f1,
    roc_auc,
    spans,
    token_f1,
    top_share,
)

SOFT = (auprc, average_precision, roc_auc)


def marks(text):
    return np.array([character == "x" for character in text])


def rows(*found):
    return np.array(found, np.int64).reshape(-1, 2)


def test_the_share_is_rounded_up():
    """3 * 0.4 = 1.2, so two tokens: the two highest."""
    assert top_share(np.array([0.2, 0.5, 0.3]), 0.4).tolist() == [False, True, True]


def test_of_equal_scores_the_earlier_token_is_taken():
    assert top_share(np.array([0.1, 0.3, 0.3, 0.3]), 0.5).tolist() == [False, True, True, False]


@pytest.mark.parametrize(
    ("share", "tokens", "amount"),
    [
        (0.07, 100, 7),  # 0.07 * 100 is 7.000000000000001 in floating point
        (0.55, 100, 55),
        (0.0935, 1000, 94),
        (0.0935, 1, 1),
        (0.0, 13, 0),
        (1.0, 13, 13),
    ],
)
def test_the_share_counts_as_it_is_written(share, tokens, amount):
    assert top_share(np.arange(tokens), share).sum() == amount


@pytest.mark.parametrize("share", [-0.1, 1.1, 9.35])
def test_a_share_is_a_fraction(share):
    with pytest.raises(ValueError, match="expected a share from 0 to 1, found"):
        top_share(np.ones(3), share)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("xx.x", [[0, 2], [3, 4]]),
        (".xxx.", [[1, 4]]),
        ("x", [[0, 1]]),
        ("...", []),
        ("", []),
    ],
)
def test_adjacent_tokens_make_one_span(text, found):
    assert spans(marks(text)).tolist() == found


def test_iou_f1_by_hand():
    """First document: [1, 4) has 3/4 of [0, 4), the two others nothing: precision 1/3, recall 1/2.
    Second: [0, 4) has 2/4 of [0, 2), just enough: 1 and 1. Means 2/3 and 3/4, 2 * 1/2 / (17/12) = 12/17.
    Micro: 2 of 4 and 2 of 3, 2 * 1/3 / (7/6) = 4/7.
    """
    predicted = [rows([1, 4], [5, 9], [13, 14]), rows([0, 4])]
    found = iou_f1(predicted, [rows([0, 4], [10, 12]), rows([0, 2])])
    assert found == (pytest.approx(12 / 17), pytest.approx(4 / 7), 0)


def test_both_halves_of_a_true_span_count():
    """Two matched predictions for one true span: precision 1, recall 2, F1 4/3, as the scorer has it."""
    assert iou_f1([rows([0, 1], [1, 2])], [rows([0, 2])]).macro == pytest.approx(4 / 3)


def test_a_repeated_span_counts_once():
    assert iou_f1([rows([3, 5])], [rows([3, 5], [3, 5])]) == (1.0, 1.0, 0)


def test_an_empty_span_matches_nothing():
    """Not even itself, without a warning of 0 / 0, as in the scorer; but it counts as one of the spans."""
    assert iou_f1([rows([3, 3])], [rows([3, 3])]) == (0.0, 0.0, 0)
    assert iou_f1([rows([3, 3], [4, 7])], [rows([4, 7])]).macro == pytest.approx(2 / 3)


def test_precision_and_recall_are_averaged_over_documents_of_their_own():
    """Hit; no truth (precision 0); no prediction (recall 0); neither: both averages are 1/2."""
    predicted, true = ([rows([0, 2]), rows([0, 2]), rows(), rows()] for _ in range(2))
    true[1], true[2] = rows(), rows([4, 7])
    assert iou_f1(predicted, true) == (pytest.approx(1 / 2), pytest.approx(1 / 2), 3)


def test_token_f1_by_hand():
    """1 hit of 2 and 2: 1/2. 2 hits of 2 and 3: 4/5. Mean 13/20; together 3 hits of 4 and 5: 6/9."""
    found = token_f1([marks("xx.."), marks("xx.")], [marks(".xx."), marks("xxx")])
    assert found == (pytest.approx(13 / 20), pytest.approx(6 / 9), 0)


def test_token_f1_leaves_out_only_a_document_with_neither():
    """1, 0 (no truth), 0 (no prediction), left out: mean 1/3."""
    predicted = [marks("x"), marks("x."), marks("..."), marks(".....")]
    true = [marks("x"), marks(".."), marks("xxx"), marks(".....")]
    assert token_f1(predicted, true) == (pytest.approx(1 / 3), pytest.approx(2 / (2 + 4)), 1)


def test_soft_measures_by_hand():
    """True, other, true from the top. Precision, recall: (1, 0) (1, 1/2) (1/2, 1/2) (2/3, 1).
    Trapezoids 1/2 + 1/2 * 7/12 = 19/24; steps 1/2 + 1/2 * 2/3 = 5/6; one of two pairs in order.
    """
    data = [np.array([0.7, 0.9, 0.8])], [marks("xx.")]
    found = [measure(*data) for measure in SOFT]
    assert found == [(pytest.approx(19 / 24), 0), (pytest.approx(5 / 6), 0), (pytest.approx(1 / 2), 0)]


@pytest.mark.parametrize(("true", "tokens"), [(9, 100), (1, 2), (7, 13)])
def test_equal_scores_win_half_of_the_area(true, tokens):
    """(1 + share) / 2, where AP is the share and ROC-AUC a half (REPRODUCTION.md 82)."""
    wanted, share = np.arange(tokens) < true, true / tokens
    found = [measure([np.full(tokens, 1 / tokens)], [wanted]).value for measure in SOFT]
    assert found == pytest.approx([(1 + share) / 2, share, 1 / 2])


def test_documents_of_one_class():
    """All true: the area is 1 and stays. None true: no area. Neither has a ranking."""
    scores = [np.array([0.2, 0.8]), np.array([0.2, 0.3, 0.5]), np.ones(1), np.array([0.9, 0.1])]
    true = [marks("xx"), marks("..."), marks("x"), marks("x.")]
    assert [measure(scores, true) for measure in SOFT] == [(1.0, 1), (1.0, 3), (1.0, 3)]


def test_without_a_defined_document():
    """Undefined, all of them; F1 is 0 where there is one of either side, as in the scorer."""
    for measure in SOFT:
        value, skipped = measure([np.ones(3)], [marks("...")])
        assert math.isnan(value) and skipped == 1
    for macro, micro, skipped in (iou_f1([rows()], [rows()]), token_f1([marks("..")], [marks("..")])):
        assert math.isnan(macro) and math.isnan(micro) and skipped == 1
    assert iou_f1([rows([0, 1])], [rows()]) == iou_f1([rows()], [rows([0, 1])]) == (0, 0, 1)
    assert token_f1([marks("x.")], [marks("..")]) == token_f1([marks("..")], [marks("x.")]) == (0, 0, 0)


def test_as_many_documents_are_scored_as_are_true():
    for measure in (iou_f1, token_f1, *SOFT):
        wanted = [rows([0, 1])] if measure is iou_f1 else [marks("x")]
        with pytest.raises(ValueError, match="true: expected 0 entries, found 1"):
            measure([], wanted)
