"""Grids become runs."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.run import items, plan, runs
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
    with pytest.raises(
        UserError,
        match=re.escape(f"variant {text!r}: expected `default` or key=value") + ".*dvc repro collect@",
    ):
        runs.variant_from(text)


def changed(method="vanilla", **changes):
    return runs.Run("sst", "rnn", "dot", method, runs.variant(changes), 3)


def test_what_a_variant_changes_is_of_the_data_the_method_or_a_section():
    run = changed(epsilon=1.0, unlabeled=50, **{"train.decayed": "all", "model.hidden": 7})
    assert runs.on_data(run) == {"unlabeled": 50} and runs.on_method(run) == {"epsilon": 1.0}
    assert runs.on_section(run, "train") == {"decayed": "all"}
    assert runs.on_section(run, "model") == {"hidden": 7}


def test_a_run_begins_from_vanilla_of_the_same_labels_and_sections():
    begun = changed("seat", labeled="half", k=5, **{"model.hidden": 7}).vanilla()
    assert begun == changed(labeled="half", **{"model.hidden": 7})


def test_unlabeled_texts_are_drawn_by_strategy_and_pool():
    wanted = [
        changed(),
        changed(unlabeled=50),
        changed(unlabeled=70),
        changed(unlabeled=50, pool="imdb_sentences"),
        changed(labeled="half", unlabeled=50),
    ]
    found = runs.draws(wanted)
    assert [(corpus, way.name) for corpus, way in found] == [
        ("sst", "random"),
        ("sst", "random-imdb_sentences"),
        ("sst", "held_out"),
    ]


def test_runs_that_differ_in_the_name_of_their_variant_alone_are_one_item():
    """A value that is stated and the same value that is chosen anyway are trained once."""
    data = items.Data(*map(Path, ("corpus", "vectors")), None, None, None)
    sections = {"hparams": {"epsilon": 1.0}}
    one, same, other = (
        items.train("task", data, run, own, None, "cpu").arguments
        for run, own in (
            (changed(), sections),
            (changed(epsilon=1.0), sections),
            (changed(epsilon=2.0), {"hparams": {"epsilon": 2.0}}),
        )
    )
    assert one == same != other
