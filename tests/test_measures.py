"""The public measures: by hand, by ERASER's definitions, and refusing what does not fit."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention import measures

WEIGHTS = {"good": 2.0, "fine": 1.0, "bad": -3.0}
TEXTS = [["a", "good", "film"], ["bad", "bad", "or", "fine"], ["fine"]]
SCORES = [np.array([0.1, 0.7, 0.2]), np.array([0.5, 0.1, 0.0, 0.4]), np.array([1.0])]


def predict(texts):
    """A sigmoid of the sum of the words' weights."""
    logits = [sum(WEIGHTS.get(word, 0.0) for word in words) for words in texts]
    positive = np.array([1 / (1 + math.exp(-z)) for z in logits])
    return np.stack([1 - positive, positive], 1)


def p(*words):
    """The probability of class 1 of these words."""
    return predict([list(words)])[0, 1]


def test_comprehensiveness_by_hand():
    """Half of the words: good and film; bad and fine; fine. The second text is decided for class 0."""
    losses = [
        p("a", "good", "film") - p("a"),
        (1 - p("bad", "bad", "or", "fine")) - (1 - p("bad", "or")),
        p("fine") - p(),
    ]
    found = measures.comprehensiveness(predict, TEXTS, SCORES, shares=[0.5])
    assert found == pytest.approx(np.mean(losses))


def test_sufficiency_by_hand():
    losses = [0.0, (1 - p("bad", "bad", "or", "fine")) - (1 - p("bad", "fine")), 0.0]
    assert measures.sufficiency(predict, TEXTS, SCORES, shares=[0.5]) == pytest.approx(np.mean(losses))


def eraser(texts, scores, shares, kept):
    """DeYoung et al. 2020, section 4.2, written down once more: the mean over bins of m(x)_j - m(x')_j."""
    every = []
    for words, row in zip(texts, scores, strict=True):
        full = predict([words])[0]
        own = int(full[1] >= 0.5)
        for share in shares:
            amount = math.ceil(round(share * len(words), 9))
            first = sorted(range(len(words)), key=lambda place, row=row: (-row[place], place))[:amount]
            rest = [word for place, word in enumerate(words) if (place in first) == kept]
            every.append(full[own] - predict([rest])[0, own])
    return np.mean(every)


@given(st.lists(st.lists(st.sampled_from([*WEIGHTS, "a"]), min_size=1, max_size=7), min_size=1), st.data())
def test_erasers_definition(texts, data):
    scores = [
        np.array(data.draw(st.lists(st.integers(-3, 3), min_size=len(words), max_size=len(words))))
        for words in texts
    ]
    for measure, kept in ((measures.comprehensiveness, False), (measures.sufficiency, True)):
        found = measure(predict, texts, scores)
        assert found == pytest.approx(eraser(texts, scores, measures.SHARES, kept), abs=1e-12)


def test_normalised_is_between_all_orders():
    """Of four words a beam of all sets is the search over the 24 orders."""
    texts, scores = [["good", "bad", "a", "fine"]], [np.array([3.0, 0.0, 1.0, 2.0])]

    def aopc(order):
        words, losses = list(range(4)), []
        for place in order:
            words.remove(place)
            losses.append(p(*texts[0]) - p(*(texts[0][place] for place in words)))
        return np.mean(losses) * (1 if p(*texts[0]) >= 0.5 else -1)

    every = [aopc(order) for order in permutations(range(4))]
    low, high = min(every), max(every)
    expected = [(aopc(order) - low) / (high - low) for order in ((0, 3, 2, 1), (1, 2, 3, 0))]
    assert measures.normalised(predict, texts, scores, beam=24) == pytest.approx(tuple(expected))


def test_erased():
    marks = [np.array([False, True, False]), np.ones(4, bool), np.array([False])]
    found = measures.erased(predict, TEXTS, marks)
    wanted = [p("a", "good", "film") - p("a", "film"), p() - p("bad", "bad", "or", "fine"), 0.0]
    np.testing.assert_allclose(found, wanted)


def test_a_set_is_asked_once():
    asked = []

    def counting(texts):
        asked.extend(map(tuple, texts))
        return predict(texts)

    measures.comprehensiveness(counting, [["good", "bad"]], [np.array([1, 2])], shares=[0.1, 0.5, 1.0])
    assert asked == [("good", "bad"), ("good",), ()]


def test_every_name_is_there_with_a_docstring():
    for name in measures.__all__:
        assert getattr(measures, name).__doc__, name
    assert measures.card("comprehensiveness_aopc").low == -1


def test_arrays_in_numbers_out():
    """One example of each kind."""
    true, picked = [np.array([1, 1, 0, 0])], [np.array([0, 1, 1, 0])]
    assert measures.token_f1(picked, true).macro == 0.5
    assert measures.auprc([np.array([0.1, 0.9, 0.0])], [np.array([0, 1, 0])]).value == 1.0
    assert measures.spans(np.array([0, 1, 1, 0, 1])).tolist() == [[1, 3], [4, 5]]
    assert measures.jsd(np.array([1.0, 0.0]), np.array([0.0, 1.0])) == pytest.approx(math.log(2))
    assert measures.accuracy(np.array([[0.1, 0.9], [0.8, 0.2]]), np.array([1, 1])) == 0.5
    assert measures.pearson(np.array([1.0, 2.0, 4.0]), np.array([2.0, 4.0, 8.0])) == pytest.approx(1)


@pytest.mark.parametrize(
    ("texts", "scores", "words"),
    [
        (TEXTS, SCORES[:2], "scores: expected 3 entries, found 2"),
        (TEXTS, [*SCORES[:2], np.ones(2)], r"scores\[2\]: expected 1 entries, as texts\[2\] has, found 2"),
        (TEXTS, [*SCORES[:2], [math.nan]], r"scores\[2\]: expected finite numbers, found nan"),
        ([[]], [[]], "texts: expected one at least, each of a word at least"),
        ([], [], "texts: expected one at least"),
    ],
)
def test_what_does_not_fit_is_refused(texts, scores, words):
    with pytest.raises(ValueError, match=words):
        measures.comprehensiveness(predict, texts, scores)


def test_a_prediction_that_is_none_is_refused():
    with pytest.raises(ValueError, match="predict: expected numbers of at least 0 that sum to 1"):
        measures.comprehensiveness(lambda texts: np.ones((len(texts), 2)), TEXTS, SCORES)
    with pytest.raises(ValueError, match="predict: expected 3 entries, found 1"):
        measures.comprehensiveness(lambda texts: np.array([[0.5, 0.5]]), TEXTS, SCORES)
