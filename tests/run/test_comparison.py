"""The suite of a comparison: derived from conf/compare.yaml, over corpora of one's own or the profile's."""

from pathlib import Path

import pytest

from steady_attention.run import comparison, plan
from steady_attention.run.comparison import Asked
from steady_attention.store.errors import UserError
from tests.settings.user_data import MINE

FOLDED = MINE | {"splits": {"file": "b.tsv", "folds": 3, "dev": 0.1, "seed": 0}}


@pytest.fixture
def params(load):
    return load({"mine": MINE, "other": FOLDED})


def planned(params, *corpora, **asked):
    return comparison.planned(comparison.derived(params, "demo", Asked(corpora, **asked)), "demo")


def test_all_methods_over_the_seeds_of_the_file(params):
    found = planned(params, "mine")
    runs = [one.run for one, _ in found]
    assert {run.dataset for run in runs} == {"mine"} and {run.seed for run in runs} == {0, 1, 2}
    assert {run.method for run in runs} == set(params.methods)
    assert len(runs) == 3 * len(params.methods) and all(run.variant == () for run in runs)
    at = next(sections for one, sections in found if one.run.method == "attention_at")
    assert at["hparams"]["epsilon"] == params.at("demo").tuned["default"]["attention_at"]["epsilon"]


def test_folds_stand_for_their_corpus_and_no_name_is_all_of_ones_own(params):
    folds = ["other_fold1", "other_fold2", "other_fold3"]
    assert comparison.of_corpora(params, "demo", ["other"]) == {"other": folds}
    assert comparison.of_corpora(params, "demo", []) == {"mine": ["mine"], "other": folds}
    datasets = {one.run.dataset for one, _ in planned(params)}
    assert datasets == {"mine", *folds}
    assert {one.run.dataset for one, _ in planned(params, "mine", "synthetic_topic")} == {
        "mine",
        "synthetic_topic",
    }


def test_some_methods_come_with_what_they_stand_on(params):
    runs = [one.run for one, _ in planned(params, "mine", methods=["seat"], seeds=[7])]
    assert {(run.method, run.attention, run.seed) for run in runs} == {
        ("vanilla", "additive", 7),
        ("seat", "additive", 7),
        ("base", "max", 7),
    }


def test_a_run_is_the_one_that_a_grid_with_the_corpus_has(load):
    """So an item of the profile is an item of the comparison, and the other way round."""

    def grid(content):
        block = content["profiles"]["demo"]["suites"]["attention_at"]["methods"]
        block |= {"datasets": ["mine"], "methods": ["vanilla", "attention_at"], "seeds": [0]}

    settings = load({"mine": MINE}, grid)
    of_grid = [run for run in plan.of_profile(settings.at("demo")) if run.dataset == "mine"]
    by_run = {one.run: sections for one, sections in planned(settings, "mine")}
    assert len(of_grid) == 2 and all(
        by_run[run] == plan.training(settings, "demo", run) for run in of_grid if run.method == "vanilla"
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            (["mein"], {}),
            "--dataset: 'mein' is not one of mine, other, synthetic_sentiment.*did you mean 'mine'",
        ),
        ((["mine"], {"methods": ["seet"]}), "--methods .those of conf/compare.yaml.: 'seet' .*mean 'seat'"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(params, asked, said):
    with pytest.raises(UserError, match=said):
        planned(params, *asked[0], **asked[1])


def test_without_a_corpus_of_ones_own_it_says_what_to_do(load):
    with pytest.raises(
        UserError, match="params.yaml `corpora` has none of your own: add one .docs/own_data.md"
    ):
        comparison.of_corpora(load({}), "demo", [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  compare:", "  compared:", "conf/compare.yaml: suites: 'compare' is not one of compared"),
        (
            "variants: [{}]",
            "variants: [{unlabeled: 5}]",
            "compare.yaml: suites.compare.methods.variants: a comp",
        ),
        (
            "[bilstm]",
            "[bilstn]",
            "conf/compare.yaml: defaults.encoders.*'bilstn' is not one of .*mean 'bilstm'",
        ),
    ],
)
def test_a_wrong_file_is_named_by_its_key(params, tmp_path, old, new, said):
    text = Path(comparison.FILE).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "conf").mkdir(exist_ok=True)
    (tmp_path / comparison.FILE).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(UserError, match=said):
        comparison.derived(params, "demo", Asked(["mine"]), tmp_path)
