"""The measures of an explanation: equal to the public ones, and the others told with what they need."""

import numpy as np
import pytest

from steady_attention import measures
from steady_attention.evaluation.word_deletions import WordLosses
from steady_attention.metrics.cards import card_of
from steady_attention.score import measured, needs
from steady_attention.score.moved import Moved
from steady_attention.score.stability import NOISE, REPLACED, Stability
from steady_attention.score.subject import BEAM, Subject
from tests.test_measures import predict

TEXTS = [["a", "good", "film", "or", "fine", "indeed", "now"], ["bad", "bad", "or", "fine"], ["fine"]]
ROWS = [np.array([0.1, 0.5, 0.2, 0.0, 0.1, 0.1, 0.0]), np.array([0.5, 0.1, 0.0, 0.4]), np.array([1.0])]
MARKS = [np.array([0, 1, 0, 0, 1, 0, 0], bool), np.array([1, 1, 0, 0], bool), None]
LABELS = np.array([1, 1, 1])
MOVED = np.array([[0.0, 1.0], [0.5, 0.5], [1.0, 0.0]])  # predictions under noise
NOISY = [np.roll(row, 1) for row in ROWS]
CHANGES = {key: Moved([MOVED], {"one": [NOISY]}) for key in (NOISE, *REPLACED)}


def stability(by_change):
    return Stability(by_change, 7, 0.0, 0)


def subject(**changes):
    known = {
        "lengths": list(map(len, TEXTS)),
        "classes": 2,
        "labels": LABELS,
        "predictions": None,
        "rationales": MARKS,
        "losses": WordLosses(predict, TEXTS),
        "importance": [np.abs(row - 0.2) for row in ROWS],
        "stability": stability(CHANGES),
    }
    return Subject(**{**known, **changes})


def test_equal_to_the_public_measures():
    found, left_out = needs.measured(subject(), "one", ROWS)
    assert not left_out and set(found) == set(needs.NAMES)
    assert found["comprehensiveness_aopc"] == pytest.approx(measures.comprehensiveness(predict, TEXTS, ROWS))
    assert found["sufficiency_aopc"] == pytest.approx(measures.sufficiency(predict, TEXTS, ROWS))
    five = [measures.top(row, 5) for row in ROWS]
    assert found["comprehensiveness"] == pytest.approx(measures.erased(predict, TEXTS, five).mean())
    alone = measures.erased(predict, TEXTS, [~marks for marks in five])
    assert found["sufficiency"] == pytest.approx(alone.mean())
    expected = measures.normalised(predict, TEXTS[:2], ROWS[:2], beam=BEAM)
    bounded = found["comprehensiveness_normalised"], found["sufficiency_normalised"]
    assert bounded == pytest.approx(expected)
    assert found["token_f1"] == pytest.approx(
        measures.token_f1([measures.top_share(row, 0.3929) for row in ROWS[:2]], MARKS[:2]).macro
    )
    assert found["auprc"] == pytest.approx(measures.auprc(ROWS[:2], MARKS[:2]).value)
    sizes = [np.abs(row - 0.2) for row in ROWS]
    assert found["pearson"] == pytest.approx(measures.mean_over_texts(measures.pearson, ROWS, sizes)[0])
    assert found["attention_entropy"] == pytest.approx(measures.attention_entropy(ROWS))
    assert found["accuracy"] == pytest.approx(2 / 3)
    distances = [measures.jsd(row, other) for row, other in zip(ROWS, NOISY, strict=True)]
    for key in CHANGES:
        assert found[f"jsd@{key}"] == pytest.approx(np.mean(distances)) and np.mean(distances) > 0
        assert found[f"tvd@{key}"] == pytest.approx(measures.tvd(predict(TEXTS), MOVED).mean())


def test_deletion_by_hand():
    """Without their five first words: `or now`, nothing, nothing, which decide for class 1 at one half."""
    found, _ = needs.measured(subject(), "one", ROWS)
    assert found["aopc@5"] == pytest.approx(2 / 3 - 1) and found["posthoc_accuracy@5"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("changes", "names", "words"),
    [
        (
            {"losses": None, "importance": None},
            ("comprehensiveness_aopc", "aopc@5", "pearson", "accuracy"),
            "model",
        ),
        ({"labels": None}, ("aopc@5", "accuracy", "f1"), "label"),
        ({"rationales": [None] * 3}, ("token_f1", "auprc", "iou_f1"), "rationale"),
        ({"lengths": [7, 1, 1]}, (), ""),
        ({"stability": None}, ("jsd@delta=0.01", "tvd@delta=0.01", "jsd@words=2"), "embedded words"),
        (
            {"stability": stability({key: Moved([MOVED], {}) for key in CHANGES})},
            ("jsd@delta=0.01", "jsd@words=1"),
            "--explain attention_mean",
        ),
        (
            {"stability": stability({NOISE: CHANGES[NOISE]})},
            ("jsd@words=1", "tvd@words=3"),
            "two different words",
        ),
    ],
)
def test_what_is_left_out_says_what_it_needs(changes, names, words):
    found, left_out = needs.measured(subject(**changes), "one", ROWS)
    assert set(found) | set(left_out) == set(needs.NAMES) and not set(found) & set(left_out)
    for name in names:
        assert words in left_out[name]


def test_predictions_of_the_file_without_a_model():
    found, _ = needs.measured(
        subject(losses=None, importance=None, predictions=np.array([1, 0, 1])), "one", ROWS
    )
    assert found["accuracy"] == pytest.approx(2 / 3)


def test_scores_that_are_no_attention():
    _, left_out = needs.measured(subject(), "another", [-row for row in ROWS])
    assert "none below 0" in left_out["attention_entropy"]


def test_gradient_x_input_is_not_held_against_itself():
    one = subject()
    _, left_out = needs.measured(one, "gradient", one.importance)
    assert "not its gradient x input" in left_out["pearson"]


def test_all_sets_are_asked_together():
    """What `wanted` names is all that the measures ask, but for the bounds of short texts."""
    one = subject()
    one.losses.of(measured.wanted([ROWS, [-row for row in ROWS]]))
    known = dict(one.losses.known)
    for rows in (ROWS, [-row for row in ROWS]):
        measured.erasure(one, rows), measured.deletion(one, rows)
    assert one.losses.known == known


def test_every_measure_has_a_card():
    for name in needs.NAMES:
        assert card_of(name).source
