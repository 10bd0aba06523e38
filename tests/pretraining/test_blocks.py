"""The texts of pretraining: which are read, and how they stand in blocks."""

import json

import numpy as np
import pytest

from steady_attention.pretraining import blocks
from steady_attention.store.errors import UserError
from tests.pretraining.small_texts import PIECES, bert, corpus

PAD, CLS, SEP = 0, 2, 3
UN, FILM, ABLE, GOOD, BAD, A = (PIECES.index(piece) for piece in ("un", "film", "##able", "good", "bad", "a"))
MANY = [" ".join(["a"] * length) for length in range(1, 212)]


def made(work, inputs, limit=5, held_out=0.5):
    work.mkdir()
    blocks.compute(work, inputs, {"limit": limit, "held_out": held_out}, lambda text: None)
    arrays = {split: np.load(work / f"{split}.npy", allow_pickle=False) for split in blocks.SPLITS}
    return arrays, json.loads((work / "statistics.json").read_text(encoding="utf-8"))


def words_of(array):
    """The texts (as pieces) that blocks hold, in their order."""
    flat = [int(piece) for piece in array[:, 1:].ravel() if piece != PAD]
    texts, text = [], []
    for piece in flat:
        if piece == SEP:
            texts.append(text)
            text = []
        else:
            text.append(piece)
    assert not text, "a text without an end"
    return texts


def test_texts_follow_one_another_in_full_blocks():
    """`a good film`, `unable`, `bad` in blocks of five: each begins with [CLS], the last is padded."""
    ids = {piece: number for number, piece in enumerate(PIECES)}
    flat = np.array([A, GOOD, FILM, SEP, UN, ABLE, SEP, BAD, SEP], np.int32)
    expected = [[CLS, A, GOOD, FILM, SEP], [CLS, UN, ABLE, SEP, BAD], [CLS, SEP, PAD, PAD, PAD]]
    assert blocks.packed(flat, 5, ids).tolist() == expected


def test_every_text_stands_in_one_split_once(tmp_path):
    inputs = {"bert": bert(tmp_path / "bert"), "one": corpus(tmp_path / "one", train=MANY)}
    arrays, known = made(tmp_path / "work", inputs)
    found = {split: words_of(array) for split, array in arrays.items()}
    lengths = sorted(len(text) for texts in found.values() for text in texts)
    assert lengths == list(range(1, 212))
    assert known["texts"] == {split: len(texts) for split, texts in found.items()}
    assert known["pieces"] == {split: sum(map(len, texts)) + len(texts) for split, texts in found.items()}
    assert 70 < known["texts"]["held_out"] < 140  # half of 211, give or take five standard deviations


def test_pairs_pools_and_splits(tmp_path):
    """Of pairs both sides are read; dev and test texts are not, wherever they stand; twice is once."""
    inputs = {
        "bert": bert(tmp_path / "bert"),
        "pairs": corpus(tmp_path / "pairs", train=[*MANY, "good"], second_train=["bad", "good"]),
        "pool": corpus(tmp_path / "pool", pool=["film film", "bad film"]),
        "other": corpus(tmp_path / "other", train=["a film"], dev=["bad film"], test=["bad", "unable"]),
    }
    arrays, known = made(tmp_path / "work", inputs)
    texts = [text for array in arrays.values() for text in words_of(array)]
    assert [GOOD] in texts and [FILM, FILM] in texts and [A, FILM] in texts
    assert [BAD] not in texts and [BAD, FILM] not in texts and [UN, ABLE] not in texts
    assert known["twice"] == 1 and known["barred"] == 2
    assert known["from"] == ["other", "pairs", "pool"]
    assert len(texts) == len(MANY) + 3


def test_a_texts_split_follows_from_its_words_alone(tmp_path):
    """Other texts before it, another order: a text held out once is held out always."""
    there = bert(tmp_path / "bert")
    one, _ = made(tmp_path / "1", {"bert": there, "one": corpus(tmp_path / "one", train=MANY)})
    more = corpus(tmp_path / "more", train=["film", *reversed(MANY)])
    other, _ = made(tmp_path / "2", {"bert": there, "more": more})
    without_film = [text for text in words_of(other["held_out"]) if text != [FILM]]
    assert sorted(map(len, words_of(one["held_out"]))) == sorted(map(len, without_film))


@pytest.mark.parametrize(("share", "lacks"), [(0.99, "train"), (0.01, "held_out")])
def test_a_split_without_a_text_is_named(tmp_path, share, lacks):
    inputs = {"bert": bert(tmp_path / "bert"), "one": corpus(tmp_path / "one", train=["a film"])}
    with pytest.raises(UserError, match=f"held_out is {share}, which leaves {lacks} without a text"):
        made(tmp_path / "work", inputs, held_out=share)
