"""The rule of seeds: which runs come next, and the blocks of the grid that they become."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from steady_attention.claims import further
from steady_attention.claims.scores import Runs
from steady_attention.run import plan
from steady_attention.settings import params, suites
from steady_attention.settings.looks import Look
from steady_attention.settings.suites import Block
from steady_attention.store.errors import UserError

LOOKS = (Look(3, 0.01), Look(5, 0.015), Look(11, 0.025))
PAPER = params.load("paper").at("paper")
PATH = Path("conf/paper/grid.yaml")


def block(datasets, methods, seeds, attention="additive", measures=()):
    return Block(datasets, ("lstm",), (attention,), methods, seeds, ({},), measures)


def of(dataset, method, attention="additive", variant=()):
    return Runs(dataset, "lstm", attention, method, variant)


def profile(**blocks):
    return replace(PAPER, suites={"vib_attention": blocks}, looks=LOOKS)


@pytest.fixture
def begun():
    """sst has had its first look, and with it the base that scores vib; yelp has one seed."""
    return profile(
        a=block(("sst",), ("vanilla", "vib"), (0, 1, 2), measures=("deletion",)),
        b=block(("sst",), ("base",), (0, 1, 2), "max"),
        c=block(("yelp",), ("vanilla",), (0,)),
    )


def test_what_an_open_run_needs_comes_with_it(begun):
    """vib begins from vanilla and is scored by base; one seed grows to the first look."""
    taken = further.measures(begun, "vib_attention")
    wanted = [of("sst", "vib"), of("yelp", "vanilla")]
    found = further.next_seeds(begun, wanted, ["vib"], further.scored_by_base(taken))
    assert found == {
        of("sst", "vib"): range(3, 5),
        of("sst", "vanilla"): range(3, 5),
        of("sst", "base", "max"): range(3, 5),
        of("yelp", "vanilla"): range(1, 3),
    }


def test_after_the_last_look_nothing_comes():
    every = profile(a=block(("sst",), ("vanilla",), tuple(range(11))))
    assert further.next_seeds(every, [of("sst", "vanilla")], []) == {}


def test_a_derived_score_is_its_runs():
    known = {of("sst", "vanilla"), of("sst", "seat")}
    assert further.declared(
        of("sst", "seat", variant=(("ablation", "none"), ("run", "vanilla"))), known
    ) == of("sst", "vanilla")
    assert further.declared(of("sst", "random", "max"), known) is None


def test_blocks_hold_exactly_the_runs(begun):
    seeds = {
        of("sst", "vib"): range(3, 5),
        of("sst", "vanilla"): range(3, 5),
        of("imdb", "vib"): range(3, 5),
        of("imdb", "vanilla"): range(3, 5),
        of("yelp", "vanilla"): range(1, 3),
    }
    found = further.blocks(seeds, dict.fromkeys(seeds, ("deletion",)))
    assert [(one["datasets"], one["methods"], one["seeds"]) for one in found] == [
        (["imdb", "sst"], ["vanilla", "vib"], [3, 4]),
        (["yelp"], ["vanilla"], [1, 2]),
    ]


def test_the_grid_grows_by_these_blocks_alone():
    """Twice: a second look has other names. Every line that was there stays."""
    text = PATH.read_text(encoding="utf-8")
    one = {of("sst", "vanilla"): range(3, 5), of("sst", "word_at"): range(3, 5)}
    two = {of("sst", "vanilla"): range(5, 10)}
    grown = text
    for seeds in (one, two):
        grown = further.added(grown, "seat", further.blocks(seeds, dict.fromkeys(seeds, ("erasure",))))
    lines = grown.splitlines()
    assert max(map(len, lines)) <= max(map(len, text.splitlines()))
    rest = iter(lines)
    assert all(line in rest for line in text.splitlines())  # in order
    before, after = (
        suites.read("grid", yaml.safe_load(each), lambda where, values: None) for each in (text, grown)
    )
    assert [name for name in after["seat"] if name not in before["seat"]] == ["look5_1", "look10_1"]
    new = [run for name in ("look5_1", "look10_1") for run in plan.of_block(after["seat"][name])]
    assert {(run.method, run.seed) for run in new} == {
        *(("vanilla", seed) for seed in range(3, 10)),
        *(("word_at", seed) for seed in range(3, 5)),
    }
    assert {name: before[name] for name in before if name != "seat"} == {
        name: after[name] for name in after if name != "seat"
    }


NEW = [
    {"datasets": ["sst"], "methods": ["vib"], "variants": [{"epsilon": 1e-05}], "seeds": [3, 4]},
    {"datasets": ["yelp"], "methods": ["vanilla"], "variants": [{}], "seeds": [3, 4]},
]
FORMS = {
    "flow": "suites:\n  a:\n    x: {seeds: [0],\n      datasets: [sst]} # one\n  b:\n    y: {seeds: [0]}\n",
    "block": "suites:\n  a:\n    x:\n      seeds: [0]\n\n  # of b\n  b:\n    y: {seeds: [0]}\n",
    "list": "suites:\n  a:\n    x:\n      seeds:\n      - 0\n      - 1\n  b:\n    y: {seeds: [0]}\n",
    "last": "suites:\n  b:\n    y: {seeds: [0]}\n  a:\n    x:\n      seeds: [0]\n",
    "no newline": "suites:\n  b:\n    y: {seeds: [0]}\n  a:\n    x: {seeds: [0]}",
    "deeper": "suites:\n    a:\n        x: {seeds: [0]}\n    b:\n        y: {seeds: [0]}\n",
}
UNFIT = {
    "one line": "suites:\n  a: {x: {seeds: [0]}}\n  b:\n    y: {seeds: [0]}\n",
    "all on one line": "suites: {a: {x: {seeds: [0]}}, b: {y: {seeds: [0]}}}\n",
    "text of lines": "suites:\n  a:\n    x:\n      seeds: |\n        0\n  b:\n    y: {seeds: [0]}\n",
    "nothing": "suites:\n  a: {}\n  b:\n    y: {seeds: [0]}\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_blocks_come_to_the_end_of_their_suite_however_it_is_written(form):
    text = FORMS[form]
    before, after = yaml.safe_load(text)["suites"], yaml.safe_load(grown := further.added(text, "a", NEW))
    assert after["suites"] == before | {
        "a": before["a"] | {f"look5_{number}": block for number, block in enumerate(NEW, 1)}
    }
    assert [line for line in grown.splitlines() if "look5_" not in line] == text.splitlines()
    assert grown.endswith("\n")


@pytest.mark.parametrize("form", UNFIT)
def test_a_suite_to_which_no_block_can_be_added_is_refused_with_the_blocks(form):
    said = r"(?s)the suite a .*; add these by hand.*look5_1: {datasets: .*look5_2: {datasets: "
    with pytest.raises(UserError, match=said):
        further.added(UNFIT[form], "a", NEW)
