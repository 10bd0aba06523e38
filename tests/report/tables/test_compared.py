"""Paired differences by hand."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from steady_attention.metrics.card import PERCENT, PLAIN
from steady_attention.printed.reported import Cell
from steady_attention.report.tables import compared
from steady_attention.report.tables.compared import EACH, Compared, Pair
from steady_attention.results.query import Heading
from steady_attention.results.scores import COLUMNS
from steady_attention.results.setting import Setting

TABLE = Compared(
    name="1",
    title="Seeds",
    source="Our table",
    rows=(
        Heading("Vanilla", {"method": "vanilla"}),
        Heading("Vanilla, last epoch", {"method": "vanilla", "at": "last"}),
        Heading("VAT, {value} texts", {"method": "attention_vat", "unlabeled": EACH}),
        Heading("SEAT", {"method": "seat"}),
        Heading("Word VAT, {value} texts", {"method": "word_vat", "unlabeled": EACH}),
    ),
    columns=(
        Heading("F1 [%]", {"metric": "f1"}, printed={"metric": "f1"}),
        Heading("Pearson", {"metric": "pearson"}),
        Heading("Kendall", {"metric": "kendall"}),
    ),
    reference={"method": "vanilla"},
    where={"dataset": "sst", "encoder": "bilstm", "attention": "additive", "split": "test"},
)


def frame(*rows):
    """rows: method, variant, metric, values by seed from 0."""
    place = ("sst", "bilstm", "additive")
    numbers = [
        (*place, method, variant, seed, "test", metric, value)
        for method, variant, metric, *values in rows
        for seed, value in enumerate(values)
    ]
    return pd.DataFrame(numbers, columns=list(COLUMNS))


FRAMES = {
    "best": frame(
        ("vanilla", "default", "f1", 0.8, 0.81, 0.82),
        ("vanilla", "default", "pearson", 0.5, 0.6, 0.7),
        ("attention_vat", "unlabeled=2000", "f1", 0.82, 0.82, 0.85),
        ("attention_vat", "unlabeled=500", "f1", 0.9),
        ("attention_vat", "default", "f1", 0.1),
        ("attention_vat", "unlabeled=500", "pearson", math.nan),
    ),
    "last": frame(("vanilla", "default", "f1", 0.7, 0.7, 0.7, 0.7)),
}
MADE = compared.fill(TABLE, FRAMES, Setting("demo"))


def test_paired_differences_and_students_t_by_hand():
    """2, 1 and 3 points: mean 2, deviation 1, half width 4.303 / sqrt(3) = 2.484."""
    pair = Pair({0: 0.82, 1: 0.82, 2: 0.85, 3: 0.9}, {0: 0.8, 1: 0.81, 2: 0.82}, PERCENT)
    assert pair.differences == pytest.approx([0.02, 0.01, 0.03])
    assert pair.interval == pytest.approx((0.02 - 0.02484, 0.02 + 0.02484), abs=1e-5) and not pair.distinct
    assert pair.text == "84.75 ± 3.77 (4); +2.00 [-0.48, +4.48] (3)"


def test_an_interval_that_excludes_zero_is_marked():
    pair = Pair({0: 0.5, 1: 0.52, 2: 0.51}, {0: 0.1, 1: 0.1, 2: 0.1}, PLAIN)
    assert pair.distinct and pair.text == "0.510 ± 0.010 (3); +0.410 [+0.385, +0.435]* (3)"


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({0: 0.5}, "0.500 (1); +0.250 (1)"),
        ({1: 0.5}, "0.500 (1)"),
        ({}, "–"),
        ({0: math.nan}, "undefined in 1/1 runs"),
    ],
)
def test_what_two_runs_cannot_say(values, text):
    assert Pair(values, {0: 0.25}, PLAIN).text == text
    assert Pair(values, {0: 0.25}, PLAIN).interval is None


def test_rows_of_each_amount_and_of_the_last_epoch():
    grid = MADE.grid()
    assert [row[0] for row in grid.rows] == [
        "Vanilla",
        "Vanilla, last epoch",
        "VAT, 500 texts",
        "VAT, 2,000 texts",
    ]
    assert grid.header == ["Method", "F1 [%]", "Pearson"]  # none has Kendall's tau
    assert grid.rows[0][1:] == ["81.00 ± 1.00 (3)", "0.600 ± 0.100 (3)"]  # the reference
    assert grid.rows[1][1:] == ["70.00 ± 0.00 (4); -11.00 [-13.48, -8.52]* (3)", "–"]
    assert grid.rows[2][1:] == ["90.00 (1); +10.00 (1)", "undefined in 1/1 runs"]
    assert grid.rows[3][1:] == ["83.00 ± 1.73 (3); +2.00 [-0.48, +4.48] (3)", "–"]
    assert MADE.notes()[-1] == "Not run: SEAT; Word VAT, any texts."


def test_how_much_of_the_gap_to_a_printed_number_a_change_is():
    """From .5 to .8 there are .3, of which .1 is a third."""
    pair = Pair({0: 0.6, 1: 0.6}, {0: 0.5, 1: 0.5}, PLAIN, printed=0.8)
    assert pair.share == "33 %" and pair.text.endswith("; +0.100 (2), 33 % of the gap")
    assert Pair({0: 0.6}, {0: 0.5}, PLAIN, printed=0.5).share == ""  # none to go
    assert Pair({0: 0.6}, {1: 0.5}, PLAIN, printed=0.8).share == ""


def test_the_file_has_a_row_a_number():
    found = MADE.frame()
    assert list(found.columns) == list(compared.FIELDS) and len(found) == 6
    (row,) = found.query("row == 'VAT, 2,000 texts'").to_dict("records")
    assert (row["variant"], row["selection"], row["mean"]) == ("unlabeled=2000", "best", "83.00")
    assert (row["difference"], row["low"], row["high"], row["pairs"]) == ("+2.00", "-0.48", "+4.48", 3)
    assert found["selection"].tolist().count("last") == 1


def test_an_explanation_is_a_part_of_the_metric():
    table = replace(
        TABLE,
        rows=(Heading("occlusion", {"method": "seat", "explanation": "occlusion"}),),
        columns=(Heading("Comp.", {"metric": "explained_comprehensiveness"}, unit=PLAIN),),
        reference={"method": "vanilla", "explanation": "gradient_x_input"},
    )
    metric = "explained_comprehensiveness@explanation="
    best = frame(
        ("seat", "default", f"{metric}occlusion", 0.5),
        ("vanilla", "default", f"{metric}gradient_x_input", 0.25),
    )
    made = compared.fill(table, {"best": best, "last": best[:0]}, Setting("demo"))
    assert made.grid().rows == [["occlusion", "0.500 (1); +0.250 (1)"]]


def test_the_printed_numbers_are_the_first_row():
    table = replace(TABLE, printed=lambda where: Cell("79.27", 0.7927) if where == {"metric": "f1"} else None)
    rows = compared.fill(table, FRAMES, Setting("demo")).grid().rows
    assert rows[0] == ["printed", "79.27", "–"]


def test_a_profile_without_runs():
    made = compared.fill(TABLE, {name: one[:0] for name, one in FRAMES.items()}, Setting("demo"))
    assert made.shown == [] and made.grid().rows == [] and made.frame().empty
