"""What preprocessing refuses, by split and id."""

import pytest

from steady_attention.corpora.corpus import Example
from steady_attention.pipeline.errors import UserError
from tests.text.tiny_corpus import DEV, TRAIN, corpus


def test_a_filter_that_leaves_nothing_is_refused(preprocessed):
    with pytest.raises(UserError, match=r"tiny: no text of dev is within the length filter \(2, None\)"):
        preprocessed(corpus(lengths=(2, None)), length_filter=True)


@pytest.mark.parametrize("split", ["train", "dev", "test"])
def test_an_empty_split_is_refused(preprocessed, split):
    with pytest.raises(UserError, match=f"tiny: the split {split} is empty"):
        preprocessed(corpus(**{split: []}))


@pytest.mark.parametrize("label", [2, -1, None])
def test_a_label_outside_the_classes_is_refused(preprocessed, label):
    with pytest.raises(UserError, match=rf"tiny: dev example 'b7' has the label {label}, expected 0\.\.1"):
        preprocessed(corpus(dev=[*DEV, Example("b7", "good", label)]))


@pytest.mark.parametrize("split", ["train", "dev", "test"])
def test_a_text_without_a_word_is_refused(preprocessed, split):
    with pytest.raises(UserError, match=f"tiny: {split} example 'e7' has no word: '.!'"):
        preprocessed(corpus(**{split: [*TRAIN, Example("e7", ".!", 0)]}, normalise="words"))


@pytest.mark.parametrize("span", [(0, 5), (-1, 2), (2, 2)])
def test_a_rationale_outside_its_text_is_refused(preprocessed, span):
    with pytest.raises(UserError, match=r"example 'b7': the rationale \[.* within its text of 4 characters"):
        preprocessed(corpus(dev=[Example("b7", "good", 1, rationale=(span,))]))


def test_a_pair_among_single_texts_is_refused(preprocessed):
    with pytest.raises(UserError, match="pairs of texts and single ones are mixed"):
        preprocessed(corpus(dev=[Example("b7", "good", 1, second="bad")]))


def test_another_number_of_examples_is_refused(preprocessed):
    with pytest.raises(UserError, match="tiny: dev of .* holds 1 examples, expected 5"):
        preprocessed(corpus(expected={"train": 3, "dev": 5, "test": 2}))


@pytest.mark.parametrize("id", ["b1", "two\nlines"])
def test_an_id_is_unique_and_one_line(preprocessed, id):
    with pytest.raises(UserError, match="expected an id of its own, on one line"):
        preprocessed(corpus(dev=[*DEV, Example(id, "good", 1)]))
