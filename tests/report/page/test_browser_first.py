"""The first screen and what fits, in a real browser: of few runs, and of this repository's pages."""

import re

import pytest

from steady_attention.store.sources import ROOT
from tests.report.page.contrast import contrast

pytestmark = pytest.mark.slow
COMMITTED = sorted((ROOT.parent / "reports").glob("*/index.html"))
PHONE = {"width": 390, "height": 844}
SIZES = ({"width": 1400, "height": 900}, PHONE)
LEGIBLE = 9  # pixels, the height of a line
SCREEN, MOST_SCREENS, MOST_BYTES = 900, 40, 1_200_000
# a figure is moved within its box on a phone, so that its labels stay legible
TOO_WIDE = """() => [...document.querySelectorAll(".wide, .chart, .effects")].filter(
  (box) => box.clientWidth && box.scrollWidth > box.clientWidth).map((box) => box.innerText.slice(0, 80))"""
UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
COLOURS = """() => [...document.querySelectorAll("main *, nav *")]
  .filter((one) => one.checkVisibility() && !one.closest("svg, .hidden"))
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((one) => {
    let at = one;
    while (at && getComputedStyle(at).backgroundColor === "rgba(0, 0, 0, 0)") at = at.parentElement;
    return `${getComputedStyle(one).color} on ${getComputedStyle(at ?? document.body).backgroundColor}`;
  })"""


def unfolded(page):
    """The page with all that is folded, and all tables as wide as their boxes."""
    page.evaluate(UNFOLD)
    page.wait_for_selector("[data-packed]", state="detached")
    page.wait_for_function(f"({TOO_WIDE})().length === 0")
    return page


def on_first_screen(page, selector):
    """Whether the whole of the first such element is seen without scrolling."""
    box = page.locator(selector).first.bounding_box()
    return box is not None and 0 <= box["y"] and box["y"] + box["height"] <= page.viewport_size["height"]


def test_the_first_screen_holds_a_number_and_a_figure(show, file):
    page = show(file, viewport=SIZES[0])
    assert re.search(r"\d\.\d", page.locator(".answers").inner_text())
    for selector in (".answers", "figure.chart", ".effects table"):
        assert on_first_screen(page, selector), selector


def test_on_a_phone_the_first_screen_holds_a_number(show, file):
    page = show(file, viewport=SIZES[1])
    assert re.search(r"\d+ hold and \d+ fail", page.locator(".answers dd").first.inner_text())
    assert on_first_screen(page, ".answers dd")
    assert page.locator("figure.chart").bounding_box()["width"] <= 390


def test_intervals_are_drawn_where_they_lie(show, file):
    """word_at gains, so that its line lies right of 0 and is green; vat's lies on both sides."""
    page = show(file, viewport=SIZES[0])
    rows = page.locator(".chart tbody tr", has=page.locator("th[scope=row]"))
    for method, style, right in (("word_at", "better", True), ("attention_vat", "open", False)):
        cell = rows.filter(has_text=method).locator("td").first
        line, box = cell.locator("i").bounding_box(), cell.bounding_box()
        zero = float(cell.evaluate("e => getComputedStyle(e).getPropertyValue('--zero')")) / 100
        assert (line["x"] > box["x"] + zero * box["width"]) == right
        assert style in cell.locator(".ci").get_attribute("class")


@pytest.mark.parametrize("viewport", SIZES, ids=lambda size: str(size["width"]))
@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.parent.name)
def test_nothing_of_a_page_of_the_repository_is_cut(show, path, viewport):
    page = show(path, viewport=viewport)
    if viewport["width"] > 1000 and path.parent.name == "small":
        assert page.evaluate("document.documentElement.scrollHeight") <= MOST_SCREENS * SCREEN
        assert on_first_screen(page, ".answers") and on_first_screen(page, "figure.chart")
    unfolded(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert page.locator("#maps h3").first.is_visible()
    assert path.stat().st_size <= MOST_BYTES or path.parent.name != "small"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_the_contrast_of_aa(show, file, scheme):
    page = unfolded(show(file, viewport=SIZES[0], color_scheme=scheme))
    page.check("#kind input[value=words]")
    pairs = set(page.evaluate(COLOURS))
    assert len(pairs) > 4
    for pair in pairs:
        ink, ground = (tuple(map(float, re.findall(r"[\d.]+", colour)[:3])) for colour in pair.split(" on "))
        if "/" not in pair and "rgba" not in pair:  # shaded words: test_heatmap.py
            assert contrast(ink, ground) >= 4.5, pair


def test_a_table_that_does_not_fit_becomes_cards_and_back(show, file):
    page = show(file, viewport=SIZES[1])
    table = page.locator(".exhibit .wide").first
    page.evaluate("""() => { const cell = document.querySelector(".exhibit .wide tbody td");
      cell.style.whiteSpace = "nowrap"; cell.textContent = "many words that do not break ".repeat(3); }""")
    page.set_viewport_size({"width": 380, "height": 800})
    page.wait_for_selector(".exhibit .wide.cards")
    assert table.evaluate("box => box.scrollWidth <= box.clientWidth")
    label = table.locator("tbody td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label not in ("none", '""')
    page.set_viewport_size({"width": 1400, "height": 800})
    page.wait_for_selector(".exhibit .wide:not(.cards)")


def test_cards_name_their_numbers_where_they_were_folded_away(show, file):
    """A table is fitted before it is unfolded: its column heads are known all the same."""
    page = show(file, viewport=PHONE)
    page.add_init_script("window.requestIdleCallback = () => {};")  # it is unpacked where the test says so
    page.reload()
    page.add_style_tag(content="#lines td { padding-right: 40rem !important; }")
    page.evaluate("packed.all(document)")
    page.wait_for_selector("[data-packed]", state="detached")
    page.evaluate(UNFOLD)
    page.wait_for_selector("#lines .cards")
    labels = page.locator(".cards tbody td").evaluate_all("all => all.map((cell) => cell.dataset.label)")
    assert labels and all(labels)


def test_labels_of_figures_are_legible_on_a_phone(show, file):
    page = show(file, viewport=PHONE)
    labels = page.locator(".plate svg text")
    heights = labels.evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert heights and min(heights) >= LEGIBLE
    plate = page.locator(".plate").first
    assert plate.evaluate("box => getComputedStyle(box).overflowX") == "auto"
    assert plate.get_attribute("tabindex") == "0"  # moved by keys, too
    assert "Move the figure" in plate.evaluate("box => getComputedStyle(box, '::after').content")


def test_further_exhibits_unfold_and_long_tables_show_all_rows_where_asked(show, file):
    page = show(file, viewport=SIZES[0])
    lines, box = page.locator("#lines"), page.locator("#lines .wide").first
    assert not box.is_visible()
    lines.locator(".unfold").click()
    box.wait_for()
    assert lines.locator(".unfold").inner_text() == "Fold all"
    assert box.locator("tbody tr:visible").count() == 12
    lines.get_by_text("Show all 29 rows").first.click()
    assert box.locator("tbody tr:visible").count() == 29 and lines.locator(".more").count() == 1
    other = show(file, viewport=SIZES[0], at="#lines-all")
    other.locator("#lines thead button").nth(1).click()
    other.locator("#lines thead button").nth(1).click()
    assert (
        other.locator("#lines tbody th:visible").first.inner_text() == "l28"
    )  # of all rows, not of the first
    lines.locator(".unfold").click()
    assert not box.is_visible()
