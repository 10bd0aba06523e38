"""Paired differences by hand."""

import math
from dataclasses import replace

import pandas as pd

from steady_attention.metrics.card import PLAIN
from steady_attention.printed.reported import Cell
from steady_attention.report.tables import comparison
from steady_attention.report.tables.compared import EACH, Compared
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
MADE = comparison.fill(TABLE, FRAMES, Setting("demo"))


def texts(made):
    """Of each sheet the rows as texts."""
    return [
        [[row.label, *("; ".join([one.text, *one.below]) for one in row.entries)] for row in sheet.rows]
        for sheet in made.sheets()
    ]


def test_rows_of_each_amount_and_of_the_last_epoch():
    (sheet,) = MADE.sheets()
    assert sheet.header == ["Method", "F1 [%]", "Δ [points]", "Pearson"]  # none has Kendall's tau
    assert texts(MADE) == [
        [
            ["Vanilla", "81.00 ± 2.48", "–", "0.600 ± 0.248"],  # the reference
            ["Vanilla, last epoch", "70.00 (4)", "-11.00 ± 2.48*", "–"],
            ["VAT, 500 texts", "90.00 (1)", "+10.00", "undefined in 1/1 runs"],
            ["VAT, 2,000 texts", "83.00 ± 4.30", "+2.00 ± 2.48", "–"],
        ]
    ]
    assert MADE.notes()[-1] == "Not run: SEAT; Word VAT, any texts."


def test_what_was_not_run_is_named_with_its_group():
    rows = (
        Heading("VAT, {value} texts", {"method": "attention_vat", "unlabeled": EACH}, "the pool"),
        Heading(
            "VAT, {value} texts", {"method": "attention_vat", "unlabeled": EACH, "pool": "b"}, "the other"
        ),
        Heading("SEAT", {"method": "seat"}, "the pool"),
    )
    made = comparison.fill(replace(TABLE, rows=rows), FRAMES, Setting("demo"))
    assert made.notes()[-1] == "Not run: the other; SEAT."
    both = replace(TABLE, rows=(*rows[:2], Heading("Vanilla", {"method": "vanilla"}, "the other")))
    made = comparison.fill(both, FRAMES, Setting("demo"))
    assert made.notes()[-1] == "Not run: VAT, any texts (the other)."


def test_the_file_has_a_row_a_number():
    found = MADE.frame()
    assert list(found.columns) == list(comparison.FIELDS) and len(found) == 6
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
    made = comparison.fill(table, {"best": best, "last": best[:0]}, Setting("demo"))
    assert texts(made) == [[["occlusion", "0.500", "+0.250"]]]


def test_the_reference_of_a_column_stands_above_the_columns_own_conditions():
    """Explanations are columns here: each is compared with the one explanation that the reference names."""
    table = replace(
        TABLE,
        rows=(Heading("SEAT", {"method": "seat"}),),
        columns=(
            Heading("occlusion", {"metric": "explained_comprehensiveness", "explanation": "occlusion"}),
            Heading("gradient", {"metric": "explained_comprehensiveness", "explanation": "gradient_x_input"}),
        ),
        reference={"method": "vanilla", "explanation": "gradient_x_input"},
    )
    wheres = [table.reference_of({"method": "seat"}, column) for column in table.columns]
    assert wheres[0] == wheres[1] and wheres[0]["method"] == "vanilla"
    assert wheres[0]["metric"] == "explained_comprehensiveness@explanation=gradient_x_input"


def test_the_printed_numbers_are_the_first_row():
    """Differences with their share of the gap to the print stand below the numbers: they are wide."""
    table = replace(TABLE, printed=lambda where: Cell("79.27", 0.7927) if where == {"metric": "f1"} else None)
    assert texts(comparison.fill(table, FRAMES, Setting("demo")))[0][0] == ["printed", "79.27", "–"]


def test_a_profile_without_runs():
    made = comparison.fill(TABLE, {name: one[:0] for name, one in FRAMES.items()}, Setting("demo"))
    assert made.shown == [] and made.sheets() == [] and made.frame().empty
