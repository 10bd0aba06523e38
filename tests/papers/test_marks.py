"""The tables of all papers mark what the integrity report finds against printed numbers, and nothing else."""

from dataclasses import replace
from functools import cache

import pytest

from steady_attention import papers
from steady_attention.papers import integrity
from steady_attention.papers.integrity import found, marks, printed
from steady_attention.printed import reported

SEAT, VAT, VIB = "seat", "attention_vat", "vib_attention"
TABLES = {
    (suite, table.name): table
    for suite in papers.SUITES
    for table in papers.get(suite).TABLES
    if table.printed is not None
}
BY_PLACE = {  # entries, impossible or contradiction, on cells of tables: where these stand, and how many
    "tables 1, 3, 4, 6, 8, 10: TVD": (SEAT, "1 3 4 6 8 10", {"metric": "tvd"}, 444),
    "tables 2, 7, 9: comp": (SEAT, "2 7 9", {"metric": "comprehensiveness"}, 348),
    "table 8 SEAT RNN Rotten Tomatoes JSD": (
        SEAT, "8", {"method": "seat", "encoder": "rnn", "dataset": "rotten_tomatoes", "metric": "jsd"}, 2),
    "table 9, comprehensiveness and suff": (SEAT, "9", {"metric": "sufficiency"}, 126),
    "tables 1 and 8: F1": (SEAT, "1 8", {"metric": "f1"}, 4 * 38),
    "tables 3 and 10: F1": (SEAT, "3 10", {"metric": "f1", "method": "seat"}, 12),
    "table 6 BERT without": (
        SEAT, "6", {"encoder": "bert", "regularisers": "none", "metric": "jsd"}, 1),
    "tables 4, 6 RNN without": (SEAT, "4 6", {"encoder": "rnn", "regularisers": "none"}, 6),
    "tables 4, 7 full": (SEAT, "4 7", {"regularisers": "L3+L_topk", "metric": "sufficiency"}, 4),
    "tables 4, 6 full": (SEAT, "4 6", {"regularisers": "L3+L_topk", "metric": "tvd"}, 6),
    "table 6 BiLSTM full": (
        SEAT, "6", {"encoder": "bilstm", "regularisers": "L3+L_topk", "metric": "f1"}, 1),
    "table 7 BiLSTM without": (
        SEAT, "7", {"encoder": "bilstm", "regularisers": "none", "metric": "sensitivity"}, 1),
    "table 1 ticks": (VAT, "1", {"metric": "model interpretability"}, 4),
    "table 3 BERT Twitter": (VIB, "3", {"encoder": "bert", "dataset": "twitter", "metric": "aopc"}, 3),
    "table 4 LSTM-ATT": (VIB, "4", {"method": "vanilla", "encoder": "lstm", "dataset": "sst5"}, 1),
}  # fmt: skip
NO_CELL = (  # those that set numbers against a sentence, or are about a figure
    "figure 4", "figure 3", "figure 1", "results text", "section 5.4 against", "section 5.4 and 6.2",
    "section 4.1.1", "section 4.2.1", "section 4.2.2", "appendix C", "appendix B", "table 6 against",
    "introduction against",
)  # fmt: skip


def numbers(suite, table):
    """Paper and number of the printed tables whose cells stand in a table."""
    if table.name == "study3":
        return [(VAT, "3a"), (VAT, "3b")]
    if table.name.startswith("ja"):
        return [("attention_vat_ja", table.name.removeprefix("ja"))]
    return [(suite, table.name.rstrip("abc") if suite == SEAT else table.name)]


def aimed(suite, table, row, column):
    """Paper, number and printed row of a cell."""
    where = replace(table, printed=dict).target(row, column)
    if (suite, table.name) == (VAT, "1"):
        where = {"method": where["method"], "metric": where["metric"].replace("_", " ")}
    return next(
        (paper, name, one)
        for paper, name in numbers(suite, table)
        for one in reported.load()[paper, name]
        if one.fits(where)
    )


@cache
def cells(suite, name):
    """Row and column of every cell of a table with a printed number, with what is printed there."""
    table = TABLES[suite, name]
    every = [(row, column, table.target(row, column)) for row in table.rows for column in table.columns]
    return [
        (row, column, aimed(suite, table, row, column))
        for row, column, target in every
        if target is not None and target.value is not None
    ]


@pytest.mark.parametrize("suite, name", TABLES)
def test_a_table_marks_what_is_found_against_a_number_and_nothing_else(suite, name):
    for row, column, place in cells(suite, name):
        why = marks.reasons(*place)
        doubted = TABLES[suite, name].doubts(row, column)
        assert doubted == bool(why), (row.label, column.label, place[2].printed.text, why)


def test_every_number_that_is_no_target_stands_in_a_table():
    seen = {id(place[2]) for at in TABLES for *_, place in cells(*at)}
    lacking = [
        place for place in found.targets()
        if marks.reasons(*place) and id(place[2]) not in seen and place[2].printed.text[0].isdigit()
    ]  # fmt: skip
    assert lacking == []


def test_every_reason_has_cells():
    assert {row[0] for row in marks.grid().rows} == set(marks.REASONS)


def test_every_grave_entry_marks_its_cells_or_is_about_none():
    grave = [entry.cell for entry in integrity.entries() if entry.level != "suspicious"]
    for cell in grave:
        assert sum(cell.startswith(start) for start in (*BY_PLACE, *NO_CELL)) == 1, cell
    for start in (*BY_PLACE, *NO_CELL):
        assert sum(cell.startswith(start) for cell in grave) == 1, start
    assert set(marks.ENTRIES) == {start for start in marks.ENTRIES if any(c.startswith(start) for c in grave)}


@pytest.mark.parametrize("start", BY_PLACE)
def test_the_cells_that_a_grave_entry_names_are_no_targets(start):
    paper, tables, where, amount = BY_PLACE[start]
    marked = [
        row
        for table in tables.split()
        for row in printed.rows(paper, table, **where)
        if marks.reasons(paper, table, row)
    ]
    assert len(marked) == amount


def test_of_suspicious_entries_alone_three_numbers_are_marked():
    named = {entry.cell: entry.level for entry in integrity.entries()}
    for start in marks.SUSPECTED:
        assert [level for cell, level in named.items() if cell.startswith(start)] == ["suspicious"]
    *_, last = marks.REASONS
    assert sum(marks.reasons(*place) == [last] for place in found.targets()) == 3
    for place in ((VAT, "3a", "cnn"), (VIB, "2", "yelp")):
        assert not any(marks.reasons(*place[:2], row) for row in printed.rows(*place[:2], dataset=place[2]))


def test_what_the_report_says_first():
    text = integrity.markdown()
    assert "in per cent; which, is not said" in text
    assert text.index("## What the tables mark with †") < text.index("## Values outside the range")
    assert "\n| an entry, impossible or contradiction | vib_attention | 3, 4 | 4 |\n" in text
