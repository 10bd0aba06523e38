"""What stands compressed, in a real browser: put in place where it is opened, led to, printed, or in time."""

import pytest

pytestmark = pytest.mark.slow
WIDE = {"width": 1400, "height": 900}
NEVER_IDLE = "window.requestIdleCallback = () => {};"
LINES = "#lines details.exhibit"


@pytest.fixture
def busy(show, file):
    """A function that opens the page at a place, in a browser that has no idle time."""

    def opened(at="", **settings):
        page = show(file, viewport=WIDE, **settings)
        page.add_init_script(NEVER_IDLE)
        page.goto("about:blank")
        page.goto(file.as_uri() + at)
        return page

    return opened


def test_it_is_put_in_place_where_it_is_opened(busy):
    page = busy()
    first, again = (page.locator(LINES).nth(n) for n in (0, 1))
    assert page.locator("#lines table").count() == 0
    first.locator("summary").first.click()
    first.locator("table").wait_for()
    assert again.locator("[data-packed]").count() == 1 and again.locator("table").count() == 0
    assert first.locator("tbody tr:visible").count() == 12 and first.locator(".more").count() == 1
    first.locator("thead button").nth(1).click()
    first.locator("thead button").nth(1).click()
    assert first.locator("tbody th").first.inner_text() == "l28"


def test_a_permalink_and_the_search_lead_to_it(busy):
    page = busy("#lines-again")
    page.locator(LINES).nth(1).locator("table").wait_for()
    page.wait_for_function("document.getElementById('lines-again').getBoundingClientRect().top < 900")
    other = busy()
    other.fill("#find", "lines-all")
    other.keyboard.press("Enter")
    other.locator(LINES).nth(0).locator("table").wait_for()


def test_all_of_a_section_at_once(busy):
    page = busy()
    page.locator("#lines .unfold").click()
    for one in page.locator(LINES).all():
        one.locator("table").wait_for()


def test_paper_has_all_and_the_page_is_folded_again(busy):
    page = busy()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_selector("[data-packed]", state="detached")
    assert page.locator(LINES).nth(0).locator("table").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.locator(LINES).nth(0).locator("table").is_visible()


def test_in_idle_time_all_is_put_in_place_once(show, file):
    page = show(file, viewport=WIDE)
    page.wait_for_selector("[data-packed]", state="detached")
    assert page.locator("#lines table").count() == page.locator("#lines .more").count() == 2


def test_without_scripts_a_link_leads_to_the_file(show, file):
    page = show(file, java_script_enabled=False)
    page.locator(LINES).first.locator("summary").first.click()
    link = page.locator(LINES).first.locator("[data-packed] a")
    assert link.is_visible() and link.get_attribute("href") == "lines.csv"


def test_a_browser_that_cannot_unpack_says_where_the_numbers_are(show, file):
    page = show(file, viewport=WIDE)
    page.add_init_script("delete window.DecompressionStream")
    page.goto("about:blank")
    page.goto(file.as_uri())
    page.wait_for_function("document.getElementById('told').textContent.includes('examples.json')")
    assert page.locator("#maps h3").count() == 0 and page.locator("#picker").is_hidden()
    page.locator(LINES).nth(0).locator("summary").first.click()
    assert "lines.csv" in page.locator(LINES).nth(0).locator("[data-packed] a").inner_text()
