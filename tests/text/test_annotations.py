"""What is known about single words, by hand."""

import pytest

from steady_attention.corpora import Example
from steady_attention.store.errors import UserError
from steady_attention.text.encoded import polarity_marks, raw_token_numbers
from tests.text.test_preprocess import array, rows
from tests.text.tiny_corpus import corpus

#       0         1
#       0123456789012345678
TEXT = "not good, very  bad"
WORDS = [(0, 3), (4, 8), (8, 9), (10, 14), (16, 19)]


def example(*spans):
    return Example("e5", TEXT, 1, polarity=spans)


def test_words_take_the_sentiment_of_their_span():
    assert polarity_marks(example((4, 8, 1), (10, 19, -1)), WORDS) == [0, 1, 0, -1, -1]
    assert polarity_marks(example(), WORDS) == [0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    "spans, said",
    [
        (((4, 8, 2),), "the polarity 2 is neither 1 nor -1"),
        (((4, 20, 1),), r"the polarity \[4, 20\) is not within its text of 19"),
        (((4, 6, 1), (6, 8, -1)), "'good' is said to be positive and negative"),
    ],
)
def test_what_is_refused(spans, said):
    with pytest.raises(UserError, match=said):
        polarity_marks(example(*spans), WORDS)


def test_words_know_the_raw_token_that_they_begin_in():
    """`good,` is one token of the raw text and two words; two blanks part two tokens."""
    assert raw_token_numbers(TEXT, WORDS) == [0, 1, 1, 2, 3]
    assert raw_token_numbers(" lead", [(1, 5)]) == [0]


def test_the_arrays_lie_beside_the_words(preprocessed):
    train = [Example("a1", TEXT, 1, polarity=((4, 8, 1), (16, 19, -1)), rationale=((4, 8),))]
    folder = preprocessed(corpus(train=train), boundaries=True)
    assert rows(folder, "train", "polarity") == [[0, 0, 1, 0, 0, -1, 0]]
    assert rows(folder, "train", "raw_tokens") == [[0, 0, 1, 1, 2, 3, 0]]
    assert array(folder, "train.raw_token_counts").tolist() == [4]
    assert array(folder, "dev.polarity").tolist() == [0] * 7  # where no example of the split has any


def test_words_outside_the_vocabulary_can_be_left_out_of_texts_and_arrays(preprocessed):
    """`not` and `very` stand in one training text; dev's text loses what no training text has."""
    train = [
        Example("a1", TEXT, 1, polarity=((4, 8, 1), (16, 19, -1)), rationale=((4, 8),)),
        Example("a2", "good , bad", 0),
    ]
    dev = [Example("d1", "a good sad bad", 0, polarity=((2, 6, 1), (7, 10, -1))), Example("d2", "sad sad", 1)]
    folder = preprocessed(corpus(train=train, dev=dev, minimum_frequency=2, unknown="drop"))
    lines = {split: (folder / f"{split}.words.txt").read_text().splitlines() for split in ("train", "dev")}
    assert lines == {"train": ["good , bad", "good , bad"], "dev": ["good bad", "sad sad"]}
    assert rows(folder, "train", "polarity") == [[1, 0, -1], [0, 0, 0]]
    assert rows(folder, "train", "raw_tokens") == [[1, 1, 3], [0, 1, 2]]
    assert array(folder, "train.raw_token_counts").tolist() == [4, 3]
    assert rows(folder, "dev", "polarity") == [[1, 0], [0, 0]]
    unknown = [row == [1, 1] for row in rows(folder, "dev")]
    assert unknown == [False, True]
