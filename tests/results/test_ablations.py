"""Scores of SEAT and vanilla under the names of the ablation tables."""

from dataclasses import replace

from steady_attention.claims.scores import own_scores
from steady_attention.results import collect, scores
from steady_attention.results.query import Index
from tests.results.evaluated import write
from tests.results.test_derived import add, run, value


def test_where_seat_was_not_run_vanilla_has_no_name_in_the_ablation_tables(tmp_path):
    runs = [write(tmp_path, one, {"f1": 0.5}) for one in (run(), run("seat"), replace(run(), dataset="sst5"))]
    named = add(tmp_path, runs).query("variant == 'ablation=none,run=vanilla'")
    assert set(named["dataset"]) == {"sst"}


def test_seat_and_vanilla_under_the_names_of_the_ablation_tables(tmp_path):
    runs = [write(tmp_path, run(seed=s), {"f1": 0.5 + s / 10}) for s in (0, 1)]
    runs += [write(tmp_path, run("seat", s), {"f1": 0.7 + s / 10}) for s in (0, 1)]
    runs += [write(tmp_path, run("seat", 1, ablation="none"), {"f1": 0.9})]
    frame = add(tmp_path, runs)
    assert value(frame, "seat", "f1", 1, "ablation=l3+topk,run=seat") == 0.8
    assert value(frame, "seat", "f1", 0, "ablation=none,run=vanilla") == 0.5
    assert value(frame, "seat", "f1", 1, "ablation=none") == 0.9  # the run itself
    assert frame.query("seed == 1 and variant == 'ablation=none,run=vanilla'").empty
    assert len(frame) == len(frame.drop_duplicates(list(scores.COLUMNS[:-1])))
    where = {"dataset": "sst", "encoder": "rnn", "attention": "additive", "method": "seat", "split": "test"}
    assert Index(frame).find({**where, "metric": "f1", "ablation": "none"}).values == {1: 0.9}


def test_claims_read_them_as_cells_of_the_ablation_tables(tmp_path):
    """And a measure over seeds under a name of its own, which fits no claim on a perturbation."""
    runs = [write(tmp_path, run(seed=s), {"jsd": {"delta=0.01": 0.25}}) for s in (0, 1)]
    runs += [write(tmp_path, run("seat", s), {"jsd": {"delta=0.01": 0.5}}) for s in (0, 1)]
    cells = own_scores(add(tmp_path, runs), "seat")
    found = {(c.method, c.ablation, c.delta): c.numbers for c in cells if c.metric == "jsd"}
    between = {"jsd_seeds", "jsd_seeds_median", "jsd_seeds_p95", "tvd_seeds", "tvd_vanilla"}
    assert {cell.metric for cell in cells} == {"jsd", "attention_entropy", *between}
    assert found == {
        ("vanilla", None, 0.01): {0: 0.25, 1: 0.25},
        ("seat", None, 0.01): {0: 0.5, 1: 0.5},
        ("seat", "none", 0.01): {0: 0.25, 1: 0.25},
        ("seat", "l3+topk", 0.01): {0: 0.5, 1: 0.5},
    }


def test_a_suite_without_seat_has_no_ablations(tmp_path):
    frame = add(tmp_path, [write(tmp_path, run(), {"f1": 0.5})])
    assert set(frame["method"]) == {"vanilla"} and set(frame["variant"]) == {"default"}


def test_ablations_are_of_the_suites_that_have_seat_and_not_that_run_itself(tmp_path):
    vanilla, seat, none = (
        write(tmp_path, one, {"f1": value})
        for one, value in ((run(), 0.5), (run("seat"), 0.7), (run("seat", ablation="none"), 0.9))
    )
    asked = {"a": [vanilla], "b": [vanilla, seat], "c": [vanilla, none, seat]}
    table = collect.collect(asked, tmp_path, {})
    found = table[table["variant"].str.contains("run=") & (table["metric"] == "f1")]
    assert dict(zip(found["variant"], found["suites"], strict=True)) == {
        "ablation=none,run=vanilla": "b",
        "ablation=l3+topk,run=seat": "b c",
    }
