"""Grids become runs."""

from steady_attention.run import runs
from steady_attention.settings import params
from steady_attention.settings.params import Block

BLOCK = Block(("sst",), ("rnn", "bilstm"), ("additive",), ("vanilla", "attention_at"), (0, 1, 2),
              ({"unlabeled": 0}, {"epsilon": 1.0}), None)  # fmt: skip


def test_a_block_is_every_combination():
    found = runs.of_block(BLOCK)
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
    both = [run for suite in demo.suites for run in runs.of_profile(demo, suite)]
    assert len(set(both)) == len(runs.of_profile(demo)) < len(both)


def test_a_methods_runs_are_its_own():
    demo = params.load().at("demo")
    assert {run.method for run in runs.of_profile(demo, method="attention_vat")} == {"attention_vat"}
