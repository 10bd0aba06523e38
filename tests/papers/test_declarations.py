"""What every paper's declarations keep to, and which rows and columns its tables have."""

import re

import pandas as pd
import pytest

from steady_attention import papers
from steady_attention.metrics.card import PERCENT
from steady_attention.metrics.cards import card_of
from steady_attention.printed import reported
from steady_attention.report.figures.lines import Lines
from steady_attention.report.tables import comparison, filling
from steady_attention.report.tables.sheet import NOTHING
from steady_attention.results.query import MOST_RUN, PLACE, split
from steady_attention.results.scores import COLUMNS, SELECTIONS
from steady_attention.results.setting import Material, Setting
from steady_attention.run.runs import variant_text
from steady_attention.store.errors import UserError

LACKING = "not in the extracted text"
EMPTY = pd.DataFrame(columns=list(COLUMNS))
TABLES = [
    pytest.param(table, id=f"{s}-{table.name}") for s in papers.SUITES for table in papers.get(s).TABLES
]
COMPARISONS = [
    pytest.param(one, id=f"{s}-{one.name}") for s in papers.SUITES for one in papers.get(s).COMPARISONS
]
VANILLA = {"method": "vanilla", "dataset": "sst", "metric": "f1"}
FIGURES = [
    pytest.param(f, id=f"{s}-{f.name}")
    for s in papers.SUITES
    for f in papers.get(s).FIGURES
    if isinstance(f, Lines)  # diagrams: tests/papers/test_diagrams.py
]


def cells(table):
    return [(row, column) for row in table.rows for column in table.columns]


def test_suites():
    own = ("attention_at", "attention_vat", "seat", "vib_attention")
    assert tuple(papers.SUITES) == (*own, "controls") and tuple(filter(papers.of_paper, papers.SUITES)) == own
    with pytest.raises(UserError, match="did you mean 'attention_vat'"):
        papers.get("attention_vta")


@pytest.mark.parametrize("suite", papers.SUITES)
def test_names_are_unique_and_fit_file_names(suite):
    shown = papers.get(suite)
    for declared in ((*shown.TABLES, *shown.COMPARISONS), shown.FIGURES):
        names = [one.name for one in declared]
        assert len(names) == len(set(names)) and all(
            re.fullmatch(r"(ja|study)?\d+[a-z]?", name) for name in names
        )


@pytest.mark.parametrize("table", COMPARISONS)
def test_every_row_that_is_compared_is_placed_and_no_two_are_alike(table):
    for column in table.columns:
        places = [
            (repr(split(table.conditions(row.where, column))), table.selection(row.where))
            for row in table.rows
        ]
        assert len(places) == len(set(places))
        for row in table.rows:
            split(table.conditions(table.compared_with(row.where), column))
    made = comparison.fill(table, {name: EMPTY for name in SELECTIONS}, Setting("demo"))
    assert made.shown == [] and made.notes()[-1].startswith("Not run: ")


def test_every_cause_stands_beside_the_printed_numbers():
    """Of vanilla on SST: F1 79.27, correlation .852."""
    (table,) = (one for one in papers.get("controls").COMPARISONS if one.name == "5")
    texts = [table.printed(column.printed).text for column in table.columns if column.printed]
    assert texts == [reported.find("attention_vat", "3a", VANILLA).text] * 2 + ["0.852"]


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_is_placed_and_no_two_alike(table):
    places = [repr(split(table.conditions(row, column))) for row, column in cells(table)]
    assert len(places) == len(set(places))


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_has_its_printed_number_in_its_unit(table):
    no_numbers = ("-", LACKING, *reported.document()["names"]["values"])
    for row, column in cells(table):
        printed = table.target(row, column)
        expected = table.printed is not None and None not in (row.printed, column.printed)
        assert (printed is not None) == expected
        if printed is not None and printed.text not in no_numbers:
            unit = column.unit or row.unit or card_of(table.conditions(row, column)["metric"]).unit
            percent = unit == PERCENT
            assert float(printed.text.replace(",", "")) == pytest.approx(
                printed.value * (100 if percent else 1)
            )


@pytest.mark.parametrize("table", TABLES)
def test_a_profile_without_runs_has_every_table(table):
    text = filling.fill(table, EMPTY, Setting("demo")).markdown()
    assert NOTHING in text or "| –" in text
    assert ("Seeds: no run in this profile." in text) == (table.numbers == "runs")


