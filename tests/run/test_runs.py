"""Grids become runs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.run import plan, runs
from steady_attention.settings import params
from steady_attention.settings.suites import Block
from steady_attention.store.errors import UserError

BLOCK = Block(
    ("sst",),
    ("rnn", "bilstm"),
    ("additive",),
    ("vanilla", "attention_at"),
    (0, 1, 2),
    ({"unlabeled": 0}, {"epsilon": 1.0}),
    (),
)


def test_a_block_is_every_combination():
    found = plan.of_block(BLOCK)
    assert len(found) == len(set(found)) == 2 * 2 * 3 * 2
    assert found[0] == runs.Run("sst", "rnn", "additive", "vanilla", (), 0)


def test_names_say_what_was_changed():
    run = runs.Run("sst", "rnn", "dot", "attention_vat", runs.variant({"unlabeled": 50, "epsilon": 1.0}), 3)
    assert run.name == "sst-rnn-dot-epsilon=1.0,unlabeled=50-3"
    assert (
        runs.Run("sst", "rnn", "dot", "vanilla", runs.variant({"unlabeled": 0}), 3).variant_name == "default"
    )


def test_a_run_in_two_suites_is_one_run():
    demo = params.load().at("demo")
    both = [run for suite in demo.suites for run in plan.of_profile(demo, suite)]
    assert len(set(both)) == len(plan.of_profile(demo)) < len(both)


def test_a_methods_runs_are_its_own():
    demo = params.load().at("demo")
    assert {run.method for run in plan.of_profile(demo, method="attention_vat")} == {"attention_vat"}


@pytest.mark.parametrize(
    "text, value",
    [
        ("default", {}),
        ("epsilon=1.0,unlabeled=2000", {"epsilon": 1.0, "unlabeled": 2000}),
        ("selection=ann_bow", {"selection": "ann_bow"}),
        ("unlabeled=0", {}),
        ("as_published=True", {"as_published": True}),
    ],
)
def test_a_variant_is_read_from_its_text(text, value):
    assert runs.variant_from(text) == value
    assert [type(v) for v in runs.variant_from(text).values()] == [type(v) for v in value.values()]


VALUES = st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(["ann_bow", "l3+topk"])


@given(st.dictionaries(st.sampled_from(["epsilon", "k", "labeled", "selection"]), VALUES))
def test_a_variant_survives_its_text(changes):
    assert runs.variant_from(runs.variant_text(runs.variant(changes))) == changes


@pytest.mark.parametrize("text", ["unlabeled", "=3", "k=", "k=1,,epsilon=2"])
def test_a_malformed_variant_is_an_error(text):
    with pytest.raises(UserError, match=re.escape(f"variant {text!r}: expected `default` or key=value")):
        runs.variant_from(text)
