"""The files of a small corpus of pairs by hand."""

import numpy as np
import pytest

from steady_attention.corpora import Example
from steady_attention.store.errors import UserError
from tests.text.test_preprocess import array, lines, rows, statistics
from tests.text.tiny_corpus import corpus

CLASSES = ("here", "there", "away")
TRAIN = [
    Example("a1", "Ann is here", 0, "where is Ann?", candidates=(0, 2)),
    Example("a2", "Bo left", 2, "where", candidates=(2,)),
]
DEV = [Example("b1", "Bo is there", 1, "Where is Bo", candidates=(0, 1, 2))]
TEST = [Example("c1", "Cy", 0, "who", candidates=(0,))]


@pytest.fixture
def folder(preprocessed):
    return preprocessed(corpus(TRAIN, DEV, TEST, classes=CLASSES))


def test_one_vocabulary_has_the_words_of_both_texts(folder):
    """By the number of texts that hold a word, then by the alphabet: ann, is and where stand in two."""
    words = ["<pad>", "<unk>", "ann", "is", "where", "?", "bo", "here", "left"]
    assert lines(folder / "vocabulary.txt") == words


def test_both_texts_are_encoded(folder):
    assert rows(folder, "train") == [[2, 3, 7], [6, 8]]
    assert rows(folder, "train.second") == [[4, 3, 2, 5], [4]]
    assert lines(folder / "train.second.words.txt") == ["where is ann ?", "where"]
    assert rows(folder, "test") == [[1]] and rows(folder, "test.second") == [[1]]


def test_boundaries_wrap_both(preprocessed):
    folder = preprocessed(corpus(TRAIN, DEV, TEST, classes=CLASSES), boundaries=True)
    assert rows(folder, "train.second")[1] == [2, 6, 3]


def test_a_corpus_may_have_boundaries_of_its_own(preprocessed):
    """In the place of what the profile says."""
    one = corpus(TRAIN, DEV, TEST, classes=CLASSES, boundaries=True)
    assert rows(preprocessed(one, boundaries=False), "train.second")[1] == [2, 6, 3]


def test_candidates_are_kept(folder):
    assert array(folder, "train.candidates").tolist() == [0, 2, 2]
    assert array(folder, "train.candidates.offsets").tolist() == [0, 2, 3]
    assert array(folder, "dev.candidates").dtype == np.int32


def test_the_statistics_count_both(folder):
    found = statistics(folder)
    assert found["pair"] is True
    assert found["splits"]["train"] | {"labels": {}} == {
        "examples": 2,
        "labels": {},
        "tokens": 10,
        "mean_length": 5.0,
        "dropped": 0,
        "out_of_vocabulary": 0,
    }
    assert found["splits"]["test"]["out_of_vocabulary"] == 2


@pytest.mark.parametrize(
    "example, said",
    [
        (Example("b7", "Bo", 1), "pairs of texts and single ones are mixed"),
        (Example("b7", "Bo", 1, "?!"), None),
        (Example("b7", "Bo", 1, ""), "'b7' has no word: ('Bo', '')"),
        (Example("b7", "Bo", 1, "who", candidates=(0, 2)), r"the answer 1 is not among (0, 2)"),
        (Example("b7", "Bo", 1, "who", candidates=(1, 3)), r"candidates (1, 3) outside 0..2"),
    ],
)
def test_what_is_refused(preprocessed, example, said):
    def run():
        preprocessed(corpus(TRAIN, [*DEV, example], TEST, classes=CLASSES))

    if said is None:
        return run()
    with pytest.raises(UserError) as caught:
        run()
    assert said in str(caught.value)


def test_candidates_of_two_classes_are_refused(preprocessed):
    train = [Example("a1", "Ann", 0, "who", candidates=(0, 1))]
    with pytest.raises(UserError, match="candidates need more than two classes"):
        preprocessed(corpus(train, train, train))
