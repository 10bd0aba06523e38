"""A user's own corpus: splits as given or drawn, labels in the order of the classes, no row left out."""

from collections import Counter

import pytest

from steady_attention import corpora
from steady_attention.pipeline.errors import UserError
from tests.corpora.loaded import loaded

FORM = {
    "splits": {"file": "a.tsv", "column": "part"},
    "text": "review",
    "second": None,
    "label": "mood",
    "classes": ["bad", "good"],
    "minimum_frequency": 3,
    "normalise": "words",
}
TABLE = "part\treview\tmood\ntrain\ta film\tgood\ndev\tno film\tbad\ntest\tfilm\tgood\ntrain\tfilms\tbad\n"
GIVEN = {"train": "a.tsv", "dev": "b.jsonl", "test": "c.csv"}
DRAWN = {"file": "a.tsv", "dev": 0.1, "test": 0.3, "seed": 0}


def corpus(**changes):
    return corpora.of({"corpus": "mine", "own": FORM | changes})


def read(folder, content=TABLE, **changes):
    (folder / "a.tsv").write_text(content, encoding="utf-8", newline="")
    return loaded(corpus(**changes).examples(folder))


def test_the_section_says_how_it_is_preprocessed():
    found = corpus()
    assert (found.name, found.classes, found.minimum_frequency) == ("mine", ("bad", "good"), 3)
    assert found.normalise == "words" and found.expected is None and found.files == ()


def test_splits_named_in_a_column_by_hand(tmp_path):
    splits = read(tmp_path)
    found = {split: [(e.id, e.text, e.label, e.second) for e in splits[split]] for split in splits}
    assert found == {
        "train": [("a.tsv:2", "a film", 1, None), ("a.tsv:5", "films", 0, None)],
        "dev": [("a.tsv:3", "no film", 0, None)],
        "test": [("a.tsv:4", "film", 1, None)],
    }


def test_a_file_a_split_each_of_its_own_format(tmp_path):
    (tmp_path / "b.jsonl").write_text('{"review": "b", "mood": 2, "more": [1]}\n', encoding="utf-8")
    (tmp_path / "c.csv").write_text('mood,review\n"1","c, d"\n', encoding="utf-8")
    splits = read(tmp_path, "review\tmood\na\t1\ne\t2\n", splits=GIVEN, classes=["2", "1"])
    assert {split: [(e.text, e.label) for e in splits[split]] for split in splits} == {
        "train": [("a", 1), ("e", 0)],
        "dev": [("b", 0)],
        "test": [("c, d", 1)],
    }


def test_pairs_have_their_second_text(tmp_path):
    table = (
        TABLE.replace("mood\n", "mood\tasked\n")
        .replace("good\n", "good\twhy?\n")
        .replace("bad\n", "bad\twho?\n")
    )
    splits = read(tmp_path, table, second="asked")
    assert [example.second for example in splits["train"]] == ["why?", "who?"]


def many(bad, good):
    labels = ["bad"] * bad + ["good"] * good
    return "review\tmood\n" + "".join(f"text {n}\t{label}\n" for n, label in enumerate(labels))


def test_drawn_splits_hold_every_row_once_and_every_class_in_proportion(tmp_path):
    splits = read(tmp_path, many(20, 30), splits=DRAWN)
    counts = {split: Counter(e.label for e in splits[split]) for split in splits}
    assert counts == {"train": {0: 12, 1: 18}, "dev": {0: 2, 1: 3}, "test": {0: 6, 1: 9}}
    assert sorted(e.text for s in splits.values() for e in s) == sorted(f"text {n}" for n in range(50))


def test_the_seed_draws_and_nothing_else(tmp_path):
    first, again = (read(tmp_path, many(20, 30), splits=DRAWN) for _ in range(2))
    assert first == again != read(tmp_path, many(20, 30), splits=DRAWN | {"seed": 1})


def test_the_smallest_drawn_corpus(tmp_path):
    splits = read(tmp_path, many(3, 3), splits=DRAWN)
    assert {split: len(splits[split]) for split in splits} == {"train": 2, "dev": 2, "test": 2}
    with pytest.raises(
        UserError, match="data/own/a.tsv: 2 rows have the label 'good', too few for dev, test"
    ):
        read(tmp_path, many(3, 2), splits=DRAWN)


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("review", "reviews", r"a.tsv:1: no column 'review', found 'part', 'reviews', 'mood'; did you mean "
         r"'reviews'\? \(params.yaml corpora.mine.text\)"),
        ("no film", " ", "a.tsv:3: 'review' is empty, expected a text"),
        ("film\tgood\ntrain", "film\tgod\ntrain", "a.tsv:4: unknown label 'god', expected one of bad, good"),
        ("dev\t", "valid\t", "a.tsv:3: unknown split 'valid', expected one of train, dev, test"),
        ("dev\t", "train\t", "corpora.mine: the split dev is empty"),
        ("films\tbad", "films\tgood", "corpora.mine: no row of train has the label 'bad'"),
    ],
)  # fmt: skip
def test_a_broken_table_is_named(tmp_path, old, new, text):
    assert TABLE.count(old) == 1
    with pytest.raises(UserError, match=f"^(data/own/)?{text}"):
        read(tmp_path, TABLE.replace(old, new))


@pytest.mark.parametrize(
    "content, text",
    [
        ("", " is empty, expected a header and rows below it"),
        ("\ufeff", " is empty, expected a header and rows below it"),
        ("part\treview\tmood\n", " holds no row, only a header"),
        ("part\treview\tmood", " holds no row, only a header"),
        ("\n", ":1: an empty line, expected a header"),
    ],
)
def test_a_file_without_rows_is_refused(tmp_path, content, text):
    with pytest.raises(UserError, match=f"^data/own/a.tsv{text}$"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ('"review": 3, "mood": "bad"', "expected a text as 'review', found 3"),
        ('"review": null, "mood": "bad"', "expected a text as 'review', found None"),
        ('"review": "a", "mood": true', "expected a text or a whole number as 'mood', found True"),
        ('"review": "a", "mood": 1.0', "expected a text or a whole number as 'mood', found 1.0"),
        ('"review": "a\\u0000", "mood": "bad"', "'review' holds a NUL"),
        ('"review": "a\\ud800", "mood": "bad"', "'review' holds a NUL or half a surrogate pair"),
        ('"review": "a"', "no column 'mood', found 'review'"),
    ],
)  # fmt: skip
def test_json_values_that_are_no_text_are_refused(tmp_path, fields, text):
    (tmp_path / "b.jsonl").write_text(f"{{{fields}}}\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("review,mood\na,good\n", encoding="utf-8")
    with pytest.raises(UserError, match=f"data/own/b.jsonl:1: {text}"):
        read(tmp_path, "review\tmood\na\tgood\n", splits=GIVEN)


def test_a_name_of_this_project_is_refused():
    with pytest.raises(UserError, match="corpora.sst: sst is a data set of this project"):
        corpora.of({"corpus": "sst", "own": FORM})
    assert corpora.of({"corpus": "sst"}).name == "sst"
