"""Drawing unlabeled sentences: the prefix property, what is left out, the encoding, the errors."""

import json

import pytest

from steady_attention.store.errors import UserError
from tests.unlabeled.pools import draw, write_inputs, write_lines

WRAPPED = {"boundaries": True, "splits": {"train": {}}, "normalise": "qqq", "unknown": "keep"}


def test_sentences_are_encoded_and_labeled_and_empty_ones_left_out(tmp_path):
    sentences, statistics = draw(tmp_path / "work", write_inputs(tmp_path))
    assert sorted(sentences) == [[2, 4, 3], [4, 4, 3], [5, 1], [5, 1, 1]]
    assert statistics == {
        "strategy": "random",
        "seed": 0,
        "amount": 4,
        "pool": 7,
        "left_out": {"empty": 1, "labeled": 2},
        "available": 4,
        "tokens": 11,
        "mean_length": 2.75,
        "out_of_vocabulary": 3,
    }


def test_boundaries_of_the_labeled_dataset_are_added(tmp_path):
    sentences, statistics = draw(tmp_path / "work", write_inputs(tmp_path, boundaries=True))
    assert sorted(sentences) == [[2, 4, 6, 5, 3], [2, 6, 6, 5, 3], [2, 7, 1, 1, 3], [2, 7, 1, 3]]
    assert (statistics["tokens"], statistics["out_of_vocabulary"]) == (11, 3)


def test_the_first_n_are_the_selection_of_size_n(tmp_path):
    pool = [" ".join(["new"] * length) for length in range(1, 102)]
    inputs = write_inputs(tmp_path, pool=pool)
    whole, _ = draw(tmp_path / "whole", inputs, amount=101)
    part, _ = draw(tmp_path / "part", inputs, amount=37)
    assert part == whole[:37]
    assert sorted(map(len, whole)) == list(range(1, 102)) != list(map(len, whole))


def test_equal_seeds_give_equal_bytes_and_others_do_not(tmp_path):
    inputs = write_inputs(tmp_path, pool=[" ".join(["new"] * length) for length in range(1, 54)])
    drawn = {
        name: draw(tmp_path / name, inputs, amount=31, seed=seed)[0]
        for name, seed in (("a", 5), ("b", 5), ("c", 6))
    }
    assert drawn["a"] == drawn["b"] != drawn["c"]
    for name in ("tokens.npy", "offsets.npy", "statistics.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"strategy": "nearest"}, "unknown strategy 'nearest'; expected one of: random, ann_bow, ann"),
        ({"amount": 5}, "asks for 5 sentences, but .*pool.words.txt has only 4 usable ones .*.empty.: 1"),
        (
            {"strategy": "ann_bow", "backend": "annoy"},
            "annoy misses most .*; expected exact, or unlabeled.str",
        ),
        ({"amount": 0}, "expected at least 1 sentence, found 0"),
        ({"seed": -1}, "expected an integer from 0 on, found -1"),
    ],
)
def test_what_cannot_be_drawn_is_an_error_and_writes_nothing(arguments, complaint, tmp_path):
    inputs = write_inputs(tmp_path)
    with pytest.raises(UserError, match=complaint):
        draw(tmp_path / "work", inputs, **arguments)
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.parametrize(
    "name",
    ["labeled/vocabulary.txt", "labeled/test.words.txt", "pool/pool.words.txt", "pool/statistics.json"],
)
def test_a_missing_input_is_named(name, tmp_path):
    inputs = write_inputs(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(UserError, match=f"{name} is missing"):
        draw(tmp_path / "work", inputs)


def test_a_vocabulary_without_boundaries_is_refused_where_they_are_needed(tmp_path):
    inputs = write_inputs(tmp_path)
    (inputs["labeled"] / "statistics.json").write_text(json.dumps(WRAPPED))
    with pytest.raises(
        UserError, match="expected the first lines <pad>, <unk>, <sos>, <eos>, found <pad>, <unk>, a"
    ):
        draw(tmp_path / "work", inputs)


def test_a_pool_of_another_rule_is_read_under_the_labeled_datasets(tmp_path):
    """The pool's own words would be `do n't`, `qqq`; under the rule "words" they are `don t`, `7`."""
    inputs = write_inputs(tmp_path, rules=("qqq", "words"), pool=["a new film", "qqq", "a - film", "..."])
    write_lines(inputs["pool"] / "pool.as_words.txt", ["a new film", "7", "a film", ""])
    sentences, statistics = draw(tmp_path / "work", inputs, amount=2)
    assert sorted(sentences) == [[1], [2, 4, 3]]
    assert statistics["left_out"] == {"empty": 1, "labeled": 1}, "`a - film` is the labeled `a film` there"


def test_a_pool_without_the_labeled_datasets_rule_is_refused(tmp_path):
    inputs = write_inputs(tmp_path, rules=("qqq", "words"))
    with pytest.raises(UserError, match="pool.as_words.txt is missing: .* rule 'qqq' .* by 'words'"):
        draw(tmp_path / "work", inputs)


def test_words_spelt_like_special_rows_are_unknown(tmp_path):
    sentences, _ = draw(tmp_path / "work", write_inputs(tmp_path, pool=["<pad> film <unk>"]), amount=1)
    assert sentences == [[1, 3, 1]]


def test_random_selection_reads_no_vectors_and_no_search_settings(tmp_path):
    inputs = write_inputs(tmp_path)
    del inputs["vectors"]
    assert len(draw(tmp_path / "work", inputs)[0]) == 4
