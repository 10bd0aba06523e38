import math

import pandas as pd
import pytest

from steady_attention.report.tables import cross
from steady_attention.report.tables.cross import Place
from steady_attention.results.scores import COLUMNS, LAST
from steady_attention.store.errors import UserError

SPREAD = "attention_variance_ratio"
F1, JSD, LOST = "f1", "jsd@seeds", "aopc@5"
MEASURES = (F1, JSD, SPREAD, LOST)
METHODS = ("vanilla", "base", "random", "seat", "vib")
AT = Place("sst", "lstm", "additive")


def row(
    method,
    metric,
    value,
    seed=0,
    dataset="sst",
    encoder="lstm",
    attention="additive",
    changes="default",
    split="test",
):
    return (dataset, encoder, attention, method, changes, seed, split, metric, value)


def frame(*rows):
    return pd.DataFrame(rows, columns=list(COLUMNS))


SCORES = frame(
    row("vib", "f1", 0.9),
    row("vib", "f1", 0.8, 1),
    row("vib", "jsd@seeds", 0.25),
    row("vib", SPREAD, 2.0),
    row("vanilla", "f1", 0.7),
    row("vanilla", "f1", 0.7, 1),
    row("vanilla", "jsd@seeds", 0.5),
    row("vanilla", SPREAD, 1.0),
    row("vanilla", "aopc@5", 0.1),
    row("seat", "f1", 0.85),
    row("seat", "jsd@seeds", math.nan),
    row("base", "f1", 0.6, attention="max"),
    row("random", "aopc@5", 0.3, attention="max"),
    row("vib", "f1", 0.1, changes="beta=0.1"),
    row("vib", "f1", 0.1, split="dev"),
    row("vib", "other", 0.1),
    row("vib", "f1", 0.1, dataset="imdb"),
    row("seat", "f1", 0.1, attention="dot"),
    row("vib", "f1", 0.1, encoder="bilstm"),
)
NUMBERS = cross.frame(SCORES, AT, MEASURES, METHODS)


def test_a_row_a_method_and_measure_in_the_methods_order():
    assert NUMBERS[["method", "metric", "mean", "std", "runs", "best", "seeds"]].values.tolist()[:3] == [
        ["vanilla", "f1", 0.7, 0.0, 2, 0, "0 1"],
        ["vanilla", "jsd@seeds", 0.5, pytest.approx(math.nan, nan_ok=True), 1, 0, "0"],
        ["vanilla", SPREAD, 1.0, pytest.approx(math.nan, nan_ok=True), 1, 0, "0"],
    ]
    assert list(dict.fromkeys(NUMBERS["method"])) == list(METHODS)


def test_the_difference_to_vanilla_is_paired_by_seed():
    """vib has .9 and .8, vanilla .7 twice."""
    (vib,) = NUMBERS.query("method == 'vib' and metric == 'f1'").to_dict("records")
    assert (vib["difference"], vib["values"]) == (pytest.approx(0.15), "0.9 0.8")
    assert pd.isna(vib["difference_half"]) and pd.isna(vib["half"])  # of two runs
    assert NUMBERS.query("method == 'vanilla'")["difference"].isna().all()


def test_what_begins_from_vanilla_is_compared_with_the_epoch_where_it_begins():
    last = frame(row("vanilla", F1, 0.5), row("word_at", F1, 0.625), row("seat", F1, 0.8125))
    chosen = frame(row("vanilla", F1, 0.75), row("seat", F1, 0.875))
    found = cross.frame(last, AT, [F1], ("vanilla", "word_at", "seat"), LAST, chosen)
    assert found["difference"].tolist()[1:] == [0.125, 0.0625] and found["mean"].tolist()[0] == 0.5
    both = cross.numbers(frame(*SCORES.itertuples(index=False)), frame(row("seat", F1, 0.8)))
    (seat,) = both.query("method == 'seat' and metric == 'f1' and selection == 'last'").to_dict("records")
    assert seat["difference"] == pytest.approx(0.1)  # of vanilla's chosen .7


def seeds(method, metric, *values):
    return [row(method, metric, value, seed) for seed, value in enumerate(values)]


def test_the_best_is_better_than_all_others_by_more_than_chance():
    many = [*seeds("vanilla", JSD, 0.5, 0.51, 0.52), *seeds("seat", JSD, 0.1, 0.11, 0.12)]
    found = cross.frame(frame(*many, *seeds("random", JSD, 0.0, 0.0, 0.0)), AT, [JSD], METHODS)
    assert dict(zip(found["method"], found["best"], strict=True)) == {"vanilla": 0, "random": 0, "seat": 0}
    spread = [*seeds("vanilla", F1, 0.5, 0.51, 0.53), *seeds("seat", F1, 0.9, 0.92, 0.91)]
    found = cross.frame(frame(*spread, *seeds("random", F1, 0.99, 0.98, 0.97)), AT, [F1], METHODS)
    assert dict(zip(found["method"], found["best"], strict=True)) == {"vanilla": 0, "random": 0, "seat": 1}
    assert set(NUMBERS["best"]) == {0}  # of one or two runs


def test_an_undefined_number_makes_no_mean():
    seat = NUMBERS[(NUMBERS["method"] == "seat") & (NUMBERS["metric"] == "jsd@seeds")]
    assert seat["mean"].isna().all() and seat["undefined"].tolist() == [1]


def test_the_place_has_most_pairs_then_most_runs_then_the_first_name():
    assert cross.place(SCORES, MEASURES) == AT
    two = frame(row("vib", "f1", 0.1, encoder="rnn"), row("vib", "f1", 0.1, encoder="lstm"))
    assert cross.place(two, MEASURES).encoder == "lstm"
    more = frame(*two.itertuples(index=False), row("vib", "f1", 0.1, 1, encoder="rnn"))
    assert cross.place(more, MEASURES).encoder == "rnn"
    most = row("vib", "f1", 0.1, 2, encoder="rnn")
    pairs = frame(*more.itertuples(index=False), most, row("seat", "f1", 0.1, encoder="lstm"))
    assert cross.place(pairs, MEASURES).encoder == "lstm"


def test_numbers_that_are_not_compared_choose_no_place():
    others = (
        row("base", "f1", 0.1, attention="max"),
        row("vib", "f1", 0.1, changes="beta=0.1"),
        row("vib", "f1", math.nan),
        row("vib", "f1", 0.1, split="dev"),
        row("vib", "other", 0.1),
    )
    with pytest.raises(UserError, match="no run of this profile has any of its measures"):
        cross.place(frame(*others), MEASURES)


def test_csv_gives_the_same_numbers(tmp_path):
    path = tmp_path / "cross.csv"
    path.write_text(cross.to_csv(NUMBERS), encoding="utf-8")
    assert cross.to_csv(cross.read_csv(path)) == path.read_text(encoding="utf-8")
    with pytest.raises(UserError, match=r"none.csv not found: make it with `dvc repro cross@"):
        cross.read_csv(tmp_path / "none.csv")
