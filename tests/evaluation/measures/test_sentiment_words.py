"""Words of sentiment found by attention: by hand, from a corpus folder."""

from pathlib import Path

import numpy as np
import pytest

from steady_attention.evaluation.measures import sentiment_words
from steady_attention.models.texts import load
from steady_attention.store.files import write_json
from tests.evaluation.subjects import make_subject, random_model

# Two positive texts, one without a positive word, a neutral, a negative one, two without a negative word.
POLARITY = [[1, 0, 1], [0, 1], [-1], [1, -1], [-1, 0, 1, 0, 0, 0, -1], [1], [0]]
LABELS = [2, 2, 2, 1, 0, 0, 0]
LONG = [0.02, 0.03, 0.1, 0.15, 0.2, 0.22, 0.28]
ATTENTION = [[0.5, 0.3, 0.2], [0.6, 0.4], [1.0], [0.5, 0.5], LONG, [1.0], [1.0]]


def corpus(folder, classes=("negative", "neutral", "positive"), polarity=POLARITY, labels=LABELS):
    """A processed test split with boundaries, which have no polarity."""
    rows = [[0, *row, 0] for row in polarity]
    arrays = {
        "tokens": np.full(sum(map(len, rows)), 5, np.int32),
        "offsets": np.cumsum([0, *map(len, rows)]),
        "labels": np.array(labels),
        "polarity": np.concatenate(rows).astype(np.int8),
    }
    for name, array in arrays.items():
        np.save(folder / f"test.{name}.npy", array)
    write_json(folder / "statistics.json", {"classes": list(classes), "boundaries": True, "pair": False})
    return folder


def measured(folder, attention=ATTENTION, **given):
    test = load(folder, "test")
    return sentiment_words.measured(make_subject(test, attention=attention, corpus=folder, **given), Path())


def test_by_hand(tmp_path):
    """Positive at 1: 1, 1/2, 2/3 and 0, 0, 0; at 5 of three and two words: 2/3, 1, 4/5 and 1/2, 1, 2/3.

    Negative at 1: 1, 1/2, 2/3; at 5: one of the last five words, 1/5, 1/2, 2/7.
    """
    found = measured(corpus(tmp_path))
    expected = {
        "p_at_1": (1 / 2, 1),
        "r_at_1": (1 / 4, 1 / 2),
        "f1_at_1": (1 / 3, 2 / 3),
        "p_at_5": (7 / 12, 1 / 5),
        "r_at_5": (1, 1 / 2),
        "f1_at_5": (11 / 15, 2 / 7),
    }
    assert found.pop("sentiment_words_skipped") == 1 + 2
    assert set(found) == set(expected)
    for name, (positive, negative) in expected.items():
        values = {"polarity=positive": positive, "polarity=negative": negative}
        assert found[name] == pytest.approx(values), name


def test_very_positive_texts_are_positive(tmp_path):
    classes = ("very negative", "negative", "neutral", "positive", "very positive")
    found = measured(corpus(tmp_path, classes, [[1, 0], [0, 1], [1, 0]], [4, 3, 2]), [[0.5, 0.5]] * 3)
    assert found["p_at_1"] == {"polarity=positive": 0.5, "polarity=negative": None}


def test_a_run_without_attention_takes_random_words(tmp_path):
    """Of two words one is positive: at 5 both are taken whatever the order, at 1 one of them."""
    folder = corpus(tmp_path, polarity=[[1, 0]] * 31, labels=[2] * 31)
    runs = [measured(folder, None, model=random_model("max"), seed=seed) for seed in (0, 0, 1)]
    assert runs[0] == runs[1] != runs[2]
    assert runs[0]["random_p_at_5"]["polarity=positive"] == 0.5
    assert 0 < runs[0]["random_p_at_1"]["polarity=positive"] < 1
    assert set(runs[0]) == {f"random_{name}_at_{k}" for name in ("p", "r", "f1") for k in (1, 5)} | {
        "sentiment_words_skipped"
    }


def test_a_corpus_of_topics_has_none(tmp_path):
    assert measured(corpus(tmp_path, ("world", "sports", "business"))) == {}


def test_a_corpus_without_polarity_has_none(tmp_path):
    (corpus(tmp_path) / "test.polarity.npy").unlink()
    assert measured(tmp_path) == {}
