import json
import math

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
        "dataset,encoder,attention,method,variant,seed,split,metric,value,suites\n"
        "sst,bilstm,additive,vanilla,default,0,dev,f1,0.766667,a b\n"
    )


def test_csv_and_back(evaluations, runs, tmp_path):
    table = own_table({"s": runs}, evaluations)
    path = tmp_path / "scores.csv"
    path.write_text(scores.to_csv(table), encoding="utf-8")
    back = scores.read_csv(path)
    assert scores.to_csv(back) == scores.to_csv(table) and table["value"].equals(back["value"])
    assert back["value"].isna().sum() == 6  # pearson and kendall of the vanilla runs are null


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
    with pytest.raises(UserError, match=r"scores\.json: .*evaluate the run again"):
        scored([one], evaluations)


def test_fingerprints(evaluations, runs):
    stated = evaluated.fingerprints(runs, evaluations)
    name = "vanilla/sst-bilstm-additive-default-2"
    assert stated[name] == f"print of {name}" and len(stated) == 12


def test_a_scores_csv_of_other_columns(tmp_path):
    (tmp_path / "scores.csv").write_text("suite,value\n", encoding="utf-8")
    with pytest.raises(UserError, match="expected dataset, encoder"):
        scores.read_csv(tmp_path / "scores.csv")
    with pytest.raises(UserError, match="not found: the stage collect@"):
        scores.read_csv(tmp_path / "none.csv")
