"""The page in a real browser without a window: the chromium that is installed, driven by Playwright."""

import pytest

pytestmark = pytest.mark.slow


def test_tables_sort_by_click_up_down_and_as_printed(page):
    page.locator("summary", has_text="Runs of each method").click()
    table = page.locator("#runs-1 ~ .wide").first
    name, number = (table.locator("thead th").nth(column) for column in (0, 1))
    rows = table.locator("tbody th")
    assert rows.all_inner_texts() == ["vanilla", "attention_vat"]
    for direction, expected in (
        ("ascending", ["attention_vat", "vanilla"]),
        ("descending", ["vanilla", "attention_vat"]),
        ("none", ["vanilla", "attention_vat"]),
    ):
        name.locator("button").click()
        assert name.get_attribute("aria-sort") == direction
        assert rows.all_inner_texts() == expected
    number.locator("button").press("Enter")
    assert (number.get_attribute("aria-sort"), name.get_attribute("aria-sort")) == ("ascending", "none")


def test_keyboard_alone(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("#kind input").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "embedding"
    page.locator("#after").focus()
    page.keyboard.press("Space")
    assert page.input_value("#sentence") == "1"


def test_focus_is_seen(page):
    """Everything that Tab reaches has the outline of the style."""
    for _ in range(40):
        page.keyboard.press("Tab")
        style = page.evaluate_handle("getComputedStyle(document.activeElement)")
        assert style.evaluate("style => [style.outlineStyle, style.outlineWidth]") == ["solid", "3px"]


def test_without_scripts_the_page_says_where_the_numbers_are(show, file):
    page = show(file, java_script_enabled=False)
    assert page.locator("#picker").is_hidden() and page.locator("#find").is_hidden()
    assert "The maps are drawn by this page's script." in page.locator("#heatmaps").inner_text()
    assert page.locator("#a-loss").is_visible() and page.locator("#verdicts").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_runs_over_the_edge(show, file, width, scheme):
    page = show(file, viewport={"width": width, "height": 700}, color_scheme=scheme)
    page.check("#kind input[value=words]")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(18, 20, 24)") == (scheme == "dark")
