import pandas as pd
import pytest

from steady_attention.report.page import sections
from steady_attention.report.tables import cross, search
from steady_attention.store.errors import UserError

ROWS = [
    ("best", "sst", "lstm", "additive", method, "f1", value, *[None] * 4, 1, 0, 0, "0", str(value))
    for method, value in (("vanilla", 0.5), ("seat", 0.75))
]
FOUND = [
    ("sst", "lstm", "additive", "vib", "default", "beta", value, score, None, 1, score == 0.75, value == 0.1)
    for value, score in ((0.1, 0.5), (1.0, 0.75))
]


def crossed(tmp_path, rows):
    numbers = pd.DataFrame(rows, columns=list(cross.COLUMNS))
    (tmp_path / "cross.csv").write_text(cross.to_csv(numbers), encoding="utf-8")
    return sections.crossed("demo", tmp_path)


def searched(tmp_path, rows):
    pd.DataFrame(rows, columns=search.COLUMNS).to_csv(tmp_path / "search.csv", index=False)
    return sections.searched("demo", tmp_path)


def test_cross_table_and_rank_correlations(tmp_path):
    section = crossed(tmp_path, ROWS)
    (table,) = (exhibit.content for exhibit in section.exhibits)
    (sheet,) = table.sheets()
    assert [(row.label, row.entries[0].text) for row in sheet.rows] == [
        ("vanilla", "50.00"),
        ("seat", "75.00"),
    ]
    assert {exhibit.origin.command for exhibit in section.exhibits} == {"dvc repro -s sources cross@demo"}


def test_what_dev_found(tmp_path):
    section = searched(tmp_path, FOUND)
    (exhibit,) = section.exhibits
    tried = "0.1: 50.00 (1): chosen\n1: 75.00 (1): best"
    assert exhibit.content.rows == [["sst lstm additive", "vib", "beta", tried]]
    assert "Not the chosen one: vib on sst (lstm, additive): beta 1 is best on dev." in section.paragraphs


@pytest.mark.parametrize(("make", "words"), [(crossed, "NO_MEASURES"), (searched, "NO_SEARCH")])
def test_no_rows_are_told_in_words(tmp_path, make, words):
    section = make(tmp_path, [])
    assert section.exhibits == () or section.exhibits == []
    assert getattr(sections, words) in section.paragraphs


def test_an_absent_search_is_an_error(tmp_path):
    with pytest.raises(UserError, match="make it with `dvc repro search@demo`"):
        sections.searched("demo", tmp_path)
