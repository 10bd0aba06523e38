"""Names of tables and figures, and rows of methods that are one by mathematics."""

import pytest

from steady_attention.report.tables.named import named
from steady_attention.report.tables.sheet import Entry, Row
from steady_attention.report.tables.twins import once


@pytest.mark.parametrize(
    ("kind", "name", "called"),
    [
        ("table", "3a", "Table 3a"),
        ("figure", "ja2", "Figure 2 (Japanese version)"),
        ("table", "ja1a", "Table 1a (Japanese version)"),
        ("table", "study4", "Our table 4"),
        ("figure", "study1", "Our figure 1"),
    ],
)
def test_a_table_is_called_by_words(kind, name, called):
    assert named(kind, name) == called


def test_twins_share_a_row_where_they_show_the_same():
    rows = [Row("", label, [Entry(text)]) for label, text in (("AT", "1"), ("A AT", "2"), ("A iAT", "2"))]
    methods = {"A AT": "attention_at", "A iAT": "attention_iat"}
    assert [row.label for row in once(rows, methods)] == ["AT", "A AT = iAT"]
    assert once(rows, {}) == rows
    other = [*rows[:2], Row("", "A iAT", [Entry("3")])]
    assert once(other, methods) == other
