"""SEAT's tables hold every number that the paper prints, and say which of them are no targets."""

import pandas as pd
import pytest

from steady_attention import papers
from steady_attention.printed import reported
from steady_attention.report.figures.examples import Examples
from steady_attention.report.tables import filling
from steady_attention.results.scores import COLUMNS
from steady_attention.results.setting import Material, Setting
from tests.papers.seat_cells import TABLES, own

PARTS = {"8": ("8a", "8b", "8c"), "9": ("9a", "9b", "9c"), "10": ("10a", "10b")}


@pytest.mark.parametrize("number", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"])
def test_all_of_the_papers_cells_in_its_order(number):
    parts = [TABLES[name] for name in PARTS.get(number, (number,))]
    targets = (table.target(*cell) for table in parts for cell in own(table))
    found = [printed.text for printed in targets if printed is not None]
    assert found == [row.text for row in reported.load()["seat", number]]


def test_its_total_variation_stands_beside_the_sum_of_a_batch_alone():
    for table in TABLES.values():
        for row, column in own(table):
            metric = column.where["metric"]
            if metric.startswith("tvd@"):
                assert table.target(row, column) is None
            elif metric.startswith("tvd_batch_sum@") and table.target(row, column) is not None:
                assert table.target(row, column).value > 1e-4


@pytest.mark.parametrize("name", [name for name in TABLES if name not in ("5", "study5")])
def test_every_table_asks_whether_attention_depends_on_the_text(name):
    metrics = {column.where["metric"] for column in TABLES[name].columns}
    assert "attention_variance_ratio" in metrics
    assert "f1" not in metrics or "majority_f1" in metrics


def test_rows_chosen_on_the_test_split_are_there_where_they_have_runs():
    table = TABLES["1"]
    extra = [n for n, row in enumerate(table.rows) if "as published" in row.label]
    assert len(extra) == 21 and all(table.rows[n].fold for n in extra)
    metric = "jsd@delta=0.001"
    place = ("sst", "rnn", "additive", "seat", "as_published=True", 0, "test", metric, 3e-7)
    made = filling.fill(table, pd.DataFrame([place], columns=list(COLUMNS)), Setting("demo"))
    (shown,) = set(made.rows) & set(extra)
    assert table.rows[shown].label == "SEAT, as published" and table.rows[shown].group == "RNN"
    (cell,) = (c for (r, _), c in made.cells.items() if r == shown and c.values)
    assert cell.text == "2.75E-07 / 3.00E-07 (1) / +2.50E-08"


@pytest.mark.parametrize(
    "figure", [one for one in papers.get("seat").FIGURES if not one.fold], ids=lambda figure: figure.name
)
def test_every_figure_can_be_drawn_and_told_without_runs(figure, tmp_path):
    material = Material(pd.DataFrame(columns=list(COLUMNS)), Setting("demo"), (), tmp_path)
    points = figure.points(material)
    assert len(points) == 0
    captions = figure.captions(points, material.setting)
    assert captions[0].startswith(f"Hu et al. 2023, Figure {figure.name}")
    assert (
        "Profile: demo." in captions or "No data set of this profile has a run of every method." in captions
    )


def test_the_five_figures_and_what_the_examples_print():
    figures = papers.get("seat").FIGURES
    assert [figure.name for figure in figures if not figure.fold] == ["1", "2", "3", "4", "5"]
    assert [figure.kind for figure in figures if isinstance(figure, Examples)] == [
        "words",
        "seeds",
        "embedding",
    ]
    (told,) = (note for note in figures[0].notes if note.startswith("Printed"))
    assert told == (
        "Printed, of that sentence: Vanilla JSD 0.012, TVD 0.230; Word-AT JSD 0.014, TVD 0.080; Attention-AT "
        "JSD 0.004, TVD 0.260; SEAT JSD 8.4e-8, TVD 0.012."
    )
