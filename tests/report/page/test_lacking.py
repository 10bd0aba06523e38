"""What has no run: counted by hand, and as many as the tables lack."""

from dataclasses import replace

import pytest

from steady_attention.report.page import lacking
from steady_attention.report.page.exhibits import Drawn, Exhibit, Section
from steady_attention.report.page.lacking import Declared, Reason
from steady_attention.report.tables import filling
from steady_attention.report.tables.averages import AVERAGE
from steady_attention.report.tables.table import Table
from steady_attention.results.query import MOST_RUN, Heading
from steady_attention.results.setting import Setting
from steady_attention.settings import params
from steady_attention.settings.suites import Block
from tests.report.figures.test_figure import CURVE
from tests.results.small import run, scored, write

SETTING = Setting("small", {"cnn": "sst"})


def table(method="vanilla", metric="f1", **where):
    """A table of one cell."""
    place = {"dataset": "sst", "encoder": "bilstm", "attention": "additive", "split": "test"} | where
    return Table("7", "", "", (Heading("", {"method": method}),), (Heading("", {"metric": metric}),), place)


@pytest.fixture
def fill(evaluations, runs):
    frame = scored(runs, evaluations)
    return lambda one: filling.fill(one, frame, SETTING, runs)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (table(dataset="imdb"), Reason("imdb", "", lacking.NO_CORPUS)),
        (table(dataset=AVERAGE), Reason("averages", "", lacking.NO_AVERAGE)),
        (table("seat"), Reason("seat", "", lacking.NO_RUN["method"])),
        (table("random", attention="max"), Reason("base", "", lacking.NO_RUN["method"])),
        (table("random"), Reason("f1", "", lacking.NO_NUMBER)),  # of vanilla's words
        (table("bert_to_bert"), Reason("bert_to_bert", "", lacking.UNKNOWN["method"])),
        (table(encoder="transformer"), Reason("transformer", "", lacking.UNKNOWN["encoder"])),
        (table(encoder="rnn"), Reason("rnn", "", lacking.NO_RUN["encoder"])),
        (table(attention="dot"), Reason("dot", "", lacking.NO_RUN["attention"])),
        (table(epsilon=3.0), Reason("vanilla (epsilon=3.0)", "on sst, bilstm, additive", lacking.NO_SETTING)),
        (
            table(unlabeled=MOST_RUN),
            Reason("vanilla (unlabeled=most run)", "on sst, bilstm, additive", lacking.NO_SETTING),
        ),
        (table(metric="tvd@0.01"), Reason("tvd", "", lacking.NO_NUMBER)),
        (table(metric="pearson"), Reason("pearson", "", lacking.UNDEFINED)),
        (table(dataset="cnn", encoder="rnn"), Reason("rnn", "", lacking.NO_RUN["encoder"])),
    ],
)
def test_the_first_reason_that_holds(fill, runs, one, reason):
    assert Declared(runs, ["sst"]).why(fill(one), 0, 0) == reason


def test_a_method_that_is_run_elsewhere(evaluations, runs, fill):
    more = [*runs, write(evaluations, run("seat", dataset="imdb"), 0.5)]
    found = Declared(more, ["sst", "imdb"]).why(fill(table("seat")), 0, 0)
    assert found == Reason("seat", "on sst, bilstm, additive", lacking.NO_PLACE)


def suite(fill):
    """A section of five tables of one cell, one of which has a number, and a figure that draws nothing."""
    tables = [table(), table(dataset="imdb"), replace(table(dataset="yelp"), name="9"), table("seat")]
    tables.append(table(dataset="imdb", metric="accuracy"))
    shown = [Exhibit(f"t{i}", "", "table", fill(one)) for i, one in enumerate(tables)]
    figure = Exhibit("f", "", "figure", Drawn(CURVE, [], "<svg></svg>", 0))
    return Section("seat", "SEAT", exhibits=[*shown, figure])


def test_cells_by_reason(fill, runs):
    profile = replace(params.load("small").at("small"), suites={})
    section = lacking.section("small", profile, ["sst"], {"seat": runs}, [suite(fill)])
    grid = section.exhibits[1].content
    assert grid.rows == [
        ["SEAT", "7, 9", "3", "imdb, yelp", lacking.NO_CORPUS],
        ["SEAT", "7", "1", "seat", lacking.NO_RUN["method"]],
        ["SEAT", "figures 2", "–", "all points", "no run is there to be drawn"],
    ]


def test_what_no_run_has():
    block = Block(("sst",), ("lstm",), ("dot",), ("vanilla",), (0,), ({},), ("stability", "erasure"))
    profile = replace(params.load("small").at("small"), suites={"seat": {"a": block}}, unlabeled=None)
    one = replace(run(), encoder="lstm", attention="dot")
    rows = {row[0]: row[1:] for row in lacking.unused("small", profile, [one]).rows}
    assert rows["encoders"] == ["auto, bert, bilstm, rnn", "no block of conf/small/grid.yaml names them"]
    assert rows["attention mechanisms"][0] == "additive, max"
    assert rows["methods"][0].startswith("base, uniform") and "vanilla" not in rows["methods"][0]
    assert "stability" not in rows["measures"][0] and "sensitivity" in rows["measures"][0]
    assert "has no pool" in rows["unlabeled texts"][1]
    pooled = replace(profile, unlabeled=params.load("demo").at("demo").unlabeled)
    assert "unlabeled texts" not in {row[0] for row in lacking.unused("small", pooled, [one]).rows}
