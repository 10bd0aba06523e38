from dataclasses import replace

import pytest

from steady_attention.report.page import html_table
from steady_attention.report.tables import filled
from steady_attention.report.tables.cell import Cell
from steady_attention.results.query import Heading
from steady_attention.results.setting import Setting
from tests.report.tables.test_table import table
from tests.results.small import scored


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("81.20 ± 0.40 (3)", 81.2),
        ("81.20 ± 0.40 (3) ★", 81.2),
        ("60.00*# (1)", 60.0),
        ("-0.60 (4)", -0.6),
        ("+1.00", 1.0),
        ("1,234", 1234.0),
        ("3.81E-08 ± 1.00E-09 (2)", 3.81e-08),
        ("0", 0.0),
        ("1E999", None),
        ("2/3 runs", None),
        ("1 of 2 timed", None),
        ("undefined in 1/2 runs", None),
        ("–", None),
        ("vanilla", None),
        ("5 words", None),
        ("", None),
    ],
)
def test_number_that_a_text_shows(text, value):
    assert html_table.number(text) == value


def test_our_mean_before_rounding_where_all_is_defined():
    assert html_table.ours(Cell([0.25, 0.5, 0.75], wanted=3)) == 0.5
    assert html_table.ours(Cell([1e-9], wanted=1)) == 1e-9
    assert html_table.ours(Cell([0.25, 0.5], wanted=3)) == 0.375
    assert html_table.ours(Cell([0.25, float("nan")], wanted=2)) is None
    assert html_table.ours(Cell([], wanted=0)) is None


def test_groups_of_rows_in_the_tables_order(evaluations, runs):
    rows = [Heading(label, {"method": "vanilla"}, group) for label, group in ("aX", "bX", "cY", "dX")]
    grouped = replace(table(), rows=tuple(rows))
    made = filled.fill(grouped, scored(runs, evaluations), Setting("small"), runs)
    assert html_table.bodies(made) == [("X", [0, 1]), ("Y", [2]), ("X", [3])]


def test_own_and_shared_notes():
    notes = ["Profile: small.", "Ours: x.", "Seeds: 0.", "Corpus of sst: complete.", "Seeds are few."]
    assert html_table.parted(notes) == (["Ours: x.", "Seeds are few."], [notes[0], notes[2], notes[3]])


def test_a_column_of_sentences_and_a_verdict():
    assert html_table.long(["a", "b" * 61]) and not html_table.long(["b" * 60]) and not html_table.long([])
    assert html_table.verdict("not run") and not html_table.verdict("no")
