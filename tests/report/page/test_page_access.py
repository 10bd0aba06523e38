"""The page for those who do not see it, use no mouse, or read in the dark."""

import re

import pandas as pd
import pytest

from steady_attention import papers
from steady_attention.report.page import html_table
from steady_attention.report.page.heatmap import PALETTE
from steady_attention.report.page.rendering import environment, render
from steady_attention.report.tables import filling
from steady_attention.results.scores import COLUMNS
from steady_attention.results.setting import Setting
from tests.report.page.contrast import contrast
from tests.report.page.pages import Tags, page_of


@pytest.fixture
def html(evaluations, runs):
    return page_of(evaluations, runs)


def test_headings_are_in_order_and_contents_name_every_section(html):
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below <= above + 1 for above, below in zip(levels, levels[1:], strict=False))
    contents = html[html.index("<nav") : html.index("</nav>")]
    for place in (
        "glance",
        "findings",
        "cross",
        "run",
        "attention_vat",
        "attention_vat-table3a",
        "attention_vat-figure2",
        "integrity",
        "heatmaps",
    ):
        assert f'href="#{place}"' in contents


def test_every_column_of_every_table_can_be_sorted(html):
    parser = Tags(html)
    columns = [named for tag, _, named in parser.tags if tag == "th" and named.get("scope") == "col"]
    heads = [parent for tag, parent, named in parser.tags if tag == "button" and parent == "th"]
    sorted_by = [named for named in columns if "aria-sort" in named]
    assert len(heads) == len(sorted_by) > 5  # not those of the first screen
    assert all(named["aria-sort"] == "none" for named in sorted_by)


def test_numbers_by_which_columns_are_sorted(html):
    assert '<td data-value="0.81">81.00 ± 2.48</td>' in html
    assert '<td data-value="3">3</td>' in html


def test_a_cell_without_runs_says_so_and_is_set_apart():
    """Of a table that folds no row: ours where it was measured, in words where the profile has no run."""
    table, *_ = (table for table in papers.get("attention_vat").TABLES if not table.fold)
    empty = filling.fill(table, pd.DataFrame(columns=list(COLUMNS)), Setting("small"))
    macros = environment().get_template("table.html.j2").make_module({"html_table": html_table})
    html = macros.sheets(empty, "A table")
    assert "<td>–</td>" in html and "±" not in html


def test_figures_have_a_title_and_a_description(html):
    parser = Tags(html)
    (svg,) = parser.named("svg")
    assert svg["aria-describedby"] == "attention_vat-figure2-notes" and svg["role"] == "img"
    name = "Figure 2. Validation and test score with different amounts of unlabeled data"
    assert svg["aria-label"] == name and f"><title>{name}</title>" in html
    assert [parent for tag, parent, _ in parser.tags if tag == "title"] == ["head", "svg"]


def test_every_heading_has_a_permalink(html):
    linked = [inside for _, inside in re.findall(r"<h([23])\b[^>]*>(.*?)</h\1>", html)]
    assert len(linked) > 8 and all('class="permalink" href="#' in inside for inside in linked)
    ids = Tags(html).ids
    assert {re.search(r'href="#([^"]+)"', inside)[1] for inside in linked} <= set(ids)


def test_every_table_has_a_caption_and_every_head_a_scope(html):
    parser = Tags(html)
    captions = [parent for tag, parent, _ in parser.tags if tag == "caption"]
    assert captions == ["table"] * len(parser.named("table")) and len(captions) > 4
    assert {named.get("scope") for named in parser.named("th")} <= {"col", "row", "rowgroup"}
    assert '<caption class="hidden">Table 3a. ' in html


def test_skip_link_comes_first(html):
    parser = Tags(html)
    assert next(named for tag, _, named in parser.tags if tag == "a")["href"] == "#main"
    assert ("main", "body", {"id": "main", "tabindex": "-1"}) in parser.tags


def schemes():
    """The colours of the light and the dark scheme, by their names in the style."""
    style = render("style.css.j2", palette=PALETTE)
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    for text in (light, dark):
        hexadecimal = re.findall(r"--(\w+): #(\w{6})", text)
        colours = {name: tuple(int(code[i : i + 2], 16) for i in (0, 2, 4)) for name, code in hexadecimal}
        for name, numbers in re.findall(r"--(\w+): rgb\(([\d ]+)\)", text):
            colours[name] = tuple(map(int, numbers.split()))
        yield colours


@pytest.mark.parametrize("scheme", [0, 1])
def test_contrast_of_text_is_aa(scheme):
    assert round(contrast((255, 255, 255), (0, 0, 0)), 6) == 21
    colours = list(schemes())[scheme]
    for text in ("ink", "soft", "link", "holds", "fails"):
        for ground in ("page", "card"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert contrast(colours["bar"], colours["card"]) >= 3  # WCAG 1.4.11: a graphic
