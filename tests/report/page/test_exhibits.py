import pytest

from steady_attention import papers
from steady_attention.report.page import exhibits
from steady_attention.report.page.exhibits import Origin
from steady_attention.report.tables import cross
from steady_attention.results.setting import Material, Setting
from steady_attention.settings.plain_yaml import read as read_yaml
from steady_attention.store.errors import UserError
from tests.report.figures.test_figure import CURVE
from tests.report.page.pages import draw
from tests.results.small import scored

SETTING = Setting("small", {"cnn": "sst"})
SHOWN = [
    (suite, one) for suite in papers.SUITES for one in (*papers.get(suite).TABLES, *papers.get(suite).FIGURES)
]


def test_command_of_a_stage():
    made = Origin("tables@demo-seat", "a.py", "b.csv")
    assert made.command == "dvc repro -s sources tables@demo-seat"


@pytest.mark.parametrize(("suite", "one"), SHOWN, ids=lambda each: getattr(each, "name", each))
def test_every_table_and_figure_is_declared_in_a_file_of_its_paper(suite, one):
    source = exhibits.declared_in(papers.get(suite), one)
    assert source.startswith(f"src/steady_attention/papers/{suite}/")
    assert (exhibits.ROOT.parent / source).is_file()


def test_the_file_is_the_one_that_declares():
    tables = {table.name: table for table in papers.get("seat").TABLES}
    assert exhibits.declared_in(papers.get("seat"), tables["5"]).endswith("seat/tables.py")
    assert exhibits.file_of(cross) == "src/steady_attention/report/tables/cross.py"


def test_what_no_file_declares_is_an_error():
    with pytest.raises(ValueError, match="declares no 'a table'"):
        exhibits.declared_in(papers.get("seat"), "a table")


def test_stages_that_make_tables_and_figures_are_those_of_dvc():
    known = read_yaml(exhibits.ROOT.parent / "dvc.yaml")["stages"]
    for stage in ("tables", "figures", "search"):
        assert f"stages/{stage}.py" in known[stage]["cmd"]


@pytest.fixture
def figures(tmp_path, evaluations, runs):
    """Figure 2 as the stage draws it, of few runs."""
    material = Material(scored(runs, evaluations), SETTING, runs, evaluations)
    return draw(CURVE, material, tmp_path)


def test_a_figure_is_read_as_it_was_drawn(figures, evaluations, runs):
    points = CURVE.points(Material(scored(runs, evaluations), SETTING, runs, evaluations))
    read = exhibits.drawn(CURVE, figures, SETTING)
    assert read.points == len(points) == 6
    assert read.svg == CURVE.svg(points, SETTING)
    assert list(read.captions) == CURVE.captions(points, SETTING)


def test_a_figure_that_is_not_drawn_is_an_error(tmp_path):
    with pytest.raises(UserError, match="figure2.csv not found: make it with `dvc repro figures@"):
        exhibits.drawn(CURVE, tmp_path, SETTING)
