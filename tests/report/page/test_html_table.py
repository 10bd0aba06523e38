import pytest

from steady_attention.report.page import html_table


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("81.20 ± 0.40 (3)", 81.2),
        ("81.20 ± 0.40 (3) ★", 81.2),
        ("60.00*# (1)", 60.0),
        ("-0.60 (4)", -0.6),
        ("+1.00", 1.0),
        ("1,234", 1234.0),
        ("3.81E-08 ± 1.00E-09 (2)", 3.81e-08),
        ("0", 0.0),
        ("1E999", None),
        ("2/3 runs", None),
        ("1 of 2 timed", None),
        ("undefined in 1/2 runs", None),
        ("–", None),
        ("vanilla", None),
        ("5 words", None),
        ("", None),
    ],
)
def test_number_that_a_text_shows(text, value):
    assert html_table.number(text) == value


def test_a_column_of_sentences():
    assert (
        html_table.long(["a\nb"])
        and html_table.long(["a", "b" * 61])
        and not html_table.long(["b" * 60])
        and not html_table.long([])
    )