def number_of_every_cell(table):
    """Scores of three seeds for each cell that a run can have."""
    rows = []
    for where in (table.conditions(*cell) for cell in cells(table)):
        place, changes = split(where)
        changes = {key: 7 if value == MOST_RUN else value for key, value in changes.items()}
        name = "variant" if not changes else variant_text(sorted(changes.items()))
        rows += [
            (*(place[key] for key in PLACE[:4]), name if changes else "default", seed, *values)
            for seed, values in enumerate((place["split"], place["metric"], 0.5 + n / 100) for n in (1, 2, 4))
        ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).drop_duplicates()


@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_wider_than_a_page(table):
    """Nine columns at most, with the row's label, also where every cell has a number."""
    for frame in (EMPTY, number_of_every_cell(table)):
        made = filling.fill(table, frame, Setting("demo"))
        assert max((len(sheet.header) for sheet in made.sheets()), default=0) <= 9
    assert made.sheets() and {len(row.entries) for sheet in made.sheets() for row in sheet.rows} <= set(
        range(9)
    )


@pytest.mark.parametrize("figure", FIGURES)
def test_every_line_of_every_panel_is_placed(figure, tmp_path):
    for panel in figure.panels:
        for line in figure.lines:
            split({**figure.where, **panel.where, **line.where})
    assert len(figure.points(Material(EMPTY, Setting("demo"), (), tmp_path))) == 0


@pytest.mark.parametrize(
    "paper, name, printed",
    [("attention_vat", name, name) for name in ("3a", "3b", "4a", "4b", "5a", "5b", "6")]
    + [("attention_vat_ja", f"ja{name}", name) for name in ("1a", "1b", "2")],
)
def test_attention_vat_has_all_of_the_papers_cells_in_its_order(paper, name, printed):
    (table,) = (t for t in papers.get("attention_vat").TABLES if t.name == name)
    found = [table.target(*cell).text for cell in cells(table) if None not in (one.printed for one in cell)]
    assert found == [row.text for row in reported.load()[paper, printed]]


def test_attention_vat_says_which_numbers_are_in_doubt():
    at = {
        table.name: list(keys)
        for table in papers.get("attention_vat").TABLES
        if (keys := dict.fromkeys(doubt.key for where in cells(table) for doubt in table.doubts(*where)))
    }
    ticked = ("word_iat", "word_ivat", "attention_at", "attention_vat")
    assert at == {
        "1": [(name, "model_interpretability") for name in ticked],
        "2": [("snli", "count_unlabeled")],
        "4a": [("attention_at", "sst")],
        "4b": [("word_ivat", "ag_news"), ("attention_ivat", "ag_news")],
        "6": [("attention_ivat", "ag_news", "pearson", "Random")],
        "ja1a": [("attention_at", "sst", "pearson")],
    }


@pytest.mark.parametrize(
    "name, texts",
    [
        ("6", ["0.917"]),
        ("ja1a", ["0.852"]),
        ("4a", ["0.852"]),
        ("2", ["274,684"]),
        ("1", ["yes", "yes", "no", "no"]),
    ],
)
def test_attention_vat_marks_these_numbers_alone(name, texts):
    (table,) = (t for t in papers.get("attention_vat").TABLES if t.name == name)
    assert [table.target(*cell).text for cell in cells(table) if table.doubts(*cell)] == texts
    made = filling.fill(table, EMPTY, Setting("demo"))
    assert [cell.printed_text for cell in made.cells.values() if "†" in cell.text] == [f"{t}†" for t in texts]
    assert len([line for line in made.notes() if line.startswith("†: ")]) == (2 if name == "1" else 1)


def test_what_f1_is_of_more_than_two_classes_is_said_under_both_papers_tables():
    for suite, names in (("attention_at", "1"), ("attention_vat", ("3a", "3b", "6", "ja1a", "ja1b"))):
        for table in papers.get(suite).TABLES:
            if table.name in names:
                assert any("the micro average, which is accuracy" in note for note in table.notes), table.name


def test_the_tables_of_rationales_say_what_ours_are_trained_on():
    tables = {table.name: table for table in papers.get("attention_vat").TABLES}
    for name in ("5a", "5b", "ja2"):
        assert sum("trained on the training split of Movies" in note for note in tables[name].notes) == 1
