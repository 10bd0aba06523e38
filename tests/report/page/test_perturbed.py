import json

import pytest

from steady_attention.report.page import heatmap
from steady_attention.results.evaluated import folder_of
from steady_attention.store.errors import UserError
from tests.report.page.pages import PERTURBED, WORDS, perturb
from tests.results.small import run, write


@pytest.fixture
def folder(evaluations):
    return folder_of(write(evaluations, run(), 0.5), evaluations)


def test_clean_and_perturbed_have_one_scale(folder):
    perturb(folder, attention=[0.2, 1.0, 0.0])
    moved = heatmap.perturbed_readings(folder, ("negative", "positive"))["test-0"]["words"]
    assert (moved.clean, moved.perturbed) == ([20, 50, 30], [20, 100, 0])
    assert (moved.before, moved.after) == ("positive 0.75", "positive 0.50")
    assert moved.words == PERTURBED
    assert (moved.jsd, moved.distances) == (0.0321, "JSD of attention 0.032, TVD of prediction 0.250")


def test_words_that_stay_are_not_said_again(folder):
    perturb(folder, kind="embedding", words=WORDS)
    assert heatmap.perturbed_readings(folder)["test-0"]["embedding"].words == ()


def test_what_moved_most_comes_first_and_names_replaced_words(folder):
    perturb(folder)
    moved = heatmap.perturbed_readings(folder)["test-0"]["words"]
    assert moved.changed == "a: 0.200 to 0.500, film: 0.300 to 0.100, <b>bold</b> → brave: 0.500 to 0.400"


def test_a_view_has_the_perturbed_readings_of_its_sentence(folder):
    perturb(folder, kind="embedding")
    first, second = heatmap.of_models("title", {"vanilla": folder}).sentences
    assert list(first.views[0].moved) == ["embedding"] and second.views[0].moved == {}
    assert set(first.views[0].moved) <= set(heatmap.KINDS)


def test_a_run_without_the_measure_has_none(folder):
    assert heatmap.perturbed_readings(folder) == {}


@pytest.mark.parametrize("change", [{"attention": [0.5, 0.5]}, {"probabilities": [float("nan"), 0.5]}])
def test_broken_reading(folder, change):
    perturb(folder, **change)
    with pytest.raises(UserError, match="perturbed.json, example test-0, perturbed: expected a finite"):
        heatmap.perturbed_readings(folder)


def test_every_kind_that_an_evaluation_writes_has_a_name():
    """The control of the page offers what evaluation/perturbed.py writes."""
    from steady_attention.store.sources import ROOT

    source = (ROOT / "steady_attention/evaluation/perturbed.py").read_text(encoding="utf-8")
    for kind in heatmap.KINDS:
        assert json.dumps(kind) in source
