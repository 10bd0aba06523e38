"""The best value on dev, by hand."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import search as stage
from steady_attention.report.tables import search
from steady_attention.results import scores
from steady_attention.results.scores import COLUMNS
from steady_attention.run import plan
from steady_attention.settings import params
from steady_attention.store import folders
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_text
from tests.settings import params_file

PARAMS = params.load()
TUNED = {"sst": {"word_at": {"epsilon": 1.0}}}
PARAMS = replace(
    PARAMS,
    methods=PARAMS.methods | {"word_at": {"epsilon": 5.0}, "attention_at": {"epsilon": 30.0}},
    profiles={"demo": replace(PARAMS.at("demo"), tuned=TUNED)},
)


def frame(*rows):
    """rows: method, epsilon, seed, dev F1; a higher test F1 stands beside each."""
    place = ("sst", "bilstm", "additive")
    numbers = [
        (*place, method, f"epsilon={epsilon}", seed, split, "f1", value + (split == "test") * (9 - epsilon))
        for method, epsilon, seed, value in rows
        for split in ("dev", "test")
    ]
    return pd.DataFrame(numbers, columns=list(COLUMNS))


def of_dev(*rows, encoder="bilstm"):
    """rows: method, variant, metric, value on dev, of one run each."""
    place = ("sst", encoder, "additive")
    numbers = [(*place, method, variant, 0, "dev", *score) for method, variant, *score in rows]
    return pd.DataFrame(numbers, columns=list(COLUMNS))


SCORES = frame(
    ("word_at", 1.0, 0, 0.7),
    ("word_at", 1.0, 1, 0.9),
    ("word_at", 0.1, 0, 0.8),
    ("word_at", 5.0, 0, 0.5),
    ("attention_at", 1.0, 0, 0.6),
    ("attention_at", 30.0, 0, 0.5),
)


def test_dev_decides_and_the_smaller_of_equal_values():
    """Word AT: 0.8 at epsilon 0.1 and, as the mean of 0.7 and 0.9, at 1."""
    found = search.results(SCORES, PARAMS, "demo").set_index(["method", "value"])
    assert found["best"].to_dict() == {
        ("attention_at", 1.0): True,
        ("attention_at", 30.0): False,
        ("word_at", 0.1): True,
        ("word_at", 1.0): False,
        ("word_at", 5.0): False,
    }
    assert found.loc[("word_at", 1.0), "runs"] == 2


def test_tuned_comes_before_the_methods_section():
    found = search.results(SCORES, PARAMS, "demo").set_index(["method", "value"])
    assert found["chosen"].to_dict() == {
        ("attention_at", 1.0): False,
        ("attention_at", 30.0): True,
        ("word_at", 0.1): False,
        ("word_at", 1.0): True,
        ("word_at", 5.0): False,
    }


def test_a_choice_that_is_not_the_best_is_told():
    found = search.results(SCORES, PARAMS, "demo")
    assert search.differing(found) == [
        "attention_at on sst (bilstm, additive): epsilon 1 is best on dev",
        "word_at on sst (bilstm, additive): epsilon 0.1 is best on dev",
    ]
    agreed = replace(PARAMS, methods=PARAMS.methods | {"attention_at": {"epsilon": 1.0}})
    assert len(search.differing(search.results(SCORES, agreed, "demo"))) == 1


def test_the_table():
    grid = search.grid(search.results(SCORES, PARAMS, "demo"))
    assert grid.header == ("runs", "method", "key", "values: score [%]")
    assert grid.rows[0][:3] == ["sst bilstm additive", "attention_at", "epsilon"]
    assert grid.rows[0][3] == "1: 60.00 (1): best\n30: 50.00 (1): chosen"
    assert grid.rows[1][3] == "0.1: 80.00 (1): best\n1: 80.00 ± 14.14 (2): chosen\n5: 50.00 (1)"


TEXTS = of_dev(
    ("attention_iat", "direction=raw", "f1", 0.5),
    ("attention_iat", "direction=paper", "f1", 0.5),
    ("attention_iat", "direction=column", "f1", 0.25),
    ("word_at", "epsilon=10.0", "f1", 0.75),
    ("word_at", "epsilon=5", "f1", 0.5),
)


def test_texts_beside_numbers():
    """Numbers by size, then texts by alphabet, of which the first of equal ones is best."""
    found = search.results(TEXTS, PARAMS, "demo")
    made = search.grid(found)
    assert [row[2:] for row in made.rows] == [
        ["direction", "column: 25.00 (1)\npaper: 50.00 (1): best, chosen\nraw: 50.00 (1)"],
        ["epsilon", "5: 50.00 (1)\n10: 75.00 (1): best"],
    ]
    assert search.differing(found) == ["word_at on sst (bilstm, additive): epsilon 10 is best on dev"]


def test_texts_beside_numbers_are_the_same_from_the_file(tmp_path):
    """A column of a CSV file that has a text is all texts."""
    found = search.results(TEXTS, PARAMS, "demo")
    found.to_csv(tmp_path / "search.csv", index=False)
    assert search.page(pd.read_csv(tmp_path / "search.csv")) == search.page(found)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1"), ("30.0", "30"), (0.1, "0.1"), (1234567, "1234567.0"), (True, "True"), ("paper", "paper")],
)
def test_a_value_as_it_is_shown(value, text):
    assert search.shown(value) == text


def test_a_search_with_unlabeled_texts_is_one_of_its_own():
    """Its values are tried anew; what they are tried on is no value. The spread is over seeds."""
    place = ("sst", "bilstm", "additive", "attention_vat")
    rows = [
        (*place, f"epsilon={value}{data}", seed, "dev", "f1", score)
        for value, data, seed, score in (
            *((1.0, "", 0, 0.75), (1.0, "", 1, 0.77), (5.0, "", 0, 0.5)),
            *((1.0, ",unlabeled=692", 0, 0.5), (5.0, ",unlabeled=692", 0, 0.875)),
        )
    ]
    found = search.results(pd.DataFrame(rows, columns=list(COLUMNS)), PARAMS, "demo")
    assert found["data"].tolist() == ["default"] * 2 + ["unlabeled=692"] * 2
    assert found.loc[0, "std"] == pytest.approx(0.0141421356) and found.loc[0, "runs"] == 2
    grid = search.grid(found)
    assert [row[0] for row in grid.rows] == ["sst bilstm additive", "sst bilstm additive unlabeled=692"]
    assert "76.00 ± 1.41 (2): best" in grid.rows[0][3]
    where = "attention_vat on sst (bilstm, additive"
    chosen = PARAMS.methods["attention_vat"]["epsilon"]
    assert (f"{where}): epsilon 1 is best on dev" in search.differing(found)) == (chosen != 1)
    assert "4 values in 5 runs" in search.counted(found)


def test_a_value_of_a_section_is_searched_like_one_of_a_method():
    rows = of_dev(("vanilla", "train.word_dropout=0.1", "f1", 0.5), ("vanilla", "train.epochs=3", "f1", 0.75))
    found = search.results(rows, PARAMS, "demo")
    assert found["key"].tolist() == ["train.epochs", "train.word_dropout"] and found["best"].all()


@pytest.mark.parametrize("variant", ["unlabeled=7", "epsilon=1.0,weight=2.0", "default"])
def test_a_variant_that_tries_not_one_value(variant):
    with pytest.raises(UserError, match="expected the one whose value is tried"):
        search.results(of_dev(("word_at", variant, "f1", 0.5)), PARAMS, "demo")


def test_bert_has_settings_and_a_rule_of_its_own():
    """Its section of the method goes before `tuned`, and its dev score is accuracy."""
    demo = PARAMS.at("demo")
    train = replace(demo.bert.train, selection="accuracy")
    bert = replace(demo.bert, methods={"word_at": {"epsilon": 0.1}}, train=train)
    given = replace(PARAMS, profiles={"demo": replace(demo, bert=bert)})
    rows = [
        ("word_at", "epsilon=0.1", "f1", 0.9),
        ("word_at", "epsilon=0.1", "accuracy", 0.5),
        ("word_at", "epsilon=1.0", "f1", 0.1),
        ("word_at", "epsilon=1.0", "accuracy", 0.75),
    ]
    (row,) = search.grid(search.results(of_dev(*rows, encoder="bert"), given, "demo")).rows
    assert [line.partition(": ")[2] for line in row[3].split("\n")] == [
        "50.00 (1): chosen",
        "75.00 (1): best",
    ]
    (row,) = search.grid(search.results(of_dev(*rows), given, "demo")).rows
    assert [line.partition(": ")[2] for line in row[3].split("\n")] == [
        "90.00 (1): best",
        "10.00 (1): chosen",
    ]


def test_a_profile_that_searches_nothing():
    found = search.results(SCORES[:0], PARAMS, "demo")
    assert len(found) == 0 and search.differing(found) == [] and search.grid(found).rows == []


def test_a_profile_without_the_suite_has_a_page_that_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    params_file.copied(tmp_path)
    without = replace(PARAMS, profiles={"demo": replace(PARAMS.at("demo"), suites={})})
    plan.write("demo", without, [], ())
    nothing = scores.to_csv(pd.DataFrame(columns=list(scores.TABLE)))
    write_text(folders.scores("demo") / "scores.csv", nothing)
    stage.main(Namespace(profile="demo"))
    assert search.NOTHING in Path("reports/demo/search/search.md").read_text(encoding="utf-8")
    assert pd.read_csv("reports/demo/search/search.csv").empty and search.NOTHING in capsys.readouterr().out


def test_vectors_are_searched_too():
    """By the dev split; what a profile names is the chosen one."""
    rows = of_dev(
        ("vanilla", "vectors=glove_6b_50d_part", "f1", 0.75),
        ("vanilla", "vectors=synthetic_vectors", "f1", 0.5),
    )
    found = search.results(rows, PARAMS, "demo").set_index("value")
    assert found["key"].unique().tolist() == ["vectors"]
    assert found["best"].to_dict() == {"glove_6b_50d_part": True, "synthetic_vectors": False}
    assert found["chosen"].to_dict() == {"glove_6b_50d_part": False, "synthetic_vectors": True}
