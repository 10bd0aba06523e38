import pytest

from steady_attention import papers
from steady_attention.papers import cross
from steady_attention.report.page import origin
from steady_attention.report.page.origin import Origin
from steady_attention.settings.plain_yaml import read as read_yaml

SHOWN = [
    (suite, one) for suite in papers.SUITES for one in (*papers.get(suite).TABLES, *papers.get(suite).FIGURES)
]


def test_command_and_script_of_a_stage():
    made = Origin("tables@demo-seat", "a.py", "b.csv")
    assert made.command == "dvc repro -s tables@demo-seat"
    assert made.script == "stages/tables.py"


@pytest.mark.parametrize(("suite", "one"), SHOWN, ids=lambda each: getattr(each, "name", each))
def test_every_table_and_figure_is_declared_in_a_file_of_its_paper(suite, one):
    source = origin.declared_in(papers.get(suite), one)
    assert source.startswith(f"src/steady_attention/papers/{suite}/")
    assert (origin.ROOT.parent / source).is_file()


def test_the_file_is_the_one_that_declares():
    tables = {table.name: table for table in papers.get("seat").TABLES}
    assert origin.declared_in(papers.get("seat"), tables["5"]).endswith("seat/corpora.py")
    assert origin.file_of(cross) == "src/steady_attention/papers/cross.py"


def test_what_no_file_declares_is_an_error():
    with pytest.raises(ValueError, match="declares no 'a table'"):
        origin.declared_in(papers.get("seat"), "a table")


def test_stages_that_make_tables_and_figures_are_those_of_dvc():
    known = read_yaml(origin.ROOT.parent / "dvc.yaml")["stages"]
    for stage in ("tables", "figures", "search"):
        assert f"stages/{stage}.py" in known[stage]["cmd"]
