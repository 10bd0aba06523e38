import json
import math

import pandas as pd
import pytest

from steady_attention.results import evaluated, scores
from steady_attention.results.evaluated import folder_of
from steady_attention.run.grid import Suites
from steady_attention.store import folders
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_text
from tests.results.evaluated import put
from tests.results.small import own_table, run, scored, write


def test_one_row_a_number(evaluations):
    frame = scored([write(evaluations, run(seed=5, unlabeled=2000), 0.5)], evaluations)
    assert tuple(frame.columns) == scores.COLUMNS
    rows = {(row.split, row.metric): row.value for row in frame.itertuples()}
    assert rows["dev", "f1"] == 0.6
    assert rows["test", "kendall"] == 0.5
    assert rows["dev", "best_epoch"] == 3
    assert rows["test", "count_correlation_defined"] == 5
    assert len(rows) == len(frame) == 11
    assert set(frame["variant"]) == {"unlabeled=2000"}


def test_csv_to_the_character(evaluations):
    one = write(evaluations, run(), 2 / 3)
    text = scores.to_csv(own_table({"a": [one], "b": [one]}, evaluations))
    assert text.startswith(
        "dataset,encoder,attention,method,variant,selection,split,metric,suites,seeds,values\n"
        "sst,bilstm,additive,vanilla,default,best,dev,f1,a b,0,0.766667\n"
    )


def test_csv_and_back(evaluations, runs, tmp_path):
    table = own_table({"s": runs}, evaluations)
    path = tmp_path / "scores.csv"
    path.write_text(scores.to_csv(table), encoding="utf-8")
    back = scores.read_csv(path)
    assert scores.to_csv(back) == scores.to_csv(table) and list(back.columns) == list(table.columns)
    order = list(scores.KEY)
    both = [one.sort_values(order, ignore_index=True) for one in (table, back)]
    assert both[0].equals(both[1]) and back["seed"].dtype == int
    assert back["value"].isna().sum() == 6  # pearson and kendall of the vanilla runs are null


def test_the_file_has_a_row_for_all_seeds_of_a_number(evaluations):
    """Of runs of the same suites: seed 2 is of one more."""
    runs = [write(evaluations, run(seed=seed), (seed + 1) / 8) for seed in (0, 1, 2)]
    text = scores.to_csv(own_table({"a": runs, "b": runs[2:]}, evaluations))
    place = "sst,bilstm,additive,vanilla,default,best,test,f1"
    assert [line for line in text.splitlines() if line.startswith(place)] == [
        f"{place},a,0 1,0.125 0.25",
        f"{place},a b,2,0.375",
    ]


def test_rows_of_one_number_keep_their_order(tmp_path):
    """Of all suites together the last one counts."""
    place = ("sst", "bilstm", "additive", "vanilla", "default")
    number = ("best", "test", "jsd@seeds")
    rows = [
        (*place, seed, *number, value, suites)
        for suites, value in (("b", 0.5), ("a", 0.25), ("all", 0.125))
        for seed in (1, 0)
    ]
    path = tmp_path / "scores.csv"
    path.write_text(scores.to_csv(pd.DataFrame(rows, columns=list(scores.TABLE))), encoding="utf-8")
    back = scores.read_csv(path)
    assert list(back.itertuples(index=False, name=None)) == rows
    assert set(scores.of_all(back)["value"]) == {0.125} and set(scores.of_suite(back, "a")["value"]) == {0.25}


def test_numbers_of_the_last_epoch_are_those_that_are_asked_for(evaluations):
    one = write(evaluations, run(), 0.5)
    given = {"dev": {"f1": 0.75}, "test": {"f1": 0.5, "tvd": {"0.01": 0.2}}, "best_epoch": 2, "counts": {}}
    last = {"dev": {"f1": 0.25}, "test": {"f1": 0.125, "tvd": {"0.01": None}}, "counts": {"test": 7}}
    put(folder_of(one, evaluations), scores=json.dumps({**given, "last_epoch": 8, "last": last}))
    table = own_table({"s": [one]}, evaluations)
    kept = [scores.of_suite(table, "s", selection) for selection in scores.SELECTIONS]
    assert [len(frame) for frame in kept] == [5, 4] and list(kept[0].columns) == list(scores.COLUMNS)
    assert scores.of_suite(table, "s").equals(kept[0])
    assert dict(zip(kept[1]["metric"], kept[1]["value"], strict=True)) == pytest.approx(
        {"f1": 0.125, "tvd@0.01": math.nan, "count_test": 7.0}, nan_ok=True
    )
    both = scores.of_both(table, "s")
    assert list(both.columns) == [*scores.COLUMNS, "selection"] and len(both) == 9
    assert both.query("selection == 'last'")[list(scores.COLUMNS)].reset_index(drop=True).equals(kept[1])
    assert scores.of_all(table, scores.LAST).equals(kept[1])
    assert scores.of_suites(table, ["s"], scores.LAST).equals(kept[1])
    with pytest.raises(ValueError, match="expected one of best, last"):
        scores.of_all(table, "first")


def test_the_objective_at_its_start_end_and_least(evaluations):
    one = write(evaluations, run("seat"), 0.5)
    terms = [{"epoch": n, "train_objective": value, "dev_d1": value / 2} for n, value in enumerate((3, 1, 2))]
    put(folder_of(one, evaluations), history=json.dumps(terms))
    frame = scored([one], evaluations).query("metric.str.contains('@at=')")
    assert {(row.split, row.metric): row.value for row in frame.itertuples()} == {
        ("train", "objective@at=start"): 3.0,
        ("train", "objective@at=end"): 2.0,
        ("train", "objective@at=least"): 1.0,
        ("train", "objective@at=most"): 3.0,
        ("dev", "d1@at=start"): 1.5,
        ("dev", "d1@at=end"): 1.0,
        ("dev", "d1@at=least"): 0.5,
        ("dev", "d1@at=most"): 1.5,
    }


