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
