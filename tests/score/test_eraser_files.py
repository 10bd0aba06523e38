"""ERASER's files: annotations and predictions read, and what `score` writes read again."""

import json

import numpy as np
import pytest

from steady_attention.evaluation import eraser
from steady_attention.score import eraser_files
from steady_attention.store.errors import UserError

DOCUMENTS = {"one": "a good\nfilm , indeed\n", "two": "the worst of all"}
SPAN = {"docid": "one", "start_token": 1, "end_token": 3, "text": "good film"}
ONE = {"annotation_id": "one", "classification": "POS", "evidences": [[SPAN]], "query": "?", "docids": None}
TWO = {"annotation_id": "two", "classification": "NEG", "evidences": []}
SOFT = {"docid": "one", "soft_rationale_predictions": [0, 0.5, 0.3, 0, 0.2]}
HARD = {"docid": "one", "hard_rationale_predictions": [{"start_token": 1, "end_token": 2}]}


def annotated(folder):
    """A data set of two reviews."""
    (folder / "docs").mkdir(parents=True)
    for name, text in DOCUMENTS.items():
        (folder / "docs" / name).write_text(text)
    write(folder / "test.jsonl", ONE, TWO)
    return folder


@pytest.fixture
def folder(tmp_path):
    """That data set."""
    return annotated(tmp_path / "data")


def write(path, *lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def predicted(folder, **changes):
    line = {"annotation_id": "one", "rationales": [SOFT], "classification": "NEG"}
    return write(folder / "mine.jsonl", {**line, **changes})


def test_annotations(folder):
    path = folder / "test.jsonl"
    assert eraser_files.is_annotations(path) and not eraser_files.is_annotations(predicted(folder))
    one, two = eraser_files.read(path, path)
    assert one.tokens == ("a", "good", "film", ",", "indeed") and one.rationale.tolist() == [0, 1, 1, 0, 0]
    assert (one.label, two.label, two.tokens[0], two.rationale.any()) == ("POS", "NEG", "the", False)


@pytest.mark.parametrize(("given", "scores"), [(SOFT, [0, 0.5, 0.3, 0, 0.2]), (HARD, [0, 1, 0, 0, 0])])
def test_predictions(folder, given, scores):
    (one,) = eraser_files.read(predicted(folder, rationales=[given]), folder / "test.jsonl")
    assert one.scores.tolist() == scores and (one.label, one.prediction) == ("POS", "NEG")
    assert one.rationale.tolist() == [0, 1, 1, 0, 0] and one.where.endswith("mine.jsonl:1")


def test_what_is_written_is_read_again(folder):
    scores = [np.array([0.125, 3, -1, 0, 2]), np.array([1, 0, 0, 2.5])]
    probabilities = np.array([[0.25, 0.75], [0.9, 0.1]])
    written = eraser.to_jsonl(eraser.instances(["one", "two"], scores, 0.4, probabilities, ["NEG", "POS"]))
    (folder / "mine.jsonl").write_text(written)
    found = eraser_files.read(folder / "mine.jsonl", folder / "test.jsonl")
    assert [one.scores.tolist() for one in found] == [row.tolist() for row in scores]
    assert [one.prediction for one in found] == ["POS", "NEG"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"annotation_id": "onee"},
            "mine.jsonl:1: .*test.jsonl has no annotation 'onee'; did you mean 'one'",
        ),
        ({"annotation_id": None}, "mine.jsonl:1: annotation_id: expected a text, found None"),
        ({"rationales": []}, "mine.jsonl:1: rationales: expected one document's, found 0"),
        (
            {"rationales": [{"docid": "one"}]},
            "mine.jsonl:1: rationales: expected soft or hard_rationale_predictions",
        ),
        (
            {"rationales": [{"soft_rationale_predictions": [1, 2]}]},
            "mine.jsonl:1: soft_rationale_predictions: expected 5, one for each token, found 2",
        ),
        (
            {"rationales": [{"hard_rationale_predictions": [{"start_token": 3, "end_token": 9}]}]},
            r"mine.jsonl:1: hard_rationale_predictions\[0\]: expected a span",
        ),
    ],
)
def test_predictions_that_are_refused(folder, changes, words):
    with pytest.raises(UserError, match=words):
        eraser_files.read(predicted(folder, **changes), folder / "test.jsonl")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            {**ONE, "evidences": [[{**SPAN, "end_token": 9}]]},
            r"evidences: expected a span of the 5 tokens of one",
        ),
        (
            {**ONE, "annotation_id": "three", "evidences": []},
            "expected one document in .*docs, found 0 of 'three'",
        ),
        ({**TWO, "classification": None}, "test.jsonl:1: classification: expected a text"),
    ],
)
def test_annotations_that_are_refused(folder, line, words):
    with pytest.raises(UserError, match=words):
        eraser_files.read(predicted(folder), write(folder / "test.jsonl", line))


def test_an_annotation_twice(folder):
    with pytest.raises(UserError, match="test.jsonl:2: annotation_id 'one' stands in .*test.jsonl:1 too"):
        eraser_files.read(predicted(folder), write(folder / "test.jsonl", ONE, ONE))


def test_no_annotations(folder):
    with pytest.raises(UserError, match="--annotations: .*none.jsonl is not there"):
        eraser_files.read(predicted(folder), folder / "none.jsonl")