def test_the_numbers_of_suites(evaluations):
    one, other = (write(evaluations, run(seed=seed), seed / 4) for seed in (1, 2))
    table = own_table({"a": [one], "a_b": [other], "b": [one, other]}, evaluations)
    seeds = {suite: set(scores.of_suite(table, suite)["seed"]) for suite in ("a", "a_b", "b", "none")}
    assert seeds == {"a": {1}, "a_b": {2}, "b": {1, 2}, "none": set()}
    assert len(scores.of_suites(table, ("a", "b"))) == len(scores.of_all(table)) == len(table)
    assert scores.of_corpora(table).empty


def test_a_table_that_lacks_a_declared_run(evaluations, runs, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    suites = Suites({"s": [*runs, run(seed=7), run(seed=8)]}, {}, "f1")
    write_text(folders.scores("demo") / "scores.csv", scores.to_csv(own_table({"s": runs}, evaluations)))
    with pytest.raises(UserError) as error:
        scores.load("demo", suites)
    assert str(error.value) == (
        "reports/demo/scores/scores.csv lacks 2 of 14 declared runs:\n"
        "  vanilla/sst-bilstm-additive-default-7\n"
        "  vanilla/sst-bilstm-additive-default-8\n"
        "Make it anew with: dvc repro collect@demo"
    )
    assert len(scores.load("demo", Suites({"s": runs}, {}, "f1"))) == 12 * 11


def test_a_metric_at_several_places(evaluations):
    one = write(evaluations, run(), 0.5)
    put(folder_of(one, evaluations), scores=json.dumps({"test": {"tvd": {"0.01": 0.2, "0.05": None}}}))
    frame = scored([one], evaluations)
    assert list(frame["metric"]) == ["tvd@0.01", "tvd@0.05"]
    assert frame["value"][0] == 0.2 and math.isnan(frame["value"][1])


@pytest.mark.parametrize(
    "value, kept",
    [
        (2 / 3, 0.666667),
        (0.00012345, 0.000123),
        (0.000099996, 0.0001),
        (3.8149e-8, 3.81e-8),
        (-1e-12, -1e-12),
        (0.0, 0.0),
        (12.3456789, 12.345679),
    ],
)
def test_a_small_value_is_not_rounded_away(value, kept):
    assert scores.rounded(value) == kept


def test_missing_runs_are_listed_with_the_stage_that_makes_them(evaluations, runs):
    lacking = [run("attention_at", 0), run("seat", 1)]
    with pytest.raises(UserError) as error:
        own_table({"attention_vat": [*runs, *lacking[:1]], "seat": lacking}, evaluations)
    assert str(error.value) == (
        f"profile demo: 2 of 14 declared runs have no scores.json in {evaluations}:\n"
        "  attention_at/sst-bilstm-additive-default-0\n"
        "  seat/sst-bilstm-additive-default-1\n"
        "Make them with: dvc repro evaluate@demo-attention_at evaluate_from_vanilla@demo-seat"
    )


def test_many_missing_runs_are_counted(evaluations):
    with pytest.raises(UserError, match="and 3 more\n"):
        scored([run(seed=seed) for seed in range(13)], evaluations)


@pytest.mark.parametrize(
    "content", ['{"dev": {}}', "[]", '{"test": {"f1": "high"}}', '{"test": {"f1": true}}']
)
def test_scores_that_are_none(evaluations, content):
    one = write(evaluations, run(), 0.5)
    put(folder_of(one, evaluations), scores=content)
    with pytest.raises(UserError, match=r"scores\.json: .*git restore .*vanilla\.zip`\)"):
        scored([one], evaluations)


def test_fingerprints(evaluations, runs):
    stated = evaluated.fingerprints(runs, evaluations)
    name = "vanilla/sst-bilstm-additive-default-2"
    assert stated[name] == f"print of {name}" and len(stated) == 12


def test_a_scores_csv_of_other_columns(tmp_path):
    (tmp_path / "scores.csv").write_text("suite,value\n", encoding="utf-8")
    with pytest.raises(UserError, match="expected dataset, encoder"):
        scores.read_csv(tmp_path / "scores.csv")
    with pytest.raises(UserError, match="not found: make it with `dvc repro collect@"):
        scores.read_csv(tmp_path / "none.csv")


def test_of_all_suites_a_distance_between_seeds_is_that_of_the_seeds_which_most_methods_have():
    """Vanilla has seeds 0 to 4 in suite b and 0 to 1 in a, as the others have in any."""

    def rows_of(method, suites, seeds, value):
        place = ("sst", "bilstm", "additive", method, "default")
        return [(*place, seed, "best", "test", "jsd@seeds", value, suites) for seed in range(seeds)]

    rows = [
        *rows_of("vanilla", "a", 2, 0.5),
        *rows_of("vanilla", "b", 5, 0.25),
        *rows_of("seat", "a", 2, 0.125),
        *rows_of("permuted", "a b", 2, 0.5),
        *rows_of("word_at", "b", 3, 0.75),
    ]
    found = scores.of_all(pd.DataFrame(rows, columns=list(scores.TABLE)))
    numbers = {name: own.set_index("seed")["value"].to_dict() for name, own in found.groupby("method")}
    assert numbers["vanilla"] == {0: 0.5, 1: 0.5} == numbers["permuted"]
    assert numbers["seat"] == {0: 0.125, 1: 0.125}
    assert numbers["word_at"] == {0: 0.75, 1: 0.75, 2: 0.75}  # it has no others
