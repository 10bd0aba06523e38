"""Texts as JSON lines: what is read, and what is refused by its line."""

import json

import numpy as np
import pytest

from steady_attention.score import texts
from steady_attention.store.errors import UserError

LINE = {
    "text": "a good  film",
    "scores": [0.1, 0.7, 0.2],
    "label": 1,
    "prediction": "pos",
    "rationale": [0, 1, 0],
}


@pytest.fixture
def file(tmp_path):
    """A file of objects, or of raw lines."""

    def write(*lines):
        path = tmp_path / "mine.jsonl"
        raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
        path.write_bytes(b"".join(line + b"\n" for line in raw))
        return path

    return write


def changed(**changes):
    """LINE with these keys; None leaves one out."""
    return {key: value for key, value in {**LINE, **changes}.items() if value is not None}


def test_a_line(file):
    (one,) = texts.read(file(LINE))
    assert one.tokens == ("a", "good", "film") and one.id == "1" and one.where.endswith("mine.jsonl:1")
    assert one.scores.tolist() == [0.1, 0.7, 0.2] and one.rationale.tolist() == [False, True, False]
    assert (one.label, one.prediction) == (1, "pos")


def test_tokens_spans_ids_and_empty_lines(file):
    line = {"tokens": ["New York", "is", "big"], "rationale": [[0, 1], [2, 3]], "id": 7}
    one, other = texts.read(file(b"", line, b"", {"text": "x"}))
    assert one.tokens == ("New York", "is", "big") and one.rationale.tolist() == [True, False, True]
    assert (one.id, other.id, one.scores, other.rationale) == ("7", "4", None, None)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (changed(scores=[0.1, 0.7]), "mine.jsonl:2: scores: expected 3, one for each token, found 2"),
        (
            changed(scores=[0.1, float("nan"), 0.2]),
            r"mine.jsonl:2: scores\[1\]: expected a finite number .*, found nan",
        ),
        (
            changed(scores=[0.1, float("inf"), 0.2]),
            r"mine.jsonl:2: scores\[1\]: expected a finite number .*, found inf",
        ),
        (
            changed(scores=[0.1, "x", 0.2]),
            r"mine.jsonl:2: scores\[1\]: expected a finite number .*, found 'x'",
        ),
        (
            changed(scores=[0.1, True, 0.2]),
            r"mine.jsonl:2: scores\[1\]: expected a finite number .*, found True",
        ),
        (changed(scores=0.5), "mine.jsonl:2: scores: expected a list of numbers, found 0.5"),
        (changed(scores=None), "mine.jsonl:2: no scores, which .*mine.jsonl:1 has"),
        (changed(label=None), "mine.jsonl:2: no label, which .*mine.jsonl:1 has"),
        (
            changed(label=-1),
            "mine.jsonl:2: label: expected a class by its name or its number from 0, found -1",
        ),
        (changed(label=[1]), "mine.jsonl:2: label: expected a class"),
        (changed(text=None), "mine.jsonl:2: expected text or tokens, found neither"),
        (changed(tokens=["a"]), "mine.jsonl:2: expected text or tokens, found both"),
        (changed(text=" "), "mine.jsonl:2: the text has no tokens"),
        (changed(text=5), "mine.jsonl:2: text: expected a text, found 5"),
        (changed(text=None, tokens=["a", "", "b"]), r"mine.jsonl:2: tokens\[1\]: expected a text, found ''"),
        (changed(text="a \ud800 b"), "mine.jsonl:2: half a surrogate pair"),
        (changed(rationale=[0, 1]), "mine.jsonl:2: rationale: expected 3, one for each token, found 2"),
        (changed(rationale=[0, 2, 0]), r"mine.jsonl:2: rationale\[1\]: expected 0 or 1, found 2"),
        (
            changed(rationale=[[1, 4]]),
            r"mine.jsonl:2: rationale\[0\]: expected a span \[start, end\) of 3 tokens",
        ),
        (changed(rationale="x"), "mine.jsonl:2: rationale: expected a list"),
        (changed(id="1"), "mine.jsonl:2: the id '1' stands in .*mine.jsonl:1 too"),
        (changed(id=[1]), "mine.jsonl:2: id: expected a text or a number"),
        (changed(score=[1]), "mine.jsonl:2: unknown key 'score'; did you mean 'scores'"),
        (b'{"text": ', "mine.jsonl:2: not JSON"),
        (b"[1, 2]", "mine.jsonl:2: expected an object a line"),
        (b"[" * 100_000, "mine.jsonl:2: not JSON"),
        (b'{"text": "caf\xe9"}', "mine.jsonl:2: not UTF-8"),
        (b'{"text": "a\x00b"}', "mine.jsonl:2: a NUL byte"),
    ],
)
def test_what_is_refused(file, line, words):
    with pytest.raises(UserError, match=words):
        texts.read(file(changed(id="1"), line))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path, content):
    path = tmp_path / "mine.jsonl"
    path.write_bytes(content)
    with pytest.raises(UserError, match="mine.jsonl is empty, expected an object a line"):
        texts.read(path)


def test_no_file(tmp_path):
    with pytest.raises(UserError, match="mine.jsonl is not there"):
        texts.read(tmp_path / "mine.jsonl")


def test_classes_of_a_model(file):
    given = texts.read(file(changed(label="pos"), changed(label=0, prediction=1)))
    names = texts.classes(given, ("neg", "pos"))
    assert texts.numbers(given, "label", names).tolist() == [1, 0]
    assert texts.numbers(given, "prediction", names).tolist() == [1, 1]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (
            "poss",
            "label: the model has no class 'poss'; its classes are 0 neg, 1 pos; did you mean 'pos'",
        ),
        (2, "mine.jsonl:1: label: the model has no class 2; its classes are 0 neg, 1 pos"),
    ],
)
def test_a_label_that_the_model_lacks(file, label, words):
    with pytest.raises(UserError, match=words):
        texts.classes(texts.read(file(changed(label=label))), ("neg", "pos"))


def test_classes_without_a_model(file):
    assert texts.classes(texts.read(file(changed(label="b", prediction="a"))), None) == ("a", "b")
    assert texts.classes(texts.read(file(changed(label=2, prediction=0))), None) == ("0", "1", "2")
    assert texts.classes(texts.read(file(changed(label=None, prediction=None))), None) == ("0", "1")
    with pytest.raises(
        UserError, match="mine.jsonl:2: label: names and numbers of classes are mixed, found 'b'"
    ):
        texts.classes(texts.read(file(changed(prediction=1), changed(label="b", prediction=1))), None)


def test_cut(file):
    (one,) = texts.read(file(LINE))
    shorter = texts.cut(one, 2)
    assert shorter.tokens == ("a", "good") and shorter.scores.tolist() == [0.1, 0.7]
    np.testing.assert_array_equal(shorter.rationale, [False, True])
    assert texts.cut(texts.read(file({"text": "a b"}))[0], 1).scores is None
