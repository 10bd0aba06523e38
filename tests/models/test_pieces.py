"""Word pieces: a text stays a list of words, BERT reads the pieces."""

from dataclasses import replace

import numpy as np
import torch

from steady_attention.models.pieces import Pieces
from steady_attention.models.predict import predict
from steady_attention.models.texts import kept
from tests.tiny import make_model, make_texts, noise

# words 0..4: none, [UNK], one piece, three pieces, two pieces
PIECES = Pieces(
    np.array([1, 5, 6, 7, 8, 9, 10]), np.array([0, 0, 1, 2, 5, 7]), start=2, end=3, limit=11, first=4
)


def in_pieces(lengths=(2, 13, 1, 7, 5), limit=61, **kinds):
    """tiny texts, word w of which has 1 + w % 3 pieces."""
    counts = 1 + np.arange(31) % 3
    ids = 4 + np.arange(counts.sum()) % 27
    table = Pieces(ids, np.concatenate([[0], np.cumsum(counts)]), 2, 3, limit, 4)
    return replace(make_texts(lengths, **kinds), pieces=table)


def test_a_batch_by_hand():
    """Texts "2 3" and "4": [CLS] 5 6 7 8 [SEP] and [CLS] 9 10 [SEP]; pieces 6 7 8 are the second word's."""
    batch = PIECES.batch([np.array([2, 3]), np.array([4])])
    assert batch.tokens.tolist() == [[2, 5, 6, 7, 8, 3], [2, 9, 10, 3, 0, 0]]
    assert batch.lengths.tolist() == [6, 4]
    assert batch.mask.int().tolist() == [[0, 1, 1, 1, 1, 0], [0, 1, 1, 0, 0, 0]]
    assert batch.owners.of[0].tolist() == [0, 0, 1, 1, 1, 0] and batch.owners.counts.tolist() == [2, 1]


def test_a_words_number_is_the_sum_over_its_pieces():
    batch = PIECES.batch([np.array([2, 3]), np.array([4])])
    rows = torch.tensor([[9.0, 1, 2, 3, 4, 9], [9, 5, 6, 9, 9, 9]])
    assert [row.tolist() for row in batch.by_word(rows)] == [[1.0, 9.0], [11.0]]


def test_marked_words_are_all_their_pieces():
    batch = PIECES.batch([np.array([2, 3]), np.array([4])])
    marks = [np.array([False, True]), np.array([True])]
    assert batch.places(marks).int().tolist() == [[0, 0, 1, 1, 1, 0], [0, 1, 1, 0, 0, 0]]


def test_what_is_over_the_limit_is_cut():
    """Limit 11 leaves 9 pieces: of 3 3 3 3 the fourth word has none, and no attention."""
    batch = PIECES.batch([np.array([3, 3, 3, 3])])
    assert batch.lengths.tolist() == [11] and batch.owners.counts.tolist() == [4]
    assert batch.by_word(torch.ones(1, 11))[0].tolist() == [3.0, 3.0, 3.0, 0.0]


def test_of_pairs_the_other_text_is_cut_at_half():
    """The other text keeps 3 pieces and [SEP], the attended one [CLS], 5 pieces and [SEP]: 11 together."""
    batch = PIECES.batch([np.array([3, 3, 3])], [np.array([4, 4, 4])])
    assert batch.tokens.tolist() == [[2, 6, 7, 8, 6, 7, 3]]
    assert batch.second.tokens.tolist() == [[9, 10, 9, 3]]
    assert batch.second.mask.int().tolist() == [[1, 1, 1, 0]]


def test_bert_attends_to_words():
    """[CLS], [SEP] and padding get none, and each text's words share 1."""
    texts, model = in_pieces(), make_model("bert")
    batch = texts.batch(np.arange(5))
    attention = model.read(model.embed(batch, noise()), batch).attention()
    assert (attention[~batch.mask] == 0).all()
    found = predict(model, texts)
    assert [len(row) for row in found.attention] == [2, 13, 1, 7, 5]
    np.testing.assert_allclose([row.sum() for row in found.attention], 1.0, rtol=1e-5)


def test_neighbours_of_a_batch_change_nothing():
    for pair in (False, True):
        texts, model = in_pieces(pair=pair), make_model("bert", pair=pair).eval()
        together = predict(model, texts).probabilities
        alone = [predict(model, texts.take(np.array([row]))).probabilities[0] for row in range(5)]
        np.testing.assert_allclose(together, alone, atol=1e-6)


def test_a_deleted_word_takes_its_pieces_along():
    texts = in_pieces((3,))
    left = kept(texts, [np.array([True, False, True])])
    expected = in_pieces((3,)).pieces.batch([texts.words(np.arange(1))[0][[0, 2]]])
    assert left.batch(np.arange(1)).tokens.equal(expected.tokens)
