"""The forms of a small corpus and their pieces, by hand."""

import json

import pytest

from steady_attention.corpora import Example
from steady_attention.store.errors import UserError
from tests.text.small_bert import array, lines, pieces_of
from tests.text.tiny_corpus import corpus


def test_by_hand(preprocessed, in_pieces):
    folder = preprocessed(corpus())
    work = in_pieces(folder)
    assert lines(work / "vocabulary.txt") == [
        "<pad>",
        "<unk>",
        "film",
        "a",
        "!",
        "bad",
        "good",
        "in",
        "qqq",
        "<",
        "pad",
        ">",
        "unseen",
    ]
    assert pieces_of(work) == [[], [1], [6], [8], [9], [10], [11], [1], [12], [1], [1], [1], [1]]
    assert array(work, "train.tokens").tolist() == array(folder, "train.tokens").tolist()
    assert array(work, "test.tokens").tolist() == [5, 12, 2]  # "unseen" is unknown to the corpus alone
    kinds = {name: array(work, name).dtype.name for name in ("train.tokens", "pieces", "pieces.offsets")}
    assert kinds == {"train.tokens": "int32", "pieces": "int32", "pieces.offsets": "int64"}


def test_what_is_told_by_hand(preprocessed, in_pieces):
    told = json.loads((in_pieces(preprocessed(corpus())) / "pieces.json").read_text())
    assert {key: told[key] for key in ("start", "end", "first", "limit", "forms", "vocabulary")} == {
        "start": 2,
        "end": 3,
        "first": 5,
        "limit": 5,
        "forms": 13,
        "vocabulary": 9,
    }
    assert told["texts"]["train"] == {  # of 4, 5 and 1 words; `in` is unknown
        "pieces_per_word": 1.0,
        "unknown_share": 0.1,
        "longest": 7,
        "cut": 2,
    }


def test_a_word_of_several_pieces(preprocessed, in_pieces):
    texts = [Example("t1", "unable un", 0), Example("t2", "film!", 1)]
    work = in_pieces(preprocessed(corpus(test=texts)), limit=5)  # which a text has, and is whole
    assert pieces_of(work)[-2:] == [[5, 7], [5]]
    told = json.loads((work / "pieces.json").read_text())["texts"]["test"]
    assert told == {"pieces_per_word": 1.25, "unknown_share": 0.0, "longest": 5, "cut": 0}


def test_boundaries_keep_their_ids_and_have_no_piece(preprocessed, in_pieces):
    folder = preprocessed(corpus(), boundaries=True)
    work = in_pieces(folder)
    assert array(work, "test.tokens").tolist() == [2, 7, 3, 2, 14, 4, 3]
    assert pieces_of(work)[:5] == [[], [1], [], [], [6]]
    told = json.loads((work / "pieces.json").read_text())["texts"]["train"]
    assert told == {"pieces_per_word": 1.0, "unknown_share": 0.1, "longest": 7, "cut": 2}


def test_both_texts_of_pairs(preprocessed, in_pieces):
    splits = {
        name: [Example(f"{split}{n}", text, 1 - n % 2, second=other) for n, (text, other) in enumerate(texts)]
        for name, split, texts in (
            ("train", "a", [("film", "good film"), ("bad", "a")]),
            ("dev", "b", [("one", "two")]),
            ("test", "c", [("three", "one un")]),
        )
    }
    folder = preprocessed(corpus(**splits))
    work = in_pieces(folder)
    known = lines(folder / "vocabulary.txt")
    assert lines(work / "vocabulary.txt") == [*known, "one", "two", "three", "un"]
    first = len(known)
    assert array(work, "test.second.tokens").tolist() == [first, first + 3]
    assert set(json.loads((work / "pieces.json").read_text())["texts"]) == {
        f"{split}{side}" for split in splits for side in ("", ".second")
    }
    with pytest.raises(
        UserError, match=r"^data/own/mine/config\.json: type_vocab_size is 1, .* tiny holds pai"
    ):
        in_pieces(folder, type_vocab_size=1)


def test_a_pool_has_no_pieces(preprocessed, in_pieces):
    pool = [Example("p1", "Good film", None)]
    folder = preprocessed(corpus(classes=(), read=lambda _: {"pool": pool}, expected={"pool": 1}))
    with pytest.raises(UserError, match=r"vocabulary\.txt is missing: expected the vocabulary of a preproc"):
        in_pieces(folder)
