"""The files of a small corpus by hand."""

import json
from pathlib import Path

import numpy as np

from steady_attention.corpora import Example
from tests.text.tiny_corpus import corpus


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def statistics(folder: Path) -> dict:
    return json.loads((folder / "statistics.json").read_text(encoding="utf-8"))


def array(folder: Path, name: str) -> np.ndarray:
    return np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)


def rows(folder: Path, split: str, name: str = "tokens") -> list[list]:
    flat, offsets = array(folder, f"{split}.{name}"), array(folder, f"{split}.offsets")
    return [flat[start:end].tolist() for start, end in zip(offsets[:-1], offsets[1:], strict=True)]


def test_the_arrays_by_hand(preprocessed):
    folder = preprocessed(corpus())
    assert lines(folder / "vocabulary.txt") == [
        "<pad>",
        "<unk>",
        "film",
        "a",
        "!",
        "bad",
        "good",
        "in",
        "qqq",
    ]
    assert rows(folder, "train") == [[3, 6, 2, 4], [3, 5, 2, 7, 8], [2]]
    assert rows(folder, "train", "rationales") == [[0, 1, 0, 0], [0, 1, 0, 0, 1], [0]]
    assert rows(folder, "test") == [[5], [1, 2]]
    assert array(folder, "test.labels").tolist() == [0, 1]
    dtypes = {name: array(folder, f"train.{name}").dtype.name for name in ("tokens", "offsets", "labels")}
    assert dtypes == {"tokens": "int32", "offsets": "int64", "labels": "int64"}
    assert array(folder, "train.rationales").dtype == np.bool_


def test_the_texts_by_hand(preprocessed):
    folder = preprocessed(corpus(), boundaries=True)
    assert lines(folder / "train.words.txt") == ["a good film !", "a bad film in qqq", "film"]
    assert lines(folder / "test.words.txt") == [
        "bad",
        "unseen film",
    ]  # unknown words as they are, no boundaries
    assert lines(folder / "train.ids.txt") == ["a1", "a2", "a3"]


def test_boundaries_wrap_ids_and_rationales(preprocessed):
    folder = preprocessed(corpus(), boundaries=True)
    assert lines(folder / "vocabulary.txt")[:5] == ["<pad>", "<unk>", "<sos>", "<eos>", "film"]
    assert rows(folder, "train")[2] == [2, 4, 3]
    assert rows(folder, "train", "rationales")[0] == [0, 0, 1, 0, 0, 0]


def test_no_text_ever_holds_padding(preprocessed):
    folder = preprocessed(corpus(dev=[Example("b1", "good <pad> <unk>", 1)]))
    assert not (array(folder, "dev.tokens") == 0).any()


def test_the_statistics_by_hand(preprocessed):
    found = statistics(preprocessed(corpus()))
    assert found["dataset"] == "tiny" and found["classes"] == ["negative", "positive"]
    assert found["vocabulary"] == 9 and found["boundaries"] is False
    assert found["splits"]["train"] == {
        "examples": 3,
        "labels": {"negative": 1, "positive": 2},
        "tokens": 10,
        "mean_length": 3.3333,
        "dropped": 0,
        "out_of_vocabulary": 0,
    }
    assert found["splits"]["test"]["out_of_vocabulary"] == 1


def test_a_word_that_only_touches_a_span_is_not_of_it(preprocessed):
    dev = [
        Example("b1", "bad, good", 1, rationale=((0, 3), (8, 9))),
        Example("b2", "bad, good", 1, rationale=((3, 4),)),
    ]
    assert rows(preprocessed(corpus(dev=dev)), "dev", "rationales") == [[1, 0, 1], [0, 1, 0]]


def test_rationales_are_written_only_where_there_are_some(preprocessed):
    folder = preprocessed(corpus(train=[Example("a", "good film", 1)]))
    assert not list(folder.glob("*.rationales.npy"))


def test_a_pool_has_texts_alone_and_drops_the_empty_ones(preprocessed):
    texts = [Example("p1", "Good FILM", None), Example("p2", " \n", None), Example("p3", "one", None)]
    folder = preprocessed(corpus(classes=(), read=lambda _: {"pool": texts}, expected={"pool": 3}))
    assert sorted(path.name for path in folder.iterdir()) == [
        "pool.as_words.txt",
        "pool.ids.txt",
        "pool.words.txt",
        "statistics.json",
    ]
    assert lines(folder / "pool.words.txt") == ["good film", "one"]
    assert lines(folder / "pool.ids.txt") == ["p1", "p3"]
    counts = {"examples": 2, "tokens": 3, "mean_length": 1.5, "dropped": 1}
    assert statistics(folder)["splits"] == {"pool": counts}


def test_a_pool_stands_by_the_other_rule_too_line_by_line(preprocessed):
    """SST's rule knows no punctuation and keeps digits; a text that it empties stays as an empty line."""
    texts = [Example("p1", "Don't go in 1999!", None), Example("p2", "!", None), Example("p3", "one", None)]
    folder = preprocessed(corpus(classes=(), read=lambda _: {"pool": texts}, expected={"pool": 3}))
    assert lines(folder / "pool.words.txt") == ["do n't go in qqq !", "!", "one"]
    assert lines(folder / "pool.as_words.txt") == ["don t go in 1999", "", "one"]
