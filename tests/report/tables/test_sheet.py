"""Sheets in Markdown."""

from steady_attention.report.tables.sheet import NOTHING, Entry, Row, Sheet, markdown

SHEET = Sheet(
    "SST",
    ("Method", "F1 [%]"),
    (
        Row("", "Vanilla", (Entry("83.99 ± 0.94", (), 0.8399),)),
        Row("ours", "a|b", (Entry("86.44", ("Δ +2.45*", "paper 79.61"), 0.8644, True),)),
        Row("ours", "c", (Entry("–"),)),
    ),
)


def test_markdown_to_the_character():
    assert SHEET.markdown() == (
        "## SST\n\n"
        "| Method | F1 [%] |\n"
        "| --- | --- |\n"
        "| Vanilla | 83.99 ± 0.94 |\n"
        "| *ours* | |\n"
        "| a\\|b | **86.44**<br>Δ +2.45*<br>paper 79.61 |\n"
        "| c | – |\n"
    )
    assert markdown([Sheet("", ("a",), ())] * 2) == "| a |\n| --- |\n\n| a |\n| --- |\n"


def test_groups_in_the_tables_order():
    assert [(group, [row.label for row in rows]) for group, rows in SHEET.groups()] == [
        ("", ["Vanilla"]),
        ("ours", ["a|b", "c"]),
    ]


def test_no_sheet_is_said():
    assert markdown([]) == f"{NOTHING}\n"
