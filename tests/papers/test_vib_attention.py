"""The declarations of Zhou et al. 2021: every printed number, our rows beside them, the figures."""

from collections import Counter

import pandas as pd
import pytest

from steady_attention import papers
from steady_attention.papers.vib_attention import diagrams
from steady_attention.printed import reported
from steady_attention.report.figures.shapes import Arrow, Box
from steady_attention.report.tables import filling
from steady_attention.results import scores
from steady_attention.results.setting import Material, Setting
from steady_attention.run.runs import Run
from tests.results import evaluated
from tests.results.small import suite_scores

PAPER = papers.get("vib_attention")
TABLES = {table.name: table for table in PAPER.TABLES}
OWN = Setting("paper")


def targets(name):
    table = TABLES[name]
    found = [table.target(row, column) for row in table.rows for column in table.columns]
    return [printed for printed in found if printed is not None]


@pytest.mark.parametrize("name, amount", [("1", 40), ("2", 54), ("3", 64), ("4", 64), ("5", 60), ("6", 24)])
def test_every_printed_number_is_in_its_table_once(name, amount):
    printed = [row.text for row in reported.load()["vib_attention", name]]
    assert len(printed) == amount
    assert Counter(one.text for one in targets(name)) == Counter(printed)


@pytest.mark.parametrize(
    "name, row, column, text, value",
    [
        ("2", "LSTM-VAT", "AG News", "92.04", 0.9204),
        ("2", "LSTM-VAT", "Average", "83.19", 0.8319),
        ("2", "BERT-base", "SST-1", "51.44", 0.5144),
        ("3", "AOPC, LSTM, LSTM-VAT", "Trec", "37.20", 0.372),
        ("3", "AOPC, BERT, Random", "Twitter", "59.21", 0.5921),
        ("4", "Post-hoc accuracy, LSTM, Random", "SST-2", "71.33", 0.7133),
        ("5", "Twitter, LSTM-VAT", "Negative, F1@5", "35.35", 0.3535),
        ("5", "Twitter, Random", "Positive, P@1", "14.88", 0.1488),
        ("6", "IMDB, BERT-VAT", "iteration 5", "91.96", 0.9196),
        ("6", "Twitter, LSTM-VAT", "iteration 1", "71.62", 0.7162),
    ],
)
def test_printed_numbers_where_the_paper_has_them(name, row, column, text, value):
    table = TABLES[name]
    (own,) = (each for each in table.rows if OWN.name(each) == row)
    (at,) = (each for each in table.columns if OWN.name(each) == column)
    printed = table.target(own, at)
    assert printed.text == text and printed.value == pytest.approx(value)


@pytest.fixture
def made(tmp_path):
    """Filled tables of vanilla, vib (and one of a sweep) and base on trec, with derived scores."""
    base = {
        "accuracy": 0.9,
        "majority_accuracy": 0.25,
        "random_aopc": {"5": 0.2},
        "random_posthoc_accuracy": {"5": 0.7},
        "random_deletion_floor": {"5": 0.1},
    }
    vib = {
        "accuracy": 0.92,
        "aopc": {"5": 0.4},
        "aopc_averaged": {"5": 0.3},
        "posthoc_accuracy": {"5": 0.8},
        "deletion_floor": {"5": 1.0},
        "accuracy@iteration=0": 0.88,
    }
    runs = [
        evaluated.write(tmp_path, Run("trec", "lstm", "max", "base", (), 3), base, attention=None),
        evaluated.write(tmp_path, Run("trec", "lstm", "additive", "vib", (), 3), vib),
        evaluated.write(tmp_path, Run("trec", "lstm", "additive", "vib", (("beta", 0.1),), 3), {"f1": 0.1}),
    ]
    frame = suite_scores(runs, tmp_path)
    dev = frame[frame["metric"] == "f1"].assign(split="dev", metric="accuracy")
    whole = pd.concat([frame, dev], ignore_index=True)
    return {name: filling.fill(table, whole, OWN, runs) for name, table in TABLES.items() if name != "1"}


def shown(table, row):
    """The cell of trec, or of a column's name."""
    (own,) = (r for r in table.rows if OWN.name(table.table.rows[r]) == row)
    return {OWN.name(table.table.columns[c]): table.cells[own, c].text for c in table.columns}


