"""What is remarked before training: very long texts, classes that dev or test lack."""

import pytest

from steady_attention.corpora import Example
from steady_attention.text import remarks
from tests.text.tiny_corpus import DEV, TRAIN, corpus

BOTH = [*DEV, Example("b7", "bad", 0)]


def test_an_ordinary_data_set_has_none(preprocessed):
    assert (
        remarks.warnings(
            "tiny", preprocessed(corpus(train=[*TRAIN, Example("a5", "so " * 10_000, 1)], dev=BOTH))
        )
        == []
    )


@pytest.mark.parametrize("own", ["", "data/own/"])
def test_the_longest_text_is_named(preprocessed, own):
    folder = preprocessed(corpus(dev=[*DEV, Example("b.tsv:7", "so " * 10_007, 0)]))
    (line,) = remarks.warnings("tiny", folder, own)
    assert line.startswith(
        f"tiny: the text {own}b.tsv:7 of dev has 10,007 words: a recurrent encoder pads a batch"
    )
    folder = preprocessed(
        corpus(train=[Example("a7", "so " * 10_009, 0), *TRAIN, Example("a8", "so " * 10_037, 0)], dev=BOTH)
    )
    (line,) = remarks.warnings("tiny", folder)
    assert line.startswith(
        "tiny: the text a8 of train has 10,037 words (2 texts have over 10,000): a recurrent"
    )


def test_absent_classes_are_named(preprocessed):
    three = preprocessed(corpus(classes=("bad", "good", "x")))
    assert remarks.warnings("tiny", three) == [
        "tiny: dev has no text of the classes 'bad', 'x': macro F1 counts them as 0",
        "tiny: test has no text of the class 'x': macro F1 counts it as 0",
    ]
    eleven = preprocessed(corpus(classes=("bad", "good", *"abcdefghi")))
    assert "'bad', 'a', 'b', 'c', 'd' and 5 more: macro F1" in remarks.warnings("tiny", eleven)[0]
