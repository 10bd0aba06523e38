import re

import pytest

from steady_attention.report.page import page
from steady_attention.report.page.exhibits import Section
from steady_attention.report.page.glance import Glance
from steady_attention.report.page.rendering import TEMPLATES
from steady_attention.results.setting import Setting
from tests.report.page.pages import Tags, mapped, page_of, unpacked
from tests.results.small import run, write


@pytest.fixture
def html(evaluations, runs):
    return page_of(evaluations, runs)


def test_whole_page(html):
    assert html != unpacked(html)
    parser = Tags(unpacked(html))
    assert parser.open == []
    assert len(parser.ids) == len(set(parser.ids)) > 20
    assert {link[1:] for link in parser.links if link.startswith("#")} <= set(parser.ids)
    for key in ("aria-describedby", "popovertarget", "for"):
        named = [attributes[key] for _, _, attributes in parser.tags if key in attributes]
        assert named and set(named) <= set(parser.ids)


def test_page_asks_for_nothing_else(html):
    assert not re.search(r"(src|href)=\"(https?:)?//|@import|url\((?!#)", html)
    assert "<link" not in html and "<script src" not in html


def test_what_was_run(html):
    assert "<dt>Runs</dt><dd>12 trained models</dd>" in html
    assert "<dt>Seeds</dt><dd>0, 1, 2</dd>" in html
    assert '<a href="costs.md">' in html
    assert "seconds" not in re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    assert "print of vanilla/sst-bilstm-additive-default-0" in unpacked(html)


def test_where_tables_figures_and_claims_come_from(html):
    table = (
        'Numbers: <a href="tables/attention_vat/table3a.csv">tables/attention_vat/table3a.csv</a>. Declared '
        'in <a href="../../src/steady_attention/papers/attention_vat/tables.py">tables.py</a>. Remade alone '
        "by <code>dvc repro -s sources tables@small-attention_vat</code>"
    )
    assert table in html
    assert '<a href="figures/attention_vat/figure2.csv">' in html
    assert "<code>dvc repro -s sources figures@small-attention_vat</code>" in html
    assert '<a href="tables/attention_vat/claims.csv">' in html
    assert '<td data-value="0.7927">79.27</td>' in html
    assert "(Kitada &amp; Iyatomi 2022)" in html


def test_words_of_the_heat_maps_are_no_markup(html):
    assert "<b>bold" not in html
    assert mapped(html)[0]["sentences"][0]["words"][1] == "<b>bold</b>"


def test_notes_are_folded_and_those_of_several_are_printed_once(html):
    table = html[html.index('<h3 id="attention_vat-table3a">') :]
    foot = table[table.index('<details class="foot"') : table.index("</details>")]
    assert "<li>Profile: small.</li>" not in foot and "Seeds: 0, 1, 2." not in foot
    assert html.count('<li id="note-1">') == 1 and 'href="#note-1"' in foot
    assert len(re.findall(r"<li[^>]*>Seeds: 0, 1, 2\.</li>", html)) == 1


def test_what_has_no_run_is_one_line(evaluations):
    """Table 6 and figure 2 have no number of vanilla alone: their names lead to what there is of them."""
    html = page_of(evaluations, [write(evaluations, run(), 0.5)])
    (line,) = re.findall(r'<p class="soft absent">.*?</p>', html)
    assert "<svg" not in html and "printed table" not in html
    assert re.sub(r"<.*?>", "", line) == "Not run in this profile: Table 6, Figure 2."
    assert 'id="attention_vat-table6" href="tables/attention_vat/table6.md"' in line
    assert 'id="attention_vat-figure2" href="figures/attention_vat/figure2.csv"' in line


def test_a_page_of_nothing_says_so():
    nothing = Glance([("Claims", "None.")], "No method has runs to compare.", "Names.", None, [])
    html = page.index(Setting("demo"), nothing, [], [], Section("cross", "Cross table"), [], [], {})
    assert "Evaluations" not in html and "No method has runs to compare." in html
    assert "picker" not in html[html.index("<body") :] and "<svg" not in html
    assert 'class="chart"' not in html and 'id="versions"' not in html


def test_a_notice_stands_first_and_once():
    nothing = Glance([("Claims", "None.")], "No method has runs to compare.", "Names.", None, [])
    given = (nothing, [], [], Section("cross", "Cross table"), [], [], {})
    html = page.index(Setting("demo", notice="A <toy>."), *given)
    assert html.count("A &lt;toy&gt;.") == 1 and html.index('class="notice"') < html.index("<dl")
    assert 'class="notice"' not in page.index(Setting("demo"), *given)


def test_templates_name_no_other_host():
    for path in TEMPLATES.iterdir():
        assert not re.search(r"https?://", path.read_text(encoding="utf-8")), path


def test_claims_are_rows_that_unfold(html):
    """The ones that hold come first; what was not run is folded, and counted in words."""
    assert re.findall(r'<li class="claim" id="([\w-]+)"', html) == [
        "a-gain",
        "a-start",
        "a-loss",
        "an-absence",
    ]
    gain = html[html.index('id="a-gain"') : html.index('id="a-start"')]
    assert '<span class="verdict holds">holds where run</span>' in gain
    assert '<span class="margin">+2.50 points [+0.50, +4.50]</span>' in gain and "margin of a-gain" in gain
    assert "<summary>1 not run in this profile</summary>" in html
    assert "4 claims: 2 holds, 1 fails, 1 not run." in html
