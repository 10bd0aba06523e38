"""The rule makes numbers smaller, and leaves out nothing of a profile but seeds."""

from dataclasses import replace
from pathlib import Path

import pytest

from steady_attention.rehearsal import datasets, full_size, part, rule, workspace
from steady_attention.run import plan
from steady_attention.settings import params
from steady_attention.settings.plain_yaml import content
from steady_attention.store import folders


def by_rule(profile: str) -> params.Params:
    """The checked parameters of a profile's rehearsal."""
    settings, grid, methods, top = workspace.derived(profile)
    return params.checked(top, methods, {workspace.PROFILE: (settings, grid)})


def planned(known: params.Params, profile: str) -> list:
    return plan.plan(profile, known.at(profile), known.from_vanilla)


def test_a_number_is_changed_by_the_name_of_its_key():
    given = {
        "train": {"epochs": 17, "learning_rate": 0.001, "patience": 1, "compile": False, "selection": "f1"},
        "further": {"pool": 100_003, "other": 7},
        "list": [{"train.epochs": 13}, {"unlabeled": 50_000}, {"epsilon": 0.01}],
        "subpool": None,
    }
    assert rule.smaller(given) == {
        "train": {"epochs": 2, "learning_rate": 0.01, "patience": 1, "compile": False, "selection": "f1"},
        "further": {"pool": 20, "other": 1},
        "list": [{"train.epochs": 2}, {"unlabeled": 10}, {"epsilon": 0.01}],
        "subpool": None,
    }


def test_variants_that_become_equal_are_one_and_three_seeds_are_left():
    given = {
        "seeds": [3, 5, 7, 11],
        "variants": [{}, {"epochs": 5}, {"b": 1}, {"epochs": 3}],
        "methods": ["seat"],
    }
    assert rule.block(given) == {
        "seeds": [3, 5, 7],
        "variants": [{}, {"epochs": 2}, {"b": 1}],
        "methods": ["seat"],
    }


@pytest.mark.parametrize("profile", params.names())
def test_nothing_of_a_profile_is_left_out(profile):
    """Every run of the first seeds but for numbers that the rule changes, with all its measures."""
    before, after = params.load(profile), by_rule(profile)
    whole, small = before.at(profile), after.at(workspace.PROFILE)
    assert {suite: list(blocks) for suite, blocks in small.suites.items()} == {
        suite: list(blocks) for suite, blocks in whole.suites.items()
    }
    assert small.corpora == whole.corpora and small.vectors == whole.vectors
    assert small.notice.startswith(f"This is a rehearsal of the profile {profile}:") and not whole.notice
    assert after.methods.keys() == before.methods.keys()
    shrunk = {
        (replace(one.run, seed=0, variant=tuple(rule.smaller(dict(one.run.variant)).items())), one.measures)
        for one in planned(before, profile)
    }
    kept = {(replace(one.run, seed=0), one.measures) for one in planned(after, workspace.PROFILE)}
    assert {run for run, _ in kept} == {run for run, _ in shrunk}
    assert {(run, name) for run, names in kept for name in names} == {
        (run, name) for run, names in shrunk for name in names
    }


def test_the_unlabeled_texts_that_runs_ask_for_are_there():
    """Half of the training split of a pair; of the pool no more than are drawn."""
    known = by_rule("paper").at(workspace.PROFILE)
    for run in plan.of_profile(known):
        asked = dict(run.variant).get("unlabeled", 0)
        there = datasets.TRAIN // 2 if "labeled" in dict(run.variant) else known.unlabeled.amount
        assert asked <= there, run.name


@pytest.mark.parametrize("profile", params.names())
def test_a_part_has_everything_once(profile):
    known = by_rule(profile)
    grid = part.grid(workspace.PROFILE, known.at(workspace.PROFILE), known.from_vanilla)
    settings, _, methods, top = workspace.derived(profile)
    small = params.checked(top, methods, {workspace.PROFILE: (settings, grid)})
    whole, some = planned(known, workspace.PROFILE), planned(small, workspace.PROFILE)
    assert len(some) < len(whole)
    assert {run.run for run in some} < {run.run for run in whole}
    assert set().union(*map(part.features, some)) == set().union(*map(part.features, whole))


def test_the_sections_of_methods_keep_their_keys():
    assert rule.smaller(content(Path(), folders.METHODS)).keys() == content(Path(), folders.METHODS).keys()


def test_amounts_that_no_published_file_has_are_told():
    """Of the pool, and of half of a pair's training split; the profile's own are within it."""
    settings, grid = (content(Path(), file("paper")) for file in (folders.settings, folders.suites))
    settings["unlabeled"]["amount"] = 30_301_029
    grid["suites"]["attention_vat"]["amounts_snli"]["variants"] = [{"labeled": "half", "unlabeled": 274_685}]
    top, methods = content(Path(), "params.yaml"), content(Path(), folders.METHODS)
    known = params.checked(top, methods, {"paper": (settings, grid)})
    of_pool, of_snli = full_size.lacking("paper", known.at("paper"))
    assert "asks for 30,301,029 sentences of one_billion_word_full, which has 30,301,028" in of_pool
    assert of_snli == "runs on snli ask for 274,685 unlabeled texts, and half of train is 274,684"
    settings["unlabeled"]["amount"] = 30_301_028
    del grid["suites"]["attention_vat"]["amounts_snli"]
    known = params.checked(top, methods, {"paper": (settings, grid)})
    assert full_size.lacking("paper", known.at("paper")) == []


@pytest.mark.parametrize("profile", ["small", "paper"])
def test_a_profile_asks_for_no_more_than_the_published_files_hold(profile):
    assert full_size.lacking(profile, params.load(profile).at(profile)) == []
