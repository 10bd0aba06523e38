import math

import pandas as pd
import pytest

from steady_attention.report.tables import cross
from steady_attention.report.tables.cross import Place, label
from steady_attention.results.scores import COLUMNS
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
OF_LAST = cross.frame(SCORES[:2].assign(value=0.25), AT, MEASURES, METHODS, "last")


def test_a_row_a_method_and_measure_in_the_methods_order():
    assert NUMBERS[["method", "metric", "mean", "std", "runs", "best", "seeds"]].values.tolist()[:3] == [
        ["vanilla", "f1", 0.7, 0.0, 2, 0, "0 1"],
        ["vanilla", "jsd@seeds", 0.5, pytest.approx(math.nan, nan_ok=True), 1, 0, "0"],
        ["vanilla", SPREAD, 1.0, pytest.approx(math.nan, nan_ok=True), 1, 0, "0"],
    ]
    assert list(dict.fromkeys(NUMBERS["method"])) == list(METHODS)


def test_best_is_more_or_less_by_measure():
    best = {(m, metric) for m, metric, one in NUMBERS[["method", "metric", "best"]].to_numpy() if one}
    assert best == {("vib", "f1"), ("seat", "f1"), ("vib", "jsd@seeds")}


def test_random_words_and_equal_means_are_never_the_best():
    lost = [row("vanilla", "aopc@5", 0.1), row("vib", "aopc@5", 0.2)]
    found = cross.frame(frame(*lost, row("random", "aopc@5", 0.3, attention="max")), AT, [LOST], METHODS)
    assert dict(zip(found["method"], found["best"], strict=True)) == {"vanilla": 0, "random": 0, "vib": 1}
    alike = cross.frame(frame(lost[0], row("vib", "aopc@5", 0.100001)), AT, [LOST], METHODS)
    assert set(alike["best"]) == {0}


def test_an_undefined_number_makes_no_mean():
    seat = NUMBERS[(NUMBERS["method"] == "seat") & (NUMBERS["metric"] == "jsd@seeds")]
    assert seat["mean"].isna().all() and seat["undefined"].tolist() == [1]


def test_a_small_mean_is_not_rounded_away():
    small = cross.frame(frame(row("vib", "jsd@seeds", 3.81e-8)), AT, [JSD], METHODS)
    assert cross.grid(small, [JSD]).rows == [["vib", "3.81E-08 (1)"]]


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


def test_the_grid_to_the_character():
    grid = cross.grid(NUMBERS, (*MEASURES, "auprc"))
    assert grid.markdown() == (
        "| Method | F1 [%] ↑ | JSD, seeds ↓ | attention variance, to vanilla's | AOPC@5 [points] ↑ |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| vanilla | 70.00 ± 0.00 (2) | 0.500 (1) | 1.000 (1) | 10.00 (1) |\n"
        "| base | 60.00 (1) | – | – | – |\n"
        "| random | – | – | – | 30.00 (1) |\n"
        "| seat | 85.00 (1) ★ | undefined in 1/1 runs | – | – |\n"
        "| vib | 85.00 ± 7.07 (2) ★ | 0.250 (1) ★ | 2.000 (1) | – |\n"
    )
    assert grid.notes[0].startswith("Model selection: the epoch with the best score on the dev split")
    assert grid.notes[1].startswith("Runs: sst, lstm, additive attention, ") and "seeds 0, 1" in grid.notes[1]
    assert grid.notes[-1] == "Not measured on these runs: rationale AUPRC."


def agreeing(*means):
    """The agreement of measures given as the means of methods a, b, ...; of base and random as well. Of the
    first more is better, of the second less, of the third neither.
    """
    measures = ("f1", "jsd", SPREAD)[: len(means)]
    rows = [
        {"selection": "best", "method": name, "metric": measure, "mean": value, "seeds": "0"}
        for measure, values in zip(measures, means, strict=True)
        for name, value in zip(["base", "random", *"abcdefgh"], [9.0, -9.0, *values], strict=False)
        if value is not None
    ]
    return cross.agreement(pd.DataFrame(rows), measures)


def test_agreement_by_hand():
    """The order 1 2 3 4 against 2 1 4 3: 1 - 6 * 4 / (4 * 15) = 0.6; less is better in the second."""
    grid = agreeing([1.0, 2.0, 3.0, 4.0], [2.0, 1.0, 4.0, 3.0], [8.0, 7.0, 6.0, 5.0])
    assert grid.header == ["Measure", "F1 [%]", "JSD", label(SPREAD)]
    assert grid.rows == [
        ["F1 [%]", "1", "-0.60", "-1.00"],
        ["JSD", "-0.60", "1", "+0.60"],
        [label(SPREAD), "-1.00", "+0.60", "1"],
    ]
    assert "the 4 methods with attention" in grid.notes[0]


def test_controls_stand_below_and_are_neither_the_best_nor_compared():
    """Uniform attention is the most stable one; no merit."""
    values = {"uniform": 0.1, "vanilla": 0.2, "seat": 0.3, "vib": 0.4, "word_at": 0.5}
    rows = [row(method, JSD, value) for method, value in values.items()]
    found = cross.frame(frame(*rows), AT, [JSD], (*METHODS, "word_at", "uniform"))
    assert found["method"].iloc[-1] == "uniform" and list(found.query("best == 1")["method"]) == ["vanilla"]
    assert "the 4 methods with attention (no controls;" in cross.agreement(found, [JSD]).notes[0]
    assert any(note.startswith("Controls (ours): ") for note in cross.grid(found, [JSD]).notes)


def test_the_last_epoch_has_a_table_of_its_own():
    both = pd.concat([NUMBERS, OF_LAST], ignore_index=True)
    titles = ["All methods, all measures", "Which measures agree"]
    titles += [f"{title} (last epoch)" for title in titles]
    assert [grid.title for grid in cross.grids(both)] == titles
    table = cross.grids(both)[2]
    assert table.rows == [["vib", "25.00 ± 0.00 (2)"]] and table.header == ["Method", "F1 [%] ↑"]
    assert table.notes[0].startswith("Model selection: none: the last epoch, fixed in advance")
    assert cross.grids(NUMBERS)[0].rows == cross.grids(both)[0].rows


def test_agreement_of_fewer_methods_says_how_many():
    grid = agreeing([1.0, 2.0, 3.0, 4.0, 5.0], [4.0, 3.0, 2.0, 1.0, None])
    assert grid.rows[0] == ["F1 [%]", "1", "+1.00 (4)"]


def test_no_agreement_of_three_methods_or_of_equal_ones():
    assert agreeing([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]).rows[0][2] == "–"
    assert agreeing([1.0, 2.0, 3.0, 4.0], [2.0] * 4).rows[0][2] == "–"


def test_csv_gives_the_same_texts(tmp_path):
    path = tmp_path / "cross.csv"
    path.write_text(cross.to_csv(NUMBERS), encoding="utf-8")
    texts = [
        cross.markdown([cross.grid(each, MEASURES), cross.agreement(each, MEASURES)])
        for each in (NUMBERS, cross.read_csv(path))
    ]
    assert texts[0] == texts[1] and texts[0].startswith("# All methods, all measures\n\n| Method |")
    with pytest.raises(UserError, match=r"none.csv not found: the stage cross@<profile> writes it"):
        cross.read_csv(tmp_path / "none.csv")
