"""What the findings tell, on the page."""

from dataclasses import replace

import pandas as pd

from steady_attention.papers.headlines import HEADLINES
from steady_attention.report.page import answered
from steady_attention.results.scores import TABLE
from tests.report.findings.profiles import rows, sources
from tests.report.page.pages import SCORES

ELSEWHERE = ("imdb", "bilstm", "dot")


def source(*more):
    return replace(sources(), runs=pd.DataFrame([*SCORES, *more], columns=list(TABLE)))


def test_which_method_for_what_with_other_places_below():
    there = [rows(method, [0.5, 0.6, 0.7], place=ELSEWHERE) for method in ("vanilla", "seat")]
    exhibit, elsewhere = answered.aims(source(*there[0], *there[1]))
    assert [row[0] for row in exhibit.content.rows] == ["Prediction", "Explanation"]
    assert exhibit.content.rows[0][2] == "word_at +4.33 points [+2.90, +5.77]"
    assert exhibit.notes[0].startswith("sst, bilstm, additive attention")
    assert elsewhere.content.rows == [["imdb, bilstm, dot", "3", "none of 1", "–", "–", "–"]]
    assert (exhibit.id, elsewhere.id) == ("findings-aims", "findings-elsewhere")
    assert exhibit.origin.command == "dvc repro -s sources findings@small"
    assert list(answered.aims(sources(cross=False))) == []


def test_effects_and_their_causes_say_where_they_are_declared():
    more = rows("attention_vat", [0.81, 0.82, 0.83], "unlabeled=7")
    exhibit = answered.causes(source(*more), "attention_vat", HEADLINES["attention_vat"])
    assert exhibit.id == "attention_vat-causes" and exhibit.origin.data == "causes.md"
    assert exhibit.content.rows[0][:2] == ["F1 from unlabeled text", "nothing"]
    assert HEADLINES["attention_vat"].known in exhibit.notes
