"""What synthetic corpora are made with: choices, spans, and raw files that are read strictly."""

import json
import re
from collections import Counter

import pytest

from steady_attention.corpora import Example
from steady_attention.corpora.synthetic.corpus import read_examples, write_examples
from steady_attention.corpora.synthetic.text import (
    article,
    by_rank,
    generator,
    pick,
    pick_ranked,
    pick_weighted,
    spell,
)
from steady_attention.store.errors import UserError

GOOD_LINE = {"id": "a-0", "text": "a gem .", "label": 1, "rationale": [[2, 5]]}


def test_spell_by_hand():
    clause = [("it is", False), ("far from", True), ("a", False), ("gem", True), (".", False)]
    assert spell(clause) == ("it is far from a gem .", ((6, 14), (17, 20)))


def test_choices_by_hand():
    assert by_rank(["a b c", "d", "e f"]) == ("a", "d", "e", "b", "f", "c")
    assert (article("ordeal"), article("gem")) == ("an", "a")
    rng = generator("a test")
    assert set(pick(rng, "ab") for _ in range(31)) == {"a", "b"}
    ranked = Counter(pick_ranked(rng, ("x", "y", "z")) for _ in range(11_000))
    assert [round(ranked[w] / 1000) for w in "xyz"] == [6, 3, 2]  # 1 : 1/2 : 1/3 of 11
    weighted = Counter(pick_weighted(rng, {"x": 0, "y": 3, "z": 1}) for _ in range(4000))
    assert weighted["x"] == 0 and 2850 < weighted["y"] < 3150


def test_a_generator_belongs_to_its_name():
    draws = [generator(name).random() for name in ("this", "this", "that")]
    assert draws[0] == draws[1] != draws[2]


def test_raw_file_by_hand(tmp_path):
    path = tmp_path / "train.jsonl"
    examples = [Example("a-0", "a gem .", 1, rationale=((2, 5),)), Example("a-1", "caf\u00e9\u2028?", 0)]
    write_examples(path, examples)
    lines = path.read_bytes().decode().split("\n")
    assert json.loads(lines[0]) == GOOD_LINE and lines[2] == "" and len(lines) == 3
    assert list(read_examples(path, ("negative", "positive"))) == examples


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"id": "a-1",', "malformed JSON"),
        ("", "malformed JSON"),
        ("\udcff", "malformed JSON"),
        ("[1]", "found list"),
        (json.dumps({"id": "a-1", "text": "x", "label": 0}), "the keys id, text, label, rationale"),
        (json.dumps(GOOD_LINE | {"extra": 1}), "the keys id, text, label, rationale"),
        (json.dumps(GOOD_LINE | {"id": 3}), "a string as id"),
        (json.dumps(GOOD_LINE | {"text": " "}), "at least one word"),
        (json.dumps(GOOD_LINE | {"label": 2}), "an integer from 0 to 1 as label, found 2"),
        (json.dumps(GOOD_LINE | {"label": True}), "as label, found True"),
        (json.dumps(GOOD_LINE | {"label": None}), "as label, found None"),
        (json.dumps(GOOD_LINE | {"rationale": None}), "a list of [start, end]"),
        (json.dumps(GOOD_LINE | {"rationale": [[2]]}), "found [2]"),
        (json.dumps(GOOD_LINE | {"rationale": [[2, 5.0]]}), "found [2, 5.0]"),
        (json.dumps(GOOD_LINE | {"rationale": [[2, 8]]}), "[2, 8] lies outside the text, which has 7"),
        (json.dumps(GOOD_LINE | {"rationale": [[-1, 5]]}), "lies outside"),
        (json.dumps(GOOD_LINE | {"rationale": [[5, 5]]}), "lies outside"),
    ],
)
def test_a_broken_line_is_named(line, complaint, tmp_path):
    path = tmp_path / "train.jsonl"
    content = f"{json.dumps(GOOD_LINE)}\n{line}\n{json.dumps(GOOD_LINE)}\n"
    path.write_bytes(content.encode("utf-8", errors="surrogateescape"))
    with pytest.raises(UserError, match=re.escape(f"{path}:2: ")) as caught:
        list(read_examples(path, ("negative", "positive")))
    assert complaint in str(caught.value)


def test_a_pool_holds_no_label_and_a_missing_file_is_named(tmp_path):
    path = tmp_path / "pool.jsonl"
    with pytest.raises(UserError, match="pool.jsonl is missing"):
        list(read_examples(path, ()))
    write_examples(path, [Example("p-0", "a gem .", 1)])
    with pytest.raises(UserError, match="expected null as label, found 1"):
        list(read_examples(path, ()))
