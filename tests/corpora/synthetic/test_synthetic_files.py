"""Raw files of the synthetic corpora with pairs, word sentiment and candidates: read back, read strictly."""

import json
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.corpora import Example
from steady_attention.corpora.synthetic.corpus import read_examples, write_examples
from steady_attention.store.errors import UserError

CLASSES = ("attic", "cellar", "garden")
GOOD_LINE = {
    "id": "a-0",
    "text": "a gem .",
    "label": 1,
    "rationale": [[2, 5]],
    "second": "what ?",
    "polarity": [[2, 5, 1]],
    "candidates": [0, 1],
}
SENTENCES = st.text(st.characters(exclude_categories=["Cs"]), max_size=17).filter(str.strip)
ATOMS = st.none() | st.booleans() | st.integers(-3, 9) | st.floats(allow_nan=False) | st.text(max_size=3)
VALUES = st.recursive(ATOMS, lambda inner: st.lists(inner, max_size=3))


@st.composite
def spans(draw, length, *more):
    starts = st.integers(0, length - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, length), *more)
    )
    return tuple(draw(st.lists(starts, max_size=3)))


@st.composite
def made(draw):
    text, label = draw(SENTENCES), draw(st.integers(0, 2))
    further = draw(st.sets(st.integers(0, 2)))
    return Example(
        id=draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=5)),
        text=text,
        label=label,
        second=draw(st.none() | SENTENCES),
        rationale=draw(spans(len(text))),
        polarity=draw(spans(len(text), st.sampled_from([1, -1]))),
        candidates=tuple(sorted(further | {label})) if further else (),
    )


@given(st.lists(made(), min_size=1, max_size=5))
def test_every_example_comes_back(examples):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.jsonl"
        write_examples(path, examples)
        assert list(read_examples(path, CLASSES)) == examples


@given(st.sampled_from(sorted(GOOD_LINE)), VALUES)
def test_a_changed_value_is_an_error_or_comes_back_as_it_is(key, value):
    line = GOOD_LINE | {key: value}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.jsonl"
        path.write_bytes(json.dumps(line).encode())
        try:
            (example,) = read_examples(path, CLASSES)
        except UserError as error:
            assert f"{path}:1: " in str(error)
        else:
            assert json.loads(json.dumps(getattr(example, key))) == value


def test_what_an_example_lacks_is_not_written(tmp_path):
    path = tmp_path / "train.jsonl"
    example = Example("a-0", "a gem .", 1, "what ?", ((2, 5),), ((2, 5, 1),), (0, 1))
    write_examples(path, [example, Example("a-1", "a", 0), Example("a-2", "b", 2, polarity=((0, 1, -1),))])
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert lines[0] == GOOD_LINE
    assert [sorted(set(line) - {"id", "text", "label", "rationale"}) for line in lines[1:]] == [
        [],
        ["polarity"],
    ]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"third": 1}, "found ['candidates', 'id'"),
        ({"second": " "}, "as second, found ' '"),
        ({"second": None}, "as second, found None"),
        ({"polarity": None}, "a list of [start, end, 1 or -1] as polarity"),
        ({"polarity": [[2, 5]]}, "in the polarity, found [2, 5]"),
        ({"polarity": [[2, 5, 0]]}, "in the polarity, found [2, 5, 0]"),
        ({"polarity": [[2, 5, True]]}, "in the polarity, found [2, 5, True]"),
        ({"polarity": [[2, 5, 1, 1]]}, "in the polarity, found [2, 5, 1, 1]"),
        ({"polarity": [[2, 8, 1]]}, "the polarity [2, 8, 1] lies outside the text, which has 7"),
        ({"rationale": [[2, 5, 1]]}, "in the rationale, found [2, 5, 1]"),
        ({"candidates": None}, "as candidates, found None"),
        ({"candidates": [0, 2]}, "with the label 1 among them as candidates, found [0, 2]"),
        ({"candidates": [1, 0]}, "ascending"),
        ({"candidates": [1, 1]}, "ascending"),
        ({"candidates": [1, 3]}, "class indices"),
        ({"candidates": [False, 1]}, "class indices"),
        ({"candidates": [1, "2"]}, "class indices"),
    ],
)
def test_a_broken_value_is_named(change, complaint, tmp_path):
    path = tmp_path / "train.jsonl"
    path.write_text(f"{json.dumps(GOOD_LINE)}\n{json.dumps(GOOD_LINE | change)}\n")
    with pytest.raises(UserError, match=re.escape(f"{path}:2: ")) as caught:
        list(read_examples(path, CLASSES))
    assert complaint in str(caught.value)


@pytest.mark.parametrize("candidates", [[0], [None]])
def test_a_pool_has_no_candidates(candidates, tmp_path):
    path = tmp_path / "pool.jsonl"
    path.write_text(json.dumps(GOOD_LINE | {"label": None, "candidates": candidates}))
    with pytest.raises(UserError, match="as candidates"):
        list(read_examples(path, ()))
