import json

import pytest

from steady_attention.report.page import heatmap, page
from steady_attention.results.evaluated import folder_of
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json
from tests.report.findings.profiles import PLACE
from tests.report.page.contrast import contrast
from tests.report.page.pages import mapped
from tests.results.evaluated import put
from tests.results.small import run, write

CLASSES = ("negative", "positive")


@pytest.fixture
def folder(evaluations):
    return folder_of(write(evaluations, run(), 0.5), evaluations)


def test_shares_of_the_largest(folder):
    first = heatmap.of_models("title", {"vanilla": folder}, CLASSES).sentences[0]
    (view,) = first.views
    assert first.label == "positive" and first.words == ["a", "<b>bold</b>", "film"]
    assert (view.attention, view.importance) == ([40, 100, 60], [0, 100, 25])
    assert (view.predicted, view.right, view.moved) == ("positive 0.75", True, {})
    assert view.top == "<b>bold</b> 0.50, film 0.30, a 0.20"


def test_one_half_is_the_second_class(folder):
    examples = read_json(folder / "examples.json")
    put(folder, examples=json.dumps([{**examples[0], "probabilities": [0.5, 0.5]}]))
    view = heatmap.of_models("title", {"vanilla": folder}, CLASSES).sentences[0].views[0]
    assert view.predicted == "positive 0.50"


def test_page_escapes_words_and_titles(folder):
    text = heatmap.page(heatmap.of_models("<script>alert(1)</script>", {"<i>m</i>": folder}), ["a & b"])
    assert "<b>bold" not in text and "<i>m" not in text and "<script>alert" not in text
    assert "a &amp; b" in text
    ((group,),) = [mapped(text)]
    assert group["title"] == "<script>alert(1)</script>"
    assert group["sentences"][0]["words"] == ["a", "<b>bold</b>", "film"]
    assert group["sentences"][0]["label"] == "class 1"
    assert group["sentences"][0]["views"][0]["model"] == "<i>m</i>"


def test_page_asks_for_nothing_else(folder):
    text = heatmap.page(heatmap.of_models("title", {"vanilla": folder}))
    assert "http" not in text and "src=" not in text and "@import" not in text


def test_models_side_by_side_read_the_same_texts(evaluations, folder):
    other = folder_of(write(evaluations, run("attention_at"), 0.5), evaluations)
    both = heatmap.of_models("title", {"vanilla": folder, "attention_at": other})
    assert [view.model for view in both.sentences[1].views] == ["vanilla", "attention_at"]
    put(other, examples="[]")
    with pytest.raises(UserError, match="hold different texts"):
        heatmap.of_models("title", {"vanilla": folder, "attention_at": other})


@pytest.mark.parametrize("change", [{"attention": [0.2, 0.8]}, {"importance": [0.0, float("nan"), 0.1]}])
def test_broken_examples(folder, change):
    examples = read_json(folder / "examples.json")
    put(folder, examples=json.dumps([{**examples[0], **change}]))
    with pytest.raises(UserError, match="example test-0: expected a finite number a word"):
        heatmap.of_models("title", {"vanilla": folder})


def test_missing_examples(folder):
    put(folder, examples=None)
    with pytest.raises(UserError, match="examples.json not found: restore .*vanilla.zip"):
        heatmap.of_models("title", {"vanilla": folder})


def test_gallery_shows_each_method_once_without_and_with_most_unlabeled_texts(evaluations, runs):
    swept = write(evaluations, run("vanilla", 0, epsilon=0.1), 0.5)
    (group,) = page.groups(evaluations, [*runs, swept], {"sst": CLASSES}, limit=1)
    assert group.title == "sst: bilstm, additive attention"
    (sentence,) = group.sentences
    assert [view.model for view in sentence.views] == [
        "vanilla",
        "attention_vat",
        "attention_vat, 2,000 unlabeled texts",
    ]


def test_the_main_place_comes_first(evaluations, runs):
    other = write(evaluations, run(dataset="zoo"), 0.5)
    titles = [one.title for one in page.groups(evaluations, [*runs, other], {}, ("zoo", *PLACE[1:]))]
    assert titles == ["zoo: bilstm, additive attention", "sst: bilstm, additive attention"]


@pytest.mark.parametrize("scheme", sorted(heatmap.PALETTE))
@pytest.mark.parametrize("strength", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_words_stay_legible_at_every_strength(scheme, strength):
    palette = heatmap.PALETTE[scheme]
    mixed = [
        strength * h + (1 - strength) * g for h, g in zip(palette["hot"], palette["ground"], strict=True)
    ]
    assert contrast(mixed, palette["ink"]) >= 4.5


def test_the_other_text_of_a_pair_is_kept(folder):
    examples = read_json(folder / "examples.json")
    second = ["who", "<i>asks</i>"]
    put(folder, examples=json.dumps([{**e, "second": second} for e in examples]))
    single = heatmap.of_models("title", {"vanilla": folder}, CLASSES).sentences[0]
    assert single.second == "who <i>asks</i>"
