"""Ways through the page in a real browser: filter, search, permalinks, the state in the address."""

import pytest

pytestmark = pytest.mark.slow
WIDE = {"width": 1400, "height": 900}


@pytest.fixture
def wide(show, file):
    return show(file, viewport=WIDE)


def claims(page):
    """The claims that are seen."""
    return [one.get_attribute("id") for one in page.locator(".claim").all() if one.is_visible()]


def test_claims_are_filtered_by_their_verdict(wide):
    assert claims(wide) == ["a-gain", "a-start", "a-loss"]
    wide.check("#verdicts input[value=fails]")
    assert claims(wide) == ["a-loss"] and wide.inner_text("#counted") == "1 of 4 claims shown."
    assert not wide.locator(".others").is_visible()
    wide.check("#verdicts input[value='not run']")
    assert claims(wide) == ["an-absence"]  # unfolded
    wide.check("#verdicts input[value='']")
    assert claims(wide) == ["a-gain", "a-start", "a-loss"]


def test_the_filter_stands_in_the_address(show, file, wide):
    wide.check("#verdicts input[value='not run']")
    assert wide.url.endswith("#claims?verdict=not+run")
    other = show(file, viewport=WIDE, at="#claims?verdict=not+run")
    assert claims(other) == ["an-absence"]
    unknown = show(file, viewport=WIDE, at="#claims?verdict=nonsense")
    assert claims(unknown) == ["a-gain", "a-start", "a-loss"]


def test_a_claim_unfolds_by_key(wide):
    wide.locator("#a-loss summary").focus()
    wide.keyboard.press("Enter")
    assert "margin of a-loss" in wide.locator("#a-loss").inner_text()


def test_search_finds_exhibits_and_claims(wide):
    wide.keyboard.press("/")
    assert wide.evaluate("document.activeElement.id") == "find"
    wide.keyboard.type("prediction perf")
    assert wide.locator("#results a").all_inner_texts() == [
        "Table 3a. Prediction performance: (a) AT- and VAT-based techniques"
    ]
    assert wide.inner_text("#searched") == "1 found" and not wide.locator("#listed").is_visible()
    wide.fill("#find", "says claim fails")
    assert wide.locator("#results a").all_inner_texts() == ["Says a-loss."]
    wide.keyboard.press("Enter")
    wide.wait_for_selector("#a-loss .behind")
    assert wide.url.endswith("#a-loss")
    wide.fill("#find", "nowhere")
    assert wide.inner_text("#searched") == "0 found"
    wide.focus("#find")
    wide.keyboard.press("Escape")
    assert wide.input_value("#find") == "" and wide.locator("#listed").is_visible()


def test_permalinks_lead_to_what_is_folded(show, file):
    page = show(file, viewport=WIDE, at="#an-absence")
    assert page.locator("#an-absence .behind").is_visible()
    page.locator("#attention_vat-table3a .permalink").click()
    page.wait_for_function("location.hash === '#attention_vat-table3a'")
    top = page.locator("#attention_vat-table3a").bounding_box()["y"]
    assert 0 <= top < 100
    page.locator("#attention_vat-table3a ~ .foot summary").click()
    page.locator("#attention_vat-table3a ~ .foot a[href='#note-1']").click()
    page.wait_for_selector("#note-1")


def test_a_filtered_claim_is_shown_by_its_address(wide):
    wide.check("#verdicts input[value=holds]")
    wide.evaluate("location.hash = '#a-loss'")
    wide.wait_for_function("document.getElementById('a-loss').checkVisibility()")
    assert "a-gain" in claims(wide)


def test_the_state_of_the_heat_map_stands_in_the_address(show, file, wide):
    wide.select_option("#sentence", "1")
    wide.check("#kind input[value=words]")
    wide.click("#shown summary")
    wide.uncheck("#models input[value=vanilla]")
    state = "#heatmaps?group=sst%3A+bilstm%2C+additive+attention&sentence=test-1&input=words&without=vanilla"
    assert wide.url.endswith(state)
    other = show(file, viewport=WIDE, at=state)
    assert other.input_value("#sentence") == "1" and other.is_checked("#kind input[value=words]")
    assert other.locator("#maps h4").all_inner_texts() == ["attention_vat"]
    top = other.locator("#heatmaps").bounding_box()["y"]
    assert -5 <= top < 100
    other.evaluate("location.hash = '#heatmaps?group=zoo: bilstm, additive attention'")
    other.wait_for_function("document.getElementById('told').textContent.startsWith('zoo')")
    wrong = show(file, viewport=WIDE, at="#heatmaps?group=nothing&sentence=none")
    assert wrong.input_value("#sentence") == "0"


def test_contents_open_by_key_on_a_phone_and_close_where_they_lead(show, file):
    page = show(file, viewport={"width": 390, "height": 844})
    assert not page.locator("#contents").is_visible()
    page.locator(".opener").focus()
    page.keyboard.press("Enter")
    assert page.locator("#contents").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#contents").is_visible()
    page.locator(".opener").click()
    page.locator("#contents a[href='#heatmaps']").click()
    page.wait_for_selector("#contents", state="hidden")
    assert page.url.endswith("#heatmaps")
