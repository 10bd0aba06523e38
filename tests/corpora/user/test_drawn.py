"""Splits drawn class by class: dev of a given train file, and folds; blank rows that are left out."""

from collections import Counter

import pytest

from steady_attention import corpora
from steady_attention.store.errors import UserError
from tests.corpora.loaded import loaded
from tests.corpora.user.test_own import DRAWN, FORM, MARK, read

FOLDS = {"file": "a.tsv", "folds": 5, "dev": 0.25, "seed": 0}


def corpus(**changes):
    return corpora.from_arguments({"corpus": "mine", "own": FORM | changes})


def write(folder, **files):
    for name, content in files.items():
        (folder / f"{name}.tsv").write_text(content, encoding="utf-8")


def test_dev_is_drawn_of_the_train_file_and_the_test_file_stays(tmp_path):
    write(tmp_path, a=many(20, 30), b=many(2, 3))
    given = {"train": "a.tsv", "test": "b.tsv", "dev": 0.1, "seed": 0}
    splits = loaded(corpus(splits=given).examples(tmp_path))
    counts = {split: Counter(e.label for e in splits[split]) for split in splits}
    assert counts == {"train": {0: 18, 1: 27}, "dev": {0: 2, 1: 3}, "test": {0: 2, 1: 3}}
    ids = [e.id for split in ("train", "dev") for e in splits[split]]
    assert sorted(ids) == sorted(f"a.tsv:{n}" for n in range(2, 52))
    assert [e.id for e in splits["test"]] == [f"b.tsv:{n}" for n in range(2, 7)]
    other = loaded(corpus(splits=given | {"seed": 1}).examples(tmp_path))
    assert splits["dev"] != other["dev"] and splits["test"] == other["test"]


def test_every_row_is_tested_in_one_fold_and_classes_keep_their_shares(tmp_path):
    write(tmp_path, a=many(13, 29))
    of_folds = [
        loaded(corpus(splits=FOLDS | {"fold": n}).examples(tmp_path)) for n in range(1, FOLDS["folds"] + 1)
    ]
    tested = [e.id for splits in of_folds for e in splits["test"]]
    assert sorted(tested) == sorted(f"a.tsv:{n}" for n in range(2, 44))
    for splits in of_folds:
        ids = {split: {e.id for e in splits[split]} for split in splits}
        assert len(ids["train"] | ids["dev"] | ids["test"]) == sum(map(len, ids.values())) == 42
        counts = {split: Counter(e.label for e in splits[split]) for split in splits}
        assert counts["test"][0] in (2, 3) and counts["test"][1] in (5, 6)
        assert sum(counts["test"].values()) in (8, 9)
        assert counts["dev"] == {0: 3, 1: 6}


def test_a_class_of_fewer_rows_than_folds_is_named(tmp_path):
    write(tmp_path, a=many(4, 29))
    with pytest.raises(
        UserError, match="data/own/a.tsv: 4 rows have the label 'bad', fewer than the 5 folds"
    ):
        corpus(splits=FOLDS | {"fold": 1}).examples(tmp_path)
    write(tmp_path, a=many(2, 29), b=many(2, 2))
    given = {"train": "a.tsv", "test": "b.tsv", "dev": 0.9, "seed": 0}
    with pytest.raises(
        UserError, match="2 rows have the label 'bad', too few for dev and train; expected at"
    ):
        corpus(splits=given).examples(tmp_path)


TABLE = (
    "part\treview\tmood\ntrain\ta film\tgood\ntrain\t \tgood\ndev\tno\tbad\n"
    f"test\t{MARK}\tbad\ntest\t...\tbad\n"
)
REST = "train\tb\tbad\ndev\tc\tgood\ntest\td\tbad\ntest\te\tgood\n"


def test_blank_rows_are_left_out_and_counted(tmp_path):
    """Under `words` a text of marks alone shows no word; under `qqq` its marks are words."""
    write(tmp_path, a=TABLE + REST)
    found = {}
    for rule, left, counted in (("words", 6, 3), ("qqq", 7, 2)):
        one = corpus(blank="skip", normalise=rule)
        found[rule] = loaded(one.examples(tmp_path))
        assert sum(map(len, found[rule].values())) == left
        assert one.left_out == f"rows with a blank text: {counted} of a.tsv"
    assert [e.id for e in found["words"]["test"]] == ["a.tsv:9", "a.tsv:10"]
    assert [e.id for e in found["qqq"]["test"]] == ["a.tsv:6", "a.tsv:9", "a.tsv:10"]
    with pytest.raises(UserError, match="a.tsv:3: 'review' is empty, expected a text, or `blank: skip`"):
        corpus().examples(tmp_path)


def test_a_blank_second_text_is_blank_and_a_blank_label_is_an_error(tmp_path):
    write(tmp_path, a=(TABLE + REST).replace("review", "asked").replace("mood", "mood\treview"))
    rows = (
        (TABLE + REST)
        .replace("\n", "\twhy\n")
        .replace("mood\twhy", "mood\tasked")
        .replace("c\tgood\twhy", "c\tgood\t")
    )
    write(tmp_path, a=rows)
    one = corpus(blank="skip", second="asked")
    with pytest.raises(UserError, match="no row of dev has the label 'good'"):
        one.examples(tmp_path)
    write(tmp_path, a=(TABLE + REST).replace("no\tbad", "no\t "))
    with pytest.raises(UserError, match="a.tsv:4: 'mood' is empty, expected a text$"):
        corpus(blank="skip").examples(tmp_path)


def test_nothing_is_said_where_nothing_is_left_out(tmp_path):
    write(tmp_path, a="part\treview\tmood\ntrain\ta film\tgood\ndev\tno\tbad\n" + REST)
    one = corpus(blank="skip")
    one.examples(tmp_path)
    assert one.left_out == ""


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
