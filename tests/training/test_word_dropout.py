"""Rare words are <unk> now and then, in training."""

import numpy as np
import pytest

from steady_attention.models.texts import texts
from steady_attention.store.errors import UserError
from steady_attention.training.seeds import numpy_generator
from steady_attention.training.word_dropout import dropped, over, probabilities
from tests.tiny import VOCABULARY, make_batch, make_texts
from tests.training.runs import ARGUMENTS, run, write_pieces
from tests.training.test_bert_run import CONFIG


def test_the_probabilities_by_hand():
    """alpha = .25: of a word seen once 1/5, three times 1/13; of one seen in no labeled text 1. The
    boundaries, 2 and 3, are no words.
    """
    tokens = np.array([2, 5, 6, 6, 3, 2, 6, 3], np.int32)
    found = probabilities(texts(tokens, np.array([0, 5, 8]), None, True), 0.25, 7)
    np.testing.assert_allclose(found, [1, 1, 1, 1, 1, 1 / 5, 1 / 13])


def test_both_texts_of_pairs_count_and_only_those_that_are_taken():
    whole = make_texts((3, 5, 2), pair=True)
    one = whole.take(np.array([1]))
    counts = np.bincount(
        np.concatenate([whole.words(np.array([1]))[0], whole.second.words(np.array([1]))[0]]),
        minlength=VOCABULARY,
    )
    np.testing.assert_allclose(probabilities(one, 0.5, VOCABULARY), 0.5 / (0.5 + counts))


def test_words_are_replaced_at_their_share():
    """Never a boundary or padding, and labeled, unlabeled and other texts alike."""
    share = np.zeros(VOCABULARY)
    share[:20] = 0.3
    unlabeled = make_texts((7, 11) * 61, seed=5, labeled=False).batch(np.arange(122))
    whole = make_texts((5, 7) * 61, boundaries=True, pair=True)
    batch = whole.batch(np.arange(122), unlabeled)
    found = dropped(batch, share, numpy_generator(0))
    for one, other in ((batch, found), (batch.unlabeled, found.unlabeled), (batch.second, found.second)):
        gone = (one.tokens != other.tokens).numpy()
        assert (other.tokens.numpy()[gone] == 1).all() and not gone[~one.mask.numpy()].any()
        rare = one.mask.numpy() & (one.tokens.numpy() < 20)
        assert gone[rare].mean() == pytest.approx(0.3, abs=0.08) and not gone[~rare].any()
        assert one.mask.equal(other.mask) and one.lengths.equal(other.lengths)
    assert found.labels.equal(batch.labels)


def test_every_batch_is_drawn_anew_and_the_given_one_stays():
    share, batch = np.full(VOCABULARY, 0.5), make_batch()
    before = batch.tokens.clone()
    one, other = over([batch, batch], share, numpy_generator(0))
    assert not one.tokens.equal(other.tokens) and batch.tokens.equal(before)


def test_pieces_of_words_are_not_dropped(inputs, tmp_path):
    given = write_pieces(inputs, tmp_path, CONFIG)
    train = ARGUMENTS["train"] | {"word_dropout": 0.25}
    with pytest.raises(UserError, match=r"^bert\.train\.word_dropout: expected 0, .* got 0.25$"):
        run(given, tmp_path / "run", encoder="bert", attention="additive", train=train)
