"""A figure inside the page: the same picture in fewer bytes, its names its own."""

import re

import pytest

from steady_attention.report.page import svg
from steady_attention.store.sources import ROOT

HEAD = '<?xml version="1.0"?><!DOCTYPE svg><svg width="1" xmlns="http://www.w3.org/2000/svg" '
HEAD += 'xmlns:xlink="http://www.w3.org/1999/xlink">'
COMMITTED = sorted((ROOT.parent / "reports/small/figures").glob("*/*.svg"))


def inline(body, title="x"):
    return svg.inline(f"{HEAD}{body}</svg>", title, "p", "notes")


def test_it_is_named_and_described():
    text = inline("<g><text>a</text></g>", 'x "y" <z>')
    assert 'role="img" aria-label="x &quot;y&quot; &lt;z&gt;" aria-describedby="notes"' in text
    assert '<title>x "y" &lt;z&gt;</title>' in text and "<?xml" not in text


def test_names_are_its_own_and_those_that_nothing_refers_to_go():
    text = inline(
        '<g id="a" clip-path="url(#b)"/><g id="a" clip-path="url(#b)"><use xlink:href="#c"/></g>'
        '<clipPath id="b"/><path id="c"/>'
    )
    assert re.findall(r' id="([^"]*)"', text) == ["p-0", "p-1"]
    assert 'clip-path="url(#p-0)"' in text and 'xlink:href="#p-1"' in text


def test_metadata_goes():
    assert "meta" not in inline("<metadata>x</metadata><path/>")


def test_styles_that_return_are_classes():
    clipped = '<clipPath id="c"/><g clip-path="url(#c)" style="fill: red"/>'
    text = inline(f'{clipped}<path clip-path="url(#c)" style="fill: red"/><path style="fill: blue"/>')
    assert ".p-s0{fill:red;clip-path:url(#p-0)}" in text and text.count('class="p-s0"') == 2
    assert 'style="fill: blue"' in text


def test_a_style_of_all_elements_is_of_this_figure_alone():
    text = inline('<style type="text/css">*{stroke-linejoin: round}</style>')
    assert "*{" not in text and 'style="stroke-linejoin:round"' in text


@pytest.mark.parametrize("path", COMMITTED[:5], ids=lambda path: path.stem)
def test_figures_of_the_repository_lose_no_text_and_no_mark(path):
    given = path.read_text(encoding="utf-8")
    made = svg.inline(given, "x", "f1", "notes")
    words = re.compile(r"<text[^>]*>([^<]*)</text>")
    assert words.findall(made) == words.findall(given) and len(made) < len(given)
    assert made.count("<use") == given.count("<use")
