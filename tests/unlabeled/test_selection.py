"""Drawing unlabeled sentences: the prefix property, what is left out, the encoding, the errors."""

import json

import numpy as np
import pytest

from steady_attention.pipeline.errors import UserError
from steady_attention.unlabeled import selection

POOL = ["a new film", "", "the plot thickens", "a film", "it rains", "new new film", "the end"]
TRAIN, TEST = ["a film"], ["it rains"]
IDS = {"a": 0, "film": 1, "new": 2, "the": 3}  # after the special words; the others are unknown


def write_inputs(folder, boundaries=False, pool=POOL):
    labeled, pooled = folder / "labeled", folder / "pool"
    special = ["<pad>", "<unk>", *(["<sos>", "<eos>"] if boundaries else [])]
    for path in (labeled, pooled):
        path.mkdir()
    (labeled / "vocabulary.txt").write_text("\n".join([*special, *IDS]) + "\n")
    (labeled / "train.words.txt").write_text("\n".join(TRAIN) + "\n")
    (labeled / "test.words.txt").write_text("\n".join(TEST) + "\n")
    statistics = {"boundaries": boundaries, "splits": {"train": {}, "test": {}}}
    (labeled / "statistics.json").write_text(json.dumps(statistics))
    (pooled / "pool.words.txt").write_text("\n".join(pool) + "\n")
    return {"labeled": labeled, "pool": pooled}


def draw(work, inputs, amount=4, seed=0, strategy="random"):
    """The drawn sentences as lists of ids, and the statistics."""
    work.mkdir()
    said = []
    selection.compute(work, inputs, {"strategy": strategy, "seed": seed, "amount": amount}, said.append)
    assert said == [
        f"{strategy}: {amount} of {json.loads((work / 'statistics.json').read_text())['available']} sentences"
    ]
    tokens, offsets = np.load(work / "tokens.npy"), np.load(work / "offsets.npy")
    assert (tokens.dtype, offsets.dtype, offsets[0], offsets[-1]) == (np.int32, np.int64, 0, len(tokens))
    sentences = [part.tolist() for part in np.split(tokens, offsets[1:-1])]
    return sentences, json.loads((work / "statistics.json").read_text())


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
        name: draw(tmp_path / name, inputs, 31, seed)[0] for name, seed in (("a", 5), ("b", 5), ("c", 6))
    }
    assert drawn["a"] == drawn["b"] != drawn["c"]
    for name in ("tokens.npy", "offsets.npy", "statistics.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"strategy": "nearest"}, "unknown strategy 'nearest'; expected one of: random"),
        ({"amount": 5}, "asks for 5 sentences, but .*pool.words.txt has only 4 usable ones of 7"),
        ({"amount": 0}, "expected at least 1 sentence, found 0"),
        ({"seed": -1}, "expected an integer from 0 on, found -1"),
    ],
)
def test_what_cannot_be_drawn_is_an_error_and_writes_nothing(arguments, complaint, tmp_path):
    inputs = write_inputs(tmp_path)
    with pytest.raises(UserError, match=complaint):
        draw(tmp_path / "work", inputs, **arguments)
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.parametrize("name", ["labeled/vocabulary.txt", "labeled/test.words.txt", "pool/pool.words.txt"])
def test_a_missing_input_is_named(name, tmp_path):
    inputs = write_inputs(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(UserError, match=f"{name} is missing"):
        draw(tmp_path / "work", inputs)


def test_a_vocabulary_without_boundaries_is_refused_where_they_are_needed(tmp_path):
    inputs = write_inputs(tmp_path)
    (inputs["labeled"] / "statistics.json").write_text('{"boundaries": true, "splits": {"train": {}}}')
    with pytest.raises(
        UserError, match="expected the first lines <pad>, <unk>, <sos>, <eos>, found <pad>, <unk>, a"
    ):
        draw(tmp_path / "work", inputs)