def test_ours_beside_the_printed_numbers(made):
    assert shown(made["2"], "LSTM-base") == {"Trec": "90.00 / 90.00 (1) / +0.00"}
    assert shown(made["2"], "LSTM-VAT") == {"Trec": "92.80 / 92.00 (1) / -0.80"}
    assert shown(made["3"], "AOPC, LSTM, Random") == {"Trec": "19.40 / 20.00 (1) / +0.60"}
    assert shown(made["3"], "AOPC, LSTM, LSTM-VAT") == {"Trec": "37.20 / 40.00 (1) / +2.80"}
    assert shown(made["4"], "Post-hoc accuracy, LSTM, Random") == {"Trec": "71.40 / 70.00 (1) / -1.40"}


def test_what_the_paper_does_not_have_has_no_printed_number(made):
    assert shown(made["3"], "Averaged AOPC (ours), LSTM-VAT") == {"Trec": "– / 30.00 (1) / –"}
    assert shown(made["4"], "Largest class (ours), LSTM-base") == {"Trec": "– / 25.00 (1) / –"}
    assert shown(made["6"], "Trec, LSTM-VAT")["iteration 0"] == "– / 88.00 (1) / –"
    assert shown(made["study1"], "LSTM-VAT, beta = 0.1") == {"Trec": "– / 10.00 (1) / –"}


def test_a_measure_at_its_floor_says_so(made):
    assert shown(made["3"], "Nothing left to lose (ours), LSTM-VAT") == {"Trec": "– / 100.00 (1) / –"}
    assert shown(made["3"], "Nothing left to lose (ours), Random") == {"Trec": "– / 10.00 (1) / –"}
    assert any(line.startswith("Nothing left to lose: the share") for line in made["3"].notes())


def test_bert_and_other_data_sets_are_named_below(made):
    (line,) = (line for line in made["2"].notes() if line.startswith("Without a run for it here"))
    assert "BERT-base; BERT-ATT; BERT-VAT; " in line and "; IMDB" in line
    assert line.endswith("Twitter; Average.")


OF_PAPER = [figure for figure in PAPER.FIGURES if not figure.fold]  # others are drawn where they have points


def test_all_figures_in_the_papers_order():
    assert [figure.name for figure in OF_PAPER] == ["1", "2", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize("figure", OF_PAPER, ids=lambda figure: figure.name)
def test_a_profile_without_runs_has_every_figure(figure, tmp_path):
    none = pd.DataFrame(columns=list(scores.COLUMNS))
    points = figure.points(Material(none, OWN, (), tmp_path))
    captions = figure.captions(points, OWN)
    assert points.empty == (figure.name not in "12")  # diagrams need no run
    assert captions[0].startswith("Zhou et al. 2021, Figure " + figure.name)


def test_curves_are_of_the_random_order_plain_attention_and_vat():
    for figure, metric in zip(PAPER.FIGURES[3:5], ("aopc", "posthoc_accuracy"), strict=True):
        assert [line.where["method"] for line in figure.lines] == ["random", "vanilla", "vib"]
        assert {panel.where["metric"] for panel in figure.panels} == {metric}
        printed = [OWN.name(panel) for panel in figure.panels if not panel.fold]
        assert printed == ["IMDB (LSTM)", "IMDB (BERT)"]


def parts(figure, kind):
    return [part for part in figure.parts(figure.numbers()) if isinstance(part, kind)]


def test_figure_1_shows_what_each_phase_holds_fixed():
    boxes = [box for box in parts(diagrams.FIGURES[0], Box) if box.colour == "blue"]
    fixed = {(box.text, box.x == diagrams.LEARNER) for box in boxes if box.text != "fixed in this phase"}
    assert fixed == {("attention α", True), ("encoder", False)}
    between = [(a.start, a.end) for a in parts(diagrams.FIGURES[0], Arrow) if a.start.x != a.end.x]
    told = [(start.text, start.x == diagrams.LEARNER) for start, end in between if start.text == end.text]
    assert told == [("encoder", True), ("attention α", False)]


def test_figure_2_has_the_equations_of_the_bottleneck():
    texts = " ".join(box.text for box in parts(diagrams.FIGURES[1], Box))
    assert all(f"({number})" in texts for number in (1, 2, 5, 7, 9))
    rows = diagrams.FIGURES[1].numbers().set_index("box")["arrows_to"]
    assert rows["R = Σ α x (2)"] == "u = MLP(R); σ = MLP(R)"
    assert rows["$x_1$"].endswith("R = Σ α x (2)")
