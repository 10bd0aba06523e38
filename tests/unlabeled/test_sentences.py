"""Sentences as flat arrays, by hand."""

import numpy as np

from steady_attention.unlabeled.sentences import Sentences


def test_unknown_words_can_be_left_out():
    """But not of a sentence that has no other."""
    some = Sentences(np.array([1, 5, 1, 1, 1, 7, 8], np.int32), np.array([0, 3, 5, 7]))
    found = some.known()
    assert found.tokens.tolist() == [5, 1, 1, 7, 8] and found.offsets.tolist() == [0, 1, 3, 5]
