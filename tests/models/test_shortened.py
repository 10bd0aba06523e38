"""Texts of which only some words are left."""

from dataclasses import replace

import numpy as np
import pytest

from steady_attention.models.predict import predict
from steady_attention.models.texts import Choices, kept, texts
from tests.tiny import make_model, make_texts

TOKENS = np.array([2, 10, 11, 12, 3, 2, 13, 3, 2, 14, 15, 3], np.int32)  # 2 begins, 3 ends
OFFSETS = np.array([0, 5, 8, 12])
MASKS = [np.array([True, False, True]), np.array([False]), np.array([False, True])]


def rows(found):
    """Each text's ids."""
    pairs = zip(found.starts, found.lengths, strict=True)
    return [found.tokens[start : start + length].tolist() for start, length in pairs]


def test_words_are_deleted_and_boundaries_stay():
    """The second text loses its only word and holds the unknown word, id 1."""
    found = kept(texts(TOKENS, OFFSETS, np.array([0, 1, 1]), True), MASKS)
    assert rows(found) == [[2, 10, 12, 3], [2, 1, 3], [2, 15, 3]]
    assert found.tokens.dtype == TOKENS.dtype and found.labels.tolist() == [0, 1, 1]


def test_without_boundaries():
    found = kept(texts(TOKENS[:5], np.array([0, 2, 5]), None, False), [~np.ones(2, bool), MASKS[0]])
    assert rows(found) == [[1], [11, 3]] and found.labels is None


def test_chosen_texts_keep_their_second_texts_and_candidates():
    """Of texts 2 and 0 of a split, which `take` leaves in that order."""
    choices = Choices(5, np.array([0, 1, 2, 3, 4, 0], np.int32), np.array([0, 2, 4, 6]))
    whole = replace(texts(TOKENS, OFFSETS, np.array([0, 2, 4]), True), choices=choices)
    whole = replace(
        whole, second=texts(np.arange(5, 11, dtype=np.int32), np.array([0, 1, 3, 6]), None, False)
    )
    taken = whole.take(np.array([2, 0]))
    found = kept(taken, [MASKS[2], MASKS[0]])
    assert rows(found) == [[2, 15, 3], [2, 10, 12, 3]]
    batch = found.batch(np.array([0, 1]))
    assert batch.second.tokens.tolist() == [[8, 9, 10], [5, 0, 0]]
    assert batch.candidates.int().tolist() == [[1, 0, 0, 0, 1], [1, 1, 0, 0, 0]]
    assert batch.labels.tolist() == [4, 0]


@pytest.mark.parametrize("boundaries", [False, True])
def test_all_words_kept_change_no_prediction(boundaries):
    model, whole = make_model(pair=True).eval(), make_texts((7, 3, 5), boundaries=boundaries, pair=True)
    words = (whole.lengths - 2 * boundaries).tolist()
    found = predict(model, kept(whole, [np.ones(count, bool) for count in words]))
    np.testing.assert_array_equal(found.probabilities, predict(model, whole).probabilities)


def test_the_given_texts_stay_as_they_are():
    whole = texts(TOKENS.copy(), OFFSETS, None, True)
    kept(whole, MASKS)
    assert whole.tokens.tolist() == TOKENS.tolist() and whole.lengths.tolist() == [5, 3, 4]


def test_masks_that_do_not_fit_are_refused():
    whole = texts(TOKENS, OFFSETS, None, True)
    with pytest.raises(ValueError, match=r"a mask of shape \(1,\) for a text of 3 words"):
        kept(whole, [MASKS[1], MASKS[1], MASKS[2]])
    with pytest.raises(ValueError, match="zip"):
        kept(whole, MASKS[:2])


def test_no_text_at_all():
    assert len(kept(texts(TOKENS[:0], np.array([0]), None, False), [])) == 0
