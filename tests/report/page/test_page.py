import re

import pytest

from steady_attention import claims
from steady_attention.report.page import page, sections
from steady_attention.report.page.exhibits import inline_svg
from steady_attention.report.page.rendering import TEMPLATES
from steady_attention.report.tables.grid import Grid
from steady_attention.results.setting import Setting
from tests.report.page.pages import Tags, page_of
from tests.results.small import run, write


@pytest.fixture
def html(evaluations, runs):
    return page_of(evaluations, runs)


def test_whole_page(html):
    parser = Tags(html)
    assert parser.open == []
    assert len(parser.ids) == len(set(parser.ids)) > 20
    assert {link[1:] for link in parser.links if link.startswith("#")} <= set(parser.ids)
    for key in ("aria-labelledby", "aria-describedby"):
        given = [attributes[key] for _, _, attributes in parser.tags if key in attributes]
        named = [name for names in given for name in names.split()]
        assert named and set(named) <= set(parser.ids)


def test_page_asks_for_nothing_else(html):
    assert not re.search(r"(src|href)=\"(https?:)?//|@import|url\((?!#)", html)
    assert "<link" not in html and "<script src" not in html


def test_what_was_run(html):
    assert "<dt>Runs</dt><dd>12 trained models</dd>" in html
    assert "<dt>Seeds</dt><dd>0, 1, 2</dd>" in html
    assert (
        '<a href="costs.md">' in html and "seconds" not in html[: html.index('<section id="attention_vat">')]
    )
    assert "print of vanilla/sst-bilstm-additive-default-0" in html


def test_where_tables_figures_and_claims_come_from(html):
    table = (
        'Numbers: <a href="tables/attention_vat/table3a.csv">table3a.csv</a>. Declared in '
        '<a href="../../src/steady_attention/papers/attention_vat/tables.py">'
        "src/steady_attention/papers/attention_vat/tables.py</a>, made by stage "
        '<code>tables@small-attention_vat</code> (<a href="../../stages/tables.py">stages/tables.py</a>). '
        "Remade alone by <code>dvc repro -s sources tables@small-attention_vat</code>"
    )
    assert table in html
    assert '<a href="figures/attention_vat/figure2.csv">' in html
    assert "<code>dvc repro -s sources figures@small-attention_vat</code>" in html
    assert '<a href="../../src/steady_attention/claims/claims.yaml">' in html
    assert '<td data-value="0.7927">79.27</td>' in html
    assert "VAT &lt; AT" in html and "(Kitada &amp; Iyatomi 2022)" in html


def test_words_of_the_heat_maps_are_escaped(html):
    assert "<b>bold" not in html
    assert r"\u003cb\u003ebold\u003c/b\u003e" in html


def test_shared_notes_are_folded(html):
    table = html[html.index('<h3 id="attention_vat-table3a">') :]
    own, shared = table.split('<details class="shared">')[:2]
    assert "Ours: F1 of the positive class" in own and "Seeds: 0, 1, 2." not in own
    assert "Seeds: 0, 1, 2." in shared


def test_an_empty_figure_is_not_drawn(evaluations):
    runs = [write(evaluations, run(), 0.5)]
    html = page_of(evaluations, runs)
    assert "<svg" not in html and "No run of this profile is there to be drawn." in html
    assert html.count("No run of this profile has a number here: the printed table") == 1


def test_a_page_of_nothing_says_so():
    html = page.index(Setting("demo"), [], {})
    assert "Evaluations" not in html
    assert "Versions: not recorded." in html
    assert "picker" not in html[html.index("<body>") :]


def test_templates_name_no_other_host():
    for path in TEMPLATES.iterdir():
        assert not re.search(r"https?://", path.read_text(encoding="utf-8")), path


def test_inline_svg_is_named_and_its_ids_are_its_own():
    svg = (
        '<?xml version="1.0"?><!DOCTYPE svg><svg width="1"><metadata>m</metadata>'
        '<g id="a" clip-path="url(#a)"><use xlink:href="#a"/></g></svg>'
    )
    assert inline_svg(svg, 'x "y"', "p") == (
        '<svg role="img" aria-label="x &#34;y&#34;" width="1">'
        '<g id="p-a" clip-path="url(#p-a)"><use xlink:href="#p-a"/></g></svg>'
    )


def test_a_claims_places_stand_below_it():
    row = {name: name for name in claims.COLUMNS} | {"paper": "p", "where": "abstract", "claim": "Says."}
    shown = sections.claimed(Grid("Claims", claims.COLUMNS, [list(row.values())]))
    assert dict(zip(shown.header, shown.rows[0], strict=True)) == {
        "id": "id",
        "claim": "Says.\np: abstract",
        "on_print": "on_print",
        "verdict": "verdict",
        "verdict_last": "verdict_last",
        "evidence": "evidence",
    }
