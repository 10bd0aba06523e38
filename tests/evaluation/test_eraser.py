"""Attention as ERASER's predictions: token scores, the exported file, agreement."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.evaluation.eraser import agreement, instances, to_jsonl, token_marks, token_scores

# "It's bad . !" and "fine": words It 's bad . of tokens 0 0 1 2 (the fourth token has no word), and fine.
ATTENTION = [np.array([0.125, 0.25, 0.5, 0.125], np.float32), np.array([1.0], np.float32)]
WORD_TOKENS = np.array([0, 0, 1, 2, 0], np.int32)
COUNTS = np.array([4, 1])
PROBABILITIES = np.array([[0.75, 0.25], [0.5, 0.5]], np.float32)


def exported(share=0.5):
    scores = token_scores(ATTENTION, WORD_TOKENS, COUNTS)
    return instances(["neg_1.txt", "pos_é.txt"], scores, share, PROBABILITIES, ("NEG", "POS"))


def test_a_tokens_score_is_the_sum_over_its_words():
    """0.125 + 0.25; a token without a word gets 0."""
    first, second = token_scores(ATTENTION, WORD_TOKENS, COUNTS)
    assert first.tolist() == [0.375, 0.5, 0.125, 0.0] and second.tolist() == [1.0]


def test_scores_are_rounded_to_six_significant_digits():
    """Not six decimals, which would make ties of small weights."""
    (found,) = token_scores([np.array([1 / 3, 2e-9 / 3])], np.arange(2), np.array([2]))
    assert found.tolist() == [0.333333, 6.66667e-10]


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=1, max_size=7), min_size=1, max_size=5), st.data())
def test_scores_still_sum_to_one(texts, data):
    attention = [np.array(row) / sum(row) for row in texts]
    tokens = [sorted(data.draw(st.integers(0, 10)) for _ in row) for row in texts]
    found = token_scores(attention, np.concatenate(tokens), np.full(len(texts), 11))
    assert [len(row) for row in found] == [11] * len(texts)
    assert [row.sum() for row in found] == pytest.approx([1.0] * len(texts), rel=1e-5)


def test_a_token_is_marked_by_any_of_its_words():
    found = token_marks([np.array([0, 1, 0, 1], bool), np.array([False])], WORD_TOKENS, COUNTS)
    assert [row.tolist() for row in found] == [[True, False, True, False], [False]]


@pytest.mark.parametrize("make", [token_scores, token_marks])
def test_arrays_that_do_not_fit_are_refused(make):
    words = [row > 0 for row in ATTENTION] if make is token_marks else ATTENTION
    with pytest.raises(ValueError, match="2 texts with 5 words in all, but .* the tokens of 4 words"):
        make(words, WORD_TOKENS[:4], COUNTS)
    with pytest.raises(ValueError, match="counts of tokens for 3 texts"):
        make(words, WORD_TOKENS, np.array([4, 1, 1]))
    with pytest.raises(ValueError, match="text 0: a word in token 2, expected 0 to 1"):
        make(words, WORD_TOKENS, np.array([2, 1]))


def test_an_instance_has_every_field_of_the_scorer():
    """Half of four tokens are the two highest, 0 and 1, one span."""
    assert exported()[0] == {
        "annotation_id": "neg_1.txt",
        "rationales": [
            {
                "docid": "neg_1.txt",
                "hard_rationale_predictions": [{"start_token": 0, "end_token": 2}],
                "soft_rationale_predictions": [0.375, 0.5, 0.125, 0.0],
            }
        ],
        "classification": "NEG",
        "classification_scores": {"NEG": 0.75, "POS": 0.25},
    }


def test_at_one_half_the_positive_class_is_decided():
    """As metrics.classification decides."""
    assert exported()[1]["classification"] == "POS"


def test_every_document_has_a_hard_rationale():
    """The scorer looks at the first instance alone to see whether there are any."""
    assert all(line["rationales"][0]["hard_rationale_predictions"] for line in exported(share=0.0935))


def test_probabilities_are_rounded_to_six_decimals():
    (line,) = instances(["a"], [np.ones(1)], 0.5, np.array([[1 / 3, 2 / 3]]), ("NEG", "POS"))
    assert line["classification_scores"] == {"NEG": 0.333333, "POS": 0.666667}


def test_labels_fit_the_probabilities():
    with pytest.raises(ValueError, match="zip"):
        instances(["a"], [np.ones(1)], 0.5, PROBABILITIES[:1], ("NEG", "NEUTRAL", "POS"))


def test_the_file_is_one_json_object_a_line():
    text = to_jsonl(exported())
    assert [json.loads(line) for line in text.splitlines()] == exported()
    assert text.endswith("\n") and "pos_é.txt" in text and ": " not in text
    with pytest.raises(ValueError, match="JSON"):
        to_jsonl([{"annotation_id": "a", "classification_scores": {"NEG": float("nan")}}])


def test_agreement_by_hand():
    """First text: tokens 0 and 1 picked, 1 and 2 true: IOU 1/3 is too little; token F1 1/2. From the top:
    true, other, true, other: area 19/24, AP 5/6, 3 of 4 pairs. Second, of one true token, picked: all 1,
    but for AP and ROC-AUC, which leave it out. IOU: precision 1/2, recall 1/2. Micro: spans 1 of 2 and
    1 of 2, tokens 2 of 3 and 2 of 3.
    """
    scores = token_scores(ATTENTION, WORD_TOKENS, COUNTS)
    true = [np.array([False, True, True, False]), np.array([True])]
    assert agreement(scores, true, 0.5) == {
        "iou_f1": 0.5,
        "iou_f1_micro": 0.5,
        "iou_f1_skipped": 0,
        "token_f1": 0.75,
        "token_f1_micro": pytest.approx(2 / 3),
        "token_f1_skipped": 0,
        "auprc": pytest.approx((19 / 24 + 1) / 2),
        "auprc_skipped": 0,
        "ap": pytest.approx(5 / 6),
        "ap_skipped": 1,
        "roc_auc": 0.75,
        "roc_auc_skipped": 1,
    }


def test_what_is_undefined_is_none_and_counted():
    """No true token anywhere: F1 0 and no ranking; the result can be written as JSON."""
    found = agreement([np.array([0.75, 0.25])], [np.zeros(2, bool)], 0.5)
    names = ("iou_f1", "token_f1", "auprc", "ap", "roc_auc")
    assert [found[name] for name in names] == [0, 0, None, None, None]
    assert [found[f"{name}_skipped"] for name in names] == [1, 0, 1, 1, 1]
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize(("scores", "true"), [([], []), ([np.array([0.75, 0.25])], [np.zeros(2, bool)])])
def test_nothing_picked_and_nothing_true(scores, true):
    """No F1 either: not 0, as if every rationale had been missed."""
    found = agreement(scores, true, 0.0)
    assert {value for name, value in found.items() if not name.endswith("_skipped")} == {None}
