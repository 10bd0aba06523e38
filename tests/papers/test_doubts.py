"""The tables of all papers mark what the integrity report finds against printed numbers, and nothing else."""

import pytest

from steady_attention import papers
from steady_attention.papers import integrity
from steady_attention.printed import doubts, search
from steady_attention.printed.reported import load, select

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
        SEAT,
        "8",
        {"method": "seat", "encoder": "rnn", "dataset": "rotten_tomatoes", "metric": "jsd"},
        2,
    ),
    "table 9, comprehensiveness and suff": (SEAT, "9", {"metric": "sufficiency"}, 126),
    "tables 1 and 8: F1": (SEAT, "1 8", {"metric": "f1"}, 4 * 38),
    "tables 3 and 10: F1": (SEAT, "3 10", {"metric": "f1", "method": "seat"}, 12),
    "table 6 BERT without": (SEAT, "6", {"encoder": "bert", "regularisers": "none", "metric": "jsd"}, 1),
    "tables 4, 6 RNN without": (SEAT, "4 6", {"encoder": "rnn", "regularisers": "none"}, 6),
    "tables 4, 7 full": (SEAT, "4 7", {"regularisers": "L3+L_topk", "metric": "sufficiency"}, 4),
    "tables 4, 6 full": (SEAT, "4 6", {"regularisers": "L3+L_topk", "metric": "tvd"}, 6),
    "table 6 BiLSTM full": (SEAT, "6", {"encoder": "bilstm", "regularisers": "L3+L_topk", "metric": "f1"}, 1),
    "table 7 BiLSTM without": (
        SEAT,
        "7",
        {"encoder": "bilstm", "regularisers": "none", "metric": "sensitivity"},
        1,
    ),
    "table 1 ticks": (VAT, "1", {"metric": "model interpretability"}, 4),
    "table 3 BERT Twitter": (VIB, "3", {"encoder": "bert", "dataset": "twitter", "metric": "aopc"}, 3),
    "table 4 LSTM-ATT": (VIB, "4", {"method": "vanilla", "encoder": "lstm", "dataset": "sst5"}, 1),
}
NO_CELL = (  # those that set numbers against a sentence, or are about a figure
    "figure 4",
    "figure 3",
    "figure 1",
    "results text",
    "section 5.4 against",
    "section 5.4 and 6.2",
    "section 4.1.1",
    "section 4.2.1",
    "section 4.2.2",
    "appendix C",
    "appendix B",
    "table 6 against",
    "introduction against",
)


def cells(suite, name):
    """Row, column and printed number of every cell of a table that has one."""
    table = TABLES[suite, name]
    every = [(row, column, table.target(row, column)) for row in table.rows for column in table.columns]
    return [one for one in every if one[2] is not None and one[2].value is not None]


@pytest.mark.parametrize("suite, name", TABLES)
def test_a_table_marks_what_is_doubted_and_says_why_of_each(suite, name):
    """Every mark has its line under the table."""
    table, notes = TABLES[suite, name], TABLES[suite, name].daggers()
    for row, column, number in cells(suite, name):
        assert number in load()[number.paper, number.table]
        found = table.doubts(row, column)
        assert found == doubts.doubts_of(number)
        assert not found or any(f": {doubt.why}." in line for doubt in found if doubt.why for line in notes)


def test_every_number_that_is_no_target_stands_in_a_table():
    seen = {number for at in TABLES for *_, number in cells(*at)}
    lacking = [
        cell
        for cell in search.targets()
        if doubts.doubts_of(cell) and cell not in seen and cell.text[0].isdigit()
    ]
    assert lacking == []


def test_every_reason_has_cells():
    assert {row[0] for row in integrity.marked().rows} == set(doubts.REASONS.values())


def test_every_grave_entry_marks_its_cells_or_is_about_none():
    grave = [entry.cell for entry in integrity.entries() if entry.level != "suspicious"]
    for cell in grave:
        assert sum(cell.startswith(start) for start in (*BY_PLACE, *NO_CELL)) == 1, cell
    for start in (*BY_PLACE, *NO_CELL):
        assert sum(cell.startswith(start) for cell in grave) == 1, start


@pytest.mark.parametrize("start", BY_PLACE)
def test_the_cells_that_a_grave_entry_names_are_no_targets(start):
    paper, tables, where, amount = BY_PLACE[start]
    marked = [cell for cell in select(paper, *tables.split(), **where) if doubts.doubts_of(cell)]
    assert len(marked) == amount


def test_of_suspicious_entries_alone_three_numbers_are_marked():
    marking = [entry for entry in doubts.ENTRIES if entry["level"] == "suspicious" and "marks" in entry]
    assert sum(len(entry["marks"]) for entry in marking) == 3
    assert sum(doubts.reasons(cell) == ["suspected"] for cell in search.targets()) == 3
    for place in ((VAT, "3a", "cnn"), (VIB, "2", "yelp")):
        assert not any(map(doubts.doubts_of, select(*place[:2], dataset=place[2])))


def test_what_the_report_says_first():
    text = integrity.markdown()
    assert "in per cent; which, is not said" in text
    assert text.index("## What the tables mark with †") < text.index("## Values outside the range")
    assert "\n| an entry, impossible or contradiction | vib_attention | 3, 4 | 4 |\n" in text
