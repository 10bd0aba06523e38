"""What every paper's declarations keep to, and which rows and columns its tables have."""

import re

import pandas as pd
import pytest

from steady_attention import papers
from steady_attention.papers import reported
from steady_attention.pipeline.errors import UserError
from steady_attention.report import filled
from steady_attention.report.cell import PERCENT, unit_of
from steady_attention.report.query import split
from steady_attention.report.scores import COLUMNS
from steady_attention.report.setting import Setting

EMPTY = pd.DataFrame(columns=list(COLUMNS))
TABLES = [
    pytest.param(table, id=f"{s}-{table.name}") for s in papers.SUITES for table in papers.get(s).TABLES
]
FIGURES = [pytest.param(f, id=f"{s}-{f.name}") for s in papers.SUITES for f in papers.get(s).FIGURES]


def cells(table):
    return [(row, column) for row in table.rows for column in table.columns]


def test_suites():
    assert papers.SUITES == ("attention_at", "attention_vat")
    with pytest.raises(UserError, match="did you mean 'attention_vat'"):
        papers.get("attention_vta")


@pytest.mark.parametrize("suite", papers.SUITES)
def test_names_are_unique_and_fit_file_names(suite):
    for declared in (papers.get(suite).TABLES, papers.get(suite).FIGURES):
        names = [one.name for one in declared]
        assert len(names) == len(set(names)) and all(re.fullmatch(r"\d+[a-z]?", name) for name in names)


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_is_placed_and_no_two_alike(table):
    places = [repr(split(table.conditions(row, column))) for row, column in cells(table)]
    assert len(places) == len(set(places))


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_has_its_printed_number_in_its_unit(table):
    for row, column in cells(table):
        printed = table.target(row, column)
        expected = table.printed is not None and None not in (row.printed, column.printed)
        assert (printed is not None) == expected
        if printed is not None:
            percent = unit_of(table.conditions(row, column)["metric"]) == PERCENT
            assert float(printed.text) == pytest.approx(printed.value * (100 if percent else 1))


@pytest.mark.parametrize("table", TABLES)
def test_a_profile_without_runs_has_every_table(table):
    text = filled.fill(table, EMPTY, Setting("demo")).markdown()
    assert "not in this profile" in text and "Seeds: no run in this profile." in text


@pytest.mark.parametrize("figure", FIGURES)
def test_every_line_of_every_panel_is_placed(figure):
    for panel in figure.panels:
        for line in figure.lines:
            split({**figure.where, **panel.where, **line.where})
    assert len(figure.points(EMPTY, Setting("demo"))) == 0


@pytest.mark.parametrize("name", ["3a", "3b", "4a", "4b"])
def test_attention_vat_has_all_of_the_papers_cells_in_its_order(name):
    (table,) = (t for t in papers.get("attention_vat").TABLES if t.name == name)
    printed = [table.target(row, column).text for row, column in cells(table) if row.printed is not None]
    assert printed == [row.printed.text for row in reported.load()["attention_vat", name]]


def test_attention_vat_says_which_numbers_are_in_doubt():
    doubtful = [place for table in papers.get("attention_vat").TABLES for place in table.doubtful]
    assert doubtful == [("attention_at", "sst"), ("word_ivat", "ag_news"), ("attention_ivat", "ag_news")]
