"""The heat maps in a real browser: the pickers, and clean beside perturbed."""

import re

import pytest

pytestmark = pytest.mark.slow


def models(page):
    return page.locator("#maps h4").all_inner_texts()


def test_the_picker_shows_one_sentence_of_one_group(page):
    assert models(page) == ["vanilla", "attention_vat"]
    assert page.locator("#maps h3").inner_text() == "Sentence 1 (test-0), label: class 1"
    page.select_option("#sentence", "1")
    assert page.locator("#maps h3").inner_text() == "Sentence 2 (test-1), label: class 0"
    page.click("#after")
    assert page.input_value("#sentence") == "0"
    page.click("#before")
    assert page.input_value("#sentence") == "1"
    page.select_option("#group", label="zoo: bilstm, additive attention")
    assert models(page) == ["vanilla"] and page.input_value("#sentence") == "0"
    assert page.locator("#told").inner_text() == (
        "zoo: bilstm, additive attention: sentence 1 of 2, 1 of 1 models, clean."
    )


def test_models_can_be_left_out(page):
    page.click("#shown summary")
    page.uncheck("#models input[value=vanilla]")
    assert models(page) == ["attention_vat"]
    page.select_option("#sentence", "1")
    assert models(page) == ["attention_vat"]


def test_clean_and_perturbed_stand_side_by_side(page):
    assert page.locator("#maps .jsd").count() == 0
    page.check("#kind input[value=words]")
    card = page.locator("#maps .view").first
    assert card.locator(".jsd").inner_text() == "JSD of attention 0.032, TVD of prediction 0.250"
    assert card.locator(".words").all_inner_texts() == ["a <b>bold</b> film", "a brave film"]
    new = card.locator(".new")
    assert new.inner_text() == "brave" and new.get_attribute("title") == "was: <b>bold</b>"
    assert new.evaluate("e => getComputedStyle(e).outlineStyle") == "dashed"
    assert page.locator("#maps .words b").count() == 0  # words are no markup
    page.check("#kind input[value=embedding]")
    assert "keeps no perturbed reading" in card.inner_text()


def test_under_noise_the_words_stay(page):
    page.select_option("#group", label="zoo: bilstm, additive attention")
    page.check("#kind input[value=embedding]")
    card = page.locator("#maps .view").first
    assert card.locator(".words").all_inner_texts() == ["a <b>bold</b> film"] * 2
    assert card.locator(".new").count() == 0


def test_more_attention_is_a_stronger_shade(page):
    shades = page.locator("#maps .view").first.locator(".words span")
    colours = shades.evaluate_all("all => all.map((e) => getComputedStyle(e).backgroundColor)")
    strengths = [float((re.findall(r"[\d.]+", colour) + ["1"])[3]) for colour in colours]
    assert strengths == pytest.approx([0.4, 1.0, 0.6], abs=0.01)
