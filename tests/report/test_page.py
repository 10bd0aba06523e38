import re
from html.parser import HTMLParser

import pytest

from steady_attention.report import filled, gallery, page, scores
from steady_attention.report.grid import Grid
from steady_attention.report.rendering import inline_svg
from steady_attention.report.setting import Setting

from .test_figure import CURVE
from .test_table import table

VOID = {"meta", "br", "link", "use", "path", "rect"}


class Tags(HTMLParser):
    """Checks that tags nest, and collects ids and texts."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links = [], [], []

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named[key] for key in ("href", "src") if key in named]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture
def html(evaluations, runs):
    frame = scores.collect("attention_vat", runs, evaluations)
    setting = Setting("small")
    claims = Grid("Claims", ("claim", "verdict"), [["VAT < AT", "undecided at this scale"]])
    section = page.Section(
        "attention_vat",
        "VAT & co",
        tables=[filled.fill(table(), frame, setting, runs)],
        figures=[page.drawn(CURVE, frame, setting, runs)],
        grids=[claims],
        links={"claims": "attention_vat/tables/claims.md"},
    )
    return page.index(
        setting,
        [section],
        {"attention_vat": runs},
        groups=gallery.groups(evaluations, runs, {}),
        versions={"commit": "abc"},
        timings={"train-vanilla": {"a": {"seconds": 1.5, "machine": "x"}, "b": {"machine": "x"}}},
        stages=["download", "train-vanilla"],
        fingerprints=scores.fingerprints(runs, evaluations),
    )


def test_whole_page(html):
    parser = Tags()
    parser.feed(html)
    assert parser.open == []
    assert len(parser.ids) == len(set(parser.ids)) > 20
    assert all(link.startswith(("#", "attention_vat/")) for link in parser.links)
    assert {link[1:] for link in parser.links if link.startswith("#")} <= set(parser.ids)


def test_page_asks_for_nothing_else(html):
    assert not re.search(r"(src|href)=\"(https?:)?//|@import|url\((?!#)", html)
    assert "<link" not in html and "<script src" not in html


def test_what_was_run(html):
    assert "<dt>Runs</dt><dd>12 trained models</dd>" in html
    assert "<dt>Seeds</dt><dd>0, 1, 2</dd>" in html
    assert "Partial: 1 of 2 stages have no record." in html
    assert "<td>1 of 2 timed</td><td>1.5</td><td>machine x</td>" in html
    assert '<th scope="row">download</th><td>not recorded</td>' in html
    assert "print of vanilla/sst-bilstm-additive-default-0" in html


def test_tables_figures_and_claims(html):
    assert '<span class="ours">81.00 ± 1.00 (3)</span>' in html
    assert "printed 79.27, difference +1.73" in html
    assert '<span class="lacking">not in this profile</span>' in html
    assert '<a href="attention_vat/tables/table3a.csv">' in html
    assert '<a href="attention_vat/figures/figure2.csv">' in html
    assert 'aria-label="Figure 2: Amounts"' in html
    assert "VAT &lt; AT" in html and "VAT &amp; co" in html


def test_words_of_the_heat_maps_are_escaped(html):
    assert "<b>bold" not in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html


def test_a_page_of_nothing_says_so():
    html = page.index(Setting("demo"), [], {})
    assert "No timings were recorded." in html
    assert "Versions: not recorded." in html
    assert "<script" not in html


def test_inline_svg_is_named_and_its_ids_are_its_own():
    svg = (
        '<?xml version="1.0"?><!DOCTYPE svg><svg width="1"><metadata>m</metadata>'
        '<g id="a" clip-path="url(#a)"><use xlink:href="#a"/></g></svg>'
    )
    assert inline_svg(svg, 'x "y"', "p") == (
        '<svg role="img" aria-label="x &#34;y&#34;" width="1">'
        '<g id="p-a" clip-path="url(#p-a)"><use xlink:href="#p-a"/></g></svg>'
    )
