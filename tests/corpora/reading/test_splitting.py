"""Splits that are drawn: disjoint, complete, the same every time; repeated texts are counted."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.corpora import Example
from steady_attention.corpora.reading.splitting import Lined, hold_out, hold_out_lines
from steady_attention.store.errors import UserError
from tests.corpora.repeated import repeated

HERE = Path("train.csv")


def examples(labels):
    return [Example(str(number), "text", label) for number, label in enumerate(labels)]


@given(st.integers(2, 97), st.floats(0.01, 0.5), st.integers(0, 2**32 - 1))
def test_every_example_is_in_one_part(count, share, seed):
    given_examples = examples([0] * count)
    kept, held = hold_out(HERE, given_examples, share, seed)
    assert sorted(e.id for e in kept + held) == sorted(e.id for e in given_examples)
    assert kept and held and (kept, held) == hold_out(HERE, given_examples, share, seed)


def test_the_draw_is_a_permutation_whose_beginning_is_held_out():
    """That of numpy's RandomState, frozen for ever: 4 6 5 3 1 0 2 of seed 3."""
    order = [str(number) for number in np.random.RandomState(3).permutation(7)]
    kept, held = hold_out(HERE, examples([0] * 7), 2, 3)
    assert ([e.id for e in held], [e.id for e in kept]) == (["4", "6"], ["5", "3", "1", "0", "2"])
    assert order == ["4", "6", "5", "3", "1", "0", "2"]


def test_a_number_and_a_share():
    assert [len(part) for part in hold_out(HERE, examples([0] * 17), 5, 0)] == [12, 5]
    assert [len(part) for part in hold_out(HERE, examples([0] * 17), 0.15, 0)] == [14, 3]


def test_stratified_parts_keep_the_shares_of_the_classes():
    _, held = hold_out(HERE, examples([0] * 70 + [1] * 30), 0.2, 13478, stratified=True)
    assert [e.label for e in held].count(1) == 6 and len(held) == 20


@pytest.mark.parametrize(
    "labels, share, stratified",
    [([], 0.2, False), ([0], 0.2, False), ([0] * 5, 5, False), ([0] * 9 + [1] * 4, 0.2, True)],
)
def test_too_few_to_hold_out(labels, share, stratified):
    with pytest.raises(UserError, match=r"train\.csv holds .* too few to hold out"):
        hold_out(HERE, examples(labels), share, 0, stratified)


@given(st.lists(st.integers(0, 2), min_size=11, max_size=47), st.booleans(), st.integers(0, 99))
def test_lines_are_drawn_as_examples_are(labels, stratified, seed):
    """Every third line is left out; the others are read from their places in the file, in the order drawn."""

    def parse(line):
        return None if line.number % 3 == 0 else Example(f"{line.number}", line.text, int(line.text[-1]))

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.csv"
        path.write_text("".join(f"é{'x' * (n % 5)}{label}\n" for n, label in enumerate(labels)), "utf-8")
        source = Lined(path, parse)
        try:
            wanted = hold_out(path, list(source), 0.3, seed, stratified)
        except UserError:
            with pytest.raises(UserError, match="too few to hold out"):
                hold_out_lines(source, 0.3, seed, stratified)
        else:
            assert tuple(map(list, hold_out_lines(source, 0.3, seed, stratified))) == wanted


def test_the_errors_of_a_file_are_those_of_drawing(tmp_path):
    path = tmp_path / "train.csv"
    path.write_bytes(b"a\n\nb\n")
    with pytest.raises(UserError, match=r"train\.csv:2: an empty line"):
        hold_out_lines(Lined(path, lambda line: Example("1", line.text, 0)), 0.5, 0)


def test_repeated_texts_are_counted_by_hand():
    texts = {"train": "abbcc", "dev": "adcc", "test": "e"}
    splits = {s: [Example(f"{s}-{n}", t, 0) for n, t in enumerate(found)] for s, found in texts.items()}
    assert repeated(splits) == {
        "within": {"train": 2, "dev": 1, "test": 0},
        "between": {"train, dev": 3, "train, test": 0, "dev, test": 0},
    }
    pairs = {"train": [Example("1", "a", 0, "b")], "test": [Example("2", "a", 0, "c")]}
    assert repeated(pairs)["between"] == {"train, test": 0}
