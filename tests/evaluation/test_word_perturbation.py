"""Words that are replaced by their nearest neighbours."""

import math

import numpy as np
import pytest

from steady_attention.evaluation.word_perturbation import NONE, nearest, replaced
from steady_attention.models.texts import texts
from tests.tiny import make_texts

VOCABULARY = ["<pad>", "<unk>", "bad", "good", "great", "plot", "rare", "zero"]
VECTORS = {  # `fine` is no word of the vocabulary, `rare` has no vector, that of `zero` has no direction
    "fine": [1.0, 0.01],
    "great": [1.0, 0.3],
    "plot": [-1.0, 1.0],
    "good": [5.0, 0.0],
    "bad": [0.0, 20.0],
    "zero": [0.0, 0.0],
}


def folder(tmp_path, vectors=VECTORS):
    (tmp_path / "vocabulary.txt").write_text("".join(f"{word}\n" for word in VOCABULARY), encoding="utf-8")
    (tmp_path / "words.txt").write_text("".join(f"{word}\n" for word in vectors), encoding="utf-8")
    np.save(tmp_path / "vectors.npy", np.array(list(vectors.values()), np.float32))
    return tmp_path


def test_the_nearest_by_cosine_among_the_words_of_the_vocabulary(tmp_path):
    """good and great by angle, though bad is longest; bad is nearest to plot, plot to bad."""
    found = nearest(folder(tmp_path), tmp_path)
    assert found.tolist() == [NONE, NONE, 5, 4, 3, 2, NONE, NONE]


@pytest.mark.parametrize("block", [1, 2, 3])
def test_blocks_change_nothing(tmp_path, monkeypatch, block):
    monkeypatch.setattr("steady_attention.evaluation.word_perturbation.BLOCK", block)
    assert nearest(folder(tmp_path), tmp_path).tolist() == [NONE, NONE, 5, 4, 3, 2, NONE, NONE]


def test_a_word_is_not_its_own_neighbour(tmp_path):
    """The only one with a vector has none; of two equal vectors each has the other."""
    assert (nearest(folder(tmp_path, {"good": [1.0, 0.0]}), tmp_path) == NONE).all()
    equal = nearest(folder(tmp_path, {"good": [1.0, 0.0], "bad": [1.0, 0.0]}), tmp_path)
    assert equal.tolist() == [NONE, NONE, 3, 2, NONE, NONE, NONE, NONE]


NEIGHBOURS = np.array([NONE, NONE, NONE, NONE, 14, 15, 16, NONE])


def rows(found):
    """Each text's ids."""
    pairs = zip(found.starts.tolist(), found.lengths.tolist(), strict=True)
    return [found.tokens[start : start + length].tolist() for start, length in pairs]


def test_a_text_of_fewer_words_loses_all_and_boundaries_none():
    """Of the four words one has no neighbour and stays; ids 2 and 3 are the boundaries."""
    whole = texts(np.array([2, 4, 5, 3, 2, 6, 7, 3], np.int32), np.array([0, 4, 8]), None, True)
    found, stayed = replaced(whole, NEIGHBOURS, 3, np.random.default_rng(0))
    assert rows(found) == [[2, 14, 15, 3], [2, 16, 7, 3]] and stayed == 0.25
    assert rows(whole) == [[2, 4, 5, 3], [2, 6, 7, 3]]


def test_words_are_drawn_without_repetition_and_each_place_alike():
    whole = texts(np.full(7 * 301, 4, np.int32), np.arange(0, 7 * 301 + 1, 7), None, False)
    found, stayed = replaced(whole, NEIGHBOURS, 2, np.random.default_rng(0))
    changed = found.tokens.reshape(301, 7) == 14
    assert (changed.sum(1) == 2).all() and stayed == 0.0
    assert (changed.mean(0) > 0.2).all() and (changed.mean(0) < 0.37).all()


def test_without_a_drawn_word_no_share_stays():
    assert math.isnan(replaced(make_texts((5, 3)), NEIGHBOURS, 0, np.random.default_rng(0))[1])


def test_fewer_words_are_among_more():
    whole = make_texts((7, 5, 13))
    neighbours = np.arange(31)[::-1]
    one, two = (replaced(whole, neighbours, amount, np.random.default_rng(5))[0] for amount in (1, 2))
    changed = [found.tokens != whole.tokens for found in (one, two)]
    assert (changed[0] <= changed[1]).all() and changed[0].sum() < changed[1].sum()


def test_texts_that_were_chosen_from_a_split():
    """Their tokens lie anywhere in the flat array; second texts stay."""
    whole = make_texts((5, 3, 7), pair=True)
    taken = whole.take(np.array([2, 0]))
    found, _ = replaced(taken, np.full(31, NONE), 3, np.random.default_rng(0))
    assert rows(found) == rows(taken)
    assert found.batch(np.array([0, 1])).second.tokens.equal(whole.batch(np.array([2, 0])).second.tokens)
