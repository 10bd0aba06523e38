"""Which numbers fill which table."""

import pytest

from steady_attention import methods, papers
from steady_attention.papers import frames
from steady_attention.report.tables import filling
from steady_attention.results.setting import Setting


def test_table_1_is_the_papers_by_what_the_methods_declare():
    """All ticks agree; four are contradicted by the paper's own sentences, and not compared."""
    (table,) = (one for one in papers.get("attention_vat").TABLES if one.name == "1")
    made = filling.fill(table, frames.frame_of(table, None, None), Setting("demo"))
    assert [cell.difference for cell in made.cells.values() if not cell.doubtful] == ["same"] * 20
    doubtful = [cell for cell in made.cells.values() if cell.doubtful]
    assert len(doubtful) == 4 and all(cell.ours == cell.printed.text for cell in doubtful)
    assert "| Attention iVAT | yes | yes | yes | yes | yes | yes |" in made.markdown()
    assert "| Word iAT | no | no | no | no | yes | yes† |" in made.markdown()


def test_a_difference_is_said():
    (table,) = (one for one in papers.get("attention_vat").TABLES if one.name == "1")
    frame = frames.of_methods()
    frame["value"] = 1 - frame["value"]
    cells = filling.fill(table, frame, Setting("demo")).cells
    assert {cell.difference for cell in cells.values() if not cell.doubtful} == {"differs"}


@pytest.mark.parametrize("name", methods.NAMES)
def test_properties_are_read_as_they_are_declared(name):
    assert frames.properties(name) == methods.get(name).PROPERTIES
