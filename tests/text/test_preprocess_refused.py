"""What preprocessing refuses, by split and id."""

import pytest

from steady_attention.corpora import Example
from steady_attention.store.errors import UserError
from steady_attention.text import preprocess
from tests.settings.user_data import MINE, rows
from tests.text.tiny_corpus import DEV, TEST, TRAIN, corpus


def test_a_filter_that_leaves_nothing_is_refused(preprocessed):
    with pytest.raises(UserError, match=r"tiny: no text of dev is within the length filter \(2, None\)"):
        preprocessed(corpus(lengths=(2, None)), length_filter=True)


@pytest.mark.parametrize("split", ["train", "dev", "test"])
def test_an_empty_split_is_refused(preprocessed, split):
    with pytest.raises(UserError, match=f"tiny: the split {split} is empty"):
        preprocessed(corpus(**{split: []}))


@pytest.mark.parametrize("split", ["train", "dev", "test"])
def test_a_split_without_the_positive_class_is_refused(preprocessed, split):
    text = f"tiny: {split} has no text of the class 'positive' among 1, expected at least one"
    with pytest.raises(UserError, match=text):
        preprocessed(corpus(**{split: [Example("b7", "bad", 0)]}))


def test_what_the_length_filter_leaves_needs_the_positive_class(preprocessed):
    test = [Example("c1", "a bad film", 0), Example("c2", "so bad", 0), Example("c3", "good", 1)]
    splits = {"dev": [*DEV, *test[:2], Example("b8", "a good film", 1)], "test": test}
    assert preprocessed(corpus(**splits))
    with pytest.raises(UserError, match="tiny: test has no text of the class 'positive' among 1"):
        preprocessed(corpus(**splits, lengths=(1, None)), length_filter=True)


def test_of_three_classes_the_score_is_the_accuracy(preprocessed):
    assert preprocessed(corpus(dev=[Example("b7", "bad", 0)], classes=("bad", "good", "so")))


@pytest.mark.parametrize("label", [2, -1, None])
def test_a_label_outside_the_classes_is_refused(preprocessed, label):
    with pytest.raises(UserError, match=rf"tiny: dev example 'b7' has the label {label}, expected 0\.\.1"):
        preprocessed(corpus(dev=[*DEV, Example("b7", "good", label)]))


@pytest.mark.parametrize("split", ["train", "dev", "test"])
def test_a_text_without_a_word_is_refused(preprocessed, split):
    with pytest.raises(UserError, match=f"^{split} example 'e7' has no word: '.!'$"):
        preprocessed(corpus(**{split: [*TRAIN, Example("e7", ".!", 0)]}, normalise="words"))


def test_twenty_texts_without_a_word_are_named_and_the_rest_counted(preprocessed):
    with pytest.raises(UserError) as caught:
        wordless = [Example(f"e{number}", "?", 0) for number in range(57)]
        test = [*TEST, Example("e61", "!", 1)]
        preprocessed(corpus(dev=[*DEV, *wordless], test=test, normalise="words"))
    lines = str(caught.value).split("\n")
    assert lines[19] == "dev example 'e19' has no word: '?'"
    assert lines[20:] == ["and 38 more texts without a word"]


def test_rows_of_a_user_without_a_word_are_named_over_all_splits(tmp_path):
    """By file and line, with what to do; a split of nothing else is no empty one."""
    texts = {"train": ["a film", "??", "no film"], "dev": ["yes", "no"], "test": ["!", "."]}
    rows = [(part, text, ("bad", "good")[n % 2]) for part in texts for n, text in enumerate(texts[part])]
    table = "".join("\t".join(row) + "\n" for row in [("part", "review", "mood"), *rows])
    (tmp_path / "a.tsv").write_text(table.replace("film\tbad", "film\tgood", 1), encoding="utf-8")
    form = MINE | {"splits": {"file": "a.tsv", "column": "part"}, "normalise": "words"}
    arguments = {"corpus": "mine", "own": form, "boundaries": False, "length_filter": False}
    with pytest.raises(UserError) as caught:
        preprocess.compute(tmp_path, {"raw": tmp_path}, arguments, lambda _: None)
    assert str(caught.value).split("\n") == [
        "data/own/a.tsv:3 has no word: '??'",
        "data/own/a.tsv:7 has no word: '!'",
        "data/own/a.tsv:8 has no word: '.'",
        "corpora.mine.normalise is words, which leaves no word of them: mend or delete these rows, or take "
        "the other rule",
    ]


def test_a_minimum_frequency_that_leaves_no_word_is_refused(preprocessed, tmp_path):
    assert preprocessed(corpus(minimum_frequency=2))
    text = "tiny: the minimum frequency is 5, but no word stands in that many .* 'film', stands in 3"
    with pytest.raises(UserError, match=text):
        preprocessed(corpus(minimum_frequency=5))
    (tmp_path / "a.tsv").write_text(rows(60), encoding="utf-8")
    form = MINE | {"minimum_frequency": 1000}
    arguments = {"corpus": "mine", "own": form, "boundaries": True, "length_filter": False}
    with pytest.raises(UserError, match="^corpora.mine.minimum_frequency is 1000, .* stands in 36$"):
        preprocess.compute(tmp_path, {"raw": tmp_path}, arguments, lambda _: None)


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
