"""Which numbers fill which table."""

from steady_attention import papers
from steady_attention.papers import frames
from steady_attention.report.setting import Setting
from steady_attention.report.tables import filled


def test_table_1_is_the_papers_by_what_the_methods_declare():
    """All 24 tick marks agree."""
    (table,) = (one for one in papers.get("attention_vat").TABLES if one.name == "1")
    made = filled.fill(table, frames.of(table, None, {}), Setting("demo"))
    assert [cell.difference for cell in made.cells.values()] == ["same"] * 24
    assert "| Attention iVAT | yes / yes / same | yes / yes / same | yes / yes / same |" in made.markdown()
    assert "Word AT | no / no / same" in made.markdown()


def test_a_difference_is_said():
    (table,) = (one for one in papers.get("attention_vat").TABLES if one.name == "1")
    frame = frames.of_methods()
    frame["value"] = 1 - frame["value"]
    cells = filled.fill(table, frame, Setting("demo")).cells
    assert {cell.difference for cell in cells.values()} == {"differs"}
