"""The profile `paper` runs all that the papers show: no cell of a numbered table, no figure lacks its run."""

from collections import defaultdict
from functools import cache

import pandas as pd
import pytest

from steady_attention import papers
from steady_attention.papers.vib_attention.rows import DATASETS as OF_AVERAGE
from steady_attention.report.figures.diagram import Diagram
from steady_attention.report.figures.lines import Lines
from steady_attention.report.figures.scatter import Scatter
from steady_attention.report.figures.violins import Violins
from steady_attention.report.tables.averages import AVERAGE
from steady_attention.results.controls import CONTROLS
from steady_attention.results.query import Index, split
from steady_attention.results.scores import COLUMNS
from steady_attention.run import plan
from steady_attention.settings import methods as of_methods
from steady_attention.settings import params

PROFILE = params.load("paper").at("paper")
EMPTY = pd.DataFrame(columns=list(COLUMNS))
NO_RUN = {"bert_to_bert": "another system, trained on the human rationales"}  # rows of no method of ours
MEASURED = {  # the beginning of a metric: the measure that a run must have for it
    "jsd@": "stability",
    "tvd@": "stability",
    "tvd_batch_sum": "stability",
    "attention_var": "stability",
    "comprehensiveness": "erasure",
    "sufficiency": "erasure",
    "sensitivity": "sensitivity",
    "aopc": "deletion",
    "posthoc_accuracy": "deletion",
    "deletion_floor": "deletion",
    "p_at": "sentiment_words",
    "r_at": "sentiment_words",
    "f1_at": "sentiment_words",
    "iou_f1": "rationales",
    "token_f1": "rationales",
    "auprc": "rationales",
    "ap": "rationales",
    "roc_auc": "rationales",
    "accuracy@iteration": "representation",
}
AT_RANDOM = "random"  # words in random order: the run `base` has these numbers


def numbered(kind):
    """The papers' own tables, not our studies."""
    return [
        pytest.param(suite, table, id=f"{suite}-{table.name}")
        for suite in papers.SUITES
        for table in papers.get(suite).TABLES
        if not table.name.startswith("study") and (table.numbers == "runs") == (kind == "runs")
    ]


def drawn():
    """The figures that are drawn of runs."""
    return [
        pytest.param(suite, figure, id=f"{suite}-{figure.name}")
        for suite in papers.SUITES
        for figure in papers.get(suite).FIGURES
        if not isinstance(figure, Diagram) and not figure.fold  # ours
    ]


@cache
def planned():
    return {one.run: one.measures for one in plan.plan("paper", PROFILE, of_methods.known().from_vanilla)}


@cache
def index(suite):
    return Index(EMPTY, plan.of_profile(PROFILE, suite))


@cache
def placed(suite):
    """The suite's runs by place."""
    found = defaultdict(list)
    for run in plan.of_profile(PROFILE, suite):
        found[run.dataset, run.encoder, run.attention, run.method].append(run)
    return found


def of_ours(where):
    """Conditions by our corpora, a cell of averages on every data set."""
    names = OF_AVERAGE if where["dataset"] == AVERAGE else (where["dataset"],)
    method = "base" if where["method"] == AT_RANDOM else where["method"]
    corpora = (PROFILE.counterparts.get(name, name) for name in names)
    return [{**where, "dataset": corpus, "method": method} for corpus in corpora]


def lacking(suite, where):
    """What a cell lacks: a run in its suite, or the measure on such a run; nothing where it is there."""
    found = index(suite).find(where)
    place, _ = split(where)
    at = tuple(place[key] for key in ("dataset", "encoder", "attention", "method"))
    fitting = [run for run in placed(suite).get(at, []) if dict(run.variant) == found.variant]
    needed = [measure for start, measure in MEASURED.items() if place["metric"].startswith(start)]
    wrong = [run.name for run in fitting if needed and needed[0] not in planned()[run]]
    return wrong if found.wanted else [f"no run: {where}"]


def of_small(row):
    """Whether a row is one of ours that the profile has not to run: a control, or a further method."""
    further = ("(ours only)", "learner alone")
    return row.where.get("method") in CONTROLS or (row.fold and any(word in row.label for word in further))


@pytest.mark.parametrize(("suite", "table"), numbered("runs"))
def test_every_cell_has_its_runs(suite, table):
    rows = [row for row in table.rows if not (row.printed is None and of_small(row))]
    columns = [column for column in table.columns if not column.fold]  # controls and these are ours
    cells = [table.conditions(row, column) for row in rows for column in columns]
    wanted = [where for cell in cells if cell["method"] not in NO_RUN for where in of_ours(cell)]
    assert wanted and [missing for where in wanted for missing in lacking(suite, where)] == []


@pytest.mark.parametrize(("suite", "table"), numbered("corpora"))
def test_every_data_set_of_a_table_is_there(suite, table):
    named = {table.conditions(row, column)["dataset"] for row in table.rows for column in table.columns}
    assert {PROFILE.counterparts.get(name, name) for name in named} - {"none"} <= {*PROFILE.corpora}


def lines(figure):
    """The conditions that each line or picture of a figure puts on its runs."""
    blank = {"split": "test", "metric": "f1"}
    if isinstance(figure, Lines):
        return [
            {**figure.where, **panel.where, **line.where} for panel in figure.panels for line in figure.lines
        ]
    if isinstance(figure, Violins):
        return [
            {**blank, **figure.where, **method.where, **dataset.where}
            for method in figure.methods
            for dataset in figure.datasets
        ]
    if isinstance(figure, Scatter):
        return [{**blank, **group.where, **view.where} for group in figure.groups for view in figure.views]
    return [{**blank, **figure.places[0], **method.where} for method in figure.methods]


@pytest.mark.parametrize(("suite", "figure"), drawn())
def test_every_line_of_a_figure_has_its_runs(suite, figure):
    for line in lines(figure):
        for where in of_ours(line):
            if type(figure) is Lines:
                assert len(index(suite).steps(where, figure.x)) >= 2, where
            else:
                assert not lacking(suite, where)


def test_a_missing_run_and_a_missing_measure_are_named():
    cell = {"dataset": "sst", "encoder": "rnn", "attention": "additive", "split": "test", "metric": "jsd@x"}
    assert lacking("seat", {**cell, "method": "word_vat"})[0].startswith("no run: ")
    dot = {**cell, "attention": "dot", "method": "vanilla"}
    assert lacking("attention_at", dot)[0] == "sst-rnn-dot-default-0"
    assert lacking("seat", {**cell, "method": "seat"}) == []
