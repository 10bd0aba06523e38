"""The runs that a profile asks for, and what each of them stands on."""

from dataclasses import replace
from pathlib import Path

import pytest

from steady_attention.run import grid, items, plan, runs
from steady_attention.run.runs import Run
from steady_attention.settings import params
from steady_attention.settings.suites import Block
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json

FROM_VANILLA = ("seat", "vib")
PARAMS = params.load_every()
DEMO = PARAMS.at("demo")


def block(*methods, attention="additive", measures=(), variants=({"unlabeled": 0},), seeds=(0,)):
    return Block(("sst",), ("lstm",), (attention,), methods, seeds, variants, measures)


def planned(**blocks):
    return plan.plan("demo", replace(DEMO, suites={"seat": blocks}), FROM_VANILLA)


def test_a_run_of_two_blocks_has_the_measures_of_both():
    one, other = (
        block("vanilla", measures=("stability",)),
        block("vanilla", measures=("erasure", "stability")),
    )
    assert planned(one=one, other=other) == [
        grid.Planned(Run("sst", "lstm", "additive", "vanilla", (), 0), ("stability", "erasure"))
    ]


@pytest.mark.parametrize("name", FROM_VANILLA)
def test_a_method_that_begins_from_vanilla_needs_the_same_seeds_run(name):
    assert len(planned(both=block("vanilla", name))) == 2
    with pytest.raises(
        UserError, match=rf"suites.seat.other: {name}/.*-3 begins from it, .*vanilla/.*-3: add"
    ):
        planned(one=block("vanilla"), other=block(name, seeds=(3,)))


def test_half_of_the_labels_is_vanillas_too_and_another_variant_is_not():
    half, ablation = {"labeled": "half"}, {"ablation": "topk"}
    assert len(planned(a=block("vanilla", variants=(half,)), b=block("seat", variants=(half,)))) == 2
    assert len(planned(a=block("vanilla"), b=block("seat", variants=(ablation,)))) == 2
    with pytest.raises(UserError, match="labeled=half-0: add it"):
        planned(a=block("vanilla"), b=block("seat", variants=(half,)))


def test_deletion_needs_a_scorer():
    base = block("base", attention="max", measures=("deletion",))
    assert len(planned(a=block("vanilla", measures=("deletion",)), b=base)) == 2
    with pytest.raises(UserError, match="measure deletion, but no block .* base/sst-lstm-max-default-0: add"):
        planned(a=block("vanilla", measures=("deletion",)))


@pytest.mark.parametrize("wrong", [block("base"), block("vanilla", attention="max")])
def test_only_base_has_no_attention(wrong):
    said = (
        "suites.seat.a: expected attention `max` of method base alone, got (max of vanilla|additive of base)"
    )
    with pytest.raises(UserError, match=said):
        planned(a=wrong)


@pytest.mark.parametrize("changes", [{"unlabeled": 0}, {"epsilon": 1.0, "weight": 2.0}])
def test_a_variant_of_a_search_changes_one_key(changes):
    """Default, and two keys: the table of a search has no place for either."""
    searched = {"epsilon": block("word_at", variants=({"epsilon": 1.0}, changes))}
    with pytest.raises(
        UserError, match=r"demo/grid\.yaml: suites\.search\.epsilon\.variants\[1\]: expected a value of"
    ):
        plan.plan("demo", replace(DEMO, suites={"search": searched}), FROM_VANILLA)
    assert len(planned(**searched)) == 2


def test_a_search_may_be_with_unlabeled_texts():
    """What is trained on is no value that is searched."""
    searched = {"epsilon": block("word_vat", variants=({"epsilon": 1.0, "unlabeled": 7},))}
    assert len(plan.plan("demo", replace(DEMO, suites={"search": searched}), FROM_VANILLA)) == 1


def test_a_variant_of_a_search_may_be_a_text():
    searched = {"direction": block("attention_iat", variants=({"direction": "paper"}, {"direction": "raw"}))}
    assert len(plan.plan("demo", replace(DEMO, suites={"search": searched}), FROM_VANILLA)) == 2


def test_what_is_written_is_read_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    every = planned(a=block("vanilla", "word_at", variants=({"epsilon": 0.5},), measures=("erasure",)))
    plan.write("demo", PARAMS, every, ("vanilla", "word_at", "seat"))
    found = grid.read("demo", "word_at")
    assert found.planned == every[1:] and grid.read("demo", "seat").planned == []
    sections = found.training[every[1].run]
    tuned = PARAMS.methods["word_at"] | DEMO.tuned["default"]["word_at"]
    assert sections["hparams"] == tuned | {"epsilon": 0.5} and sections["train"]["selection"] == "f1"
    assert found.evaluate["deltas"] == list(DEMO.evaluate.deltas)
    with pytest.raises(UserError, match="make it with `dvc repro grid@demo`"):
        grid.read("demo", "vib")


def test_a_method_that_is_another_one_is_computed_as_that(tmp_path, monkeypatch):
    """Attention iAT as printed is Attention AT, of the epsilon that iAT's run has; other readings are not."""
    monkeypatch.chdir(tmp_path)
    changes = ({"epsilon": 0.5}, {"epsilon": 0.5, "direction": "raw"})
    plan.write("demo", PARAMS, planned(a=block("attention_iat", variants=changes)), ("attention_iat",))
    found = grid.read("demo", "attention_iat")
    as_printed, raw = found.planned
    assert (as_printed.computed.method, raw.computed.method) == ("attention_at", "attention_iat")
    assert as_printed.run.name == as_printed.computed.name == "sst-lstm-additive-epsilon=0.5-0"
    weight = PARAMS.methods["attention_at"]["weight"]
    assert found.training[as_printed.run]["hparams"] == {"epsilon": 0.5, "weight": weight}
    assert found.training[raw.run]["hparams"]["direction"] == "raw"


def test_tuned_values_come_before_the_methods_section_and_a_corpus_before_the_default():
    """epsilon is 5 in `methods`; weight stands there alone; seat's k is not tuned."""
    tuned = {
        "default": {"word_at": {"epsilon": 2.0}, "seat": {"epochs": 3}},
        "synthetic_nli": {"word_at": {"epsilon": 7.0}},
    }
    given = replace(PARAMS, profiles={"demo": replace(DEMO, tuned=tuned)})

    def trained(corpus, method="word_at"):
        return plan.training(given, "demo", Run(corpus, "lstm", "additive", method, (), 0))["hparams"]

    assert PARAMS.methods["word_at"] == {"epsilon": 5.0, "weight": 1.0}
    assert trained("synthetic_sentiment") == trained("mine") == {"epsilon": 2.0, "weight": 1.0}
    assert trained("synthetic_nli") == {"epsilon": 7.0, "weight": 1.0}
    assert trained("mine", "seat") == PARAMS.methods["seat"] | {"epochs": 3}


def test_the_suites_are_read_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    plan.write("demo", PARAMS, [], ())
    found = grid.suites("demo")
    assert found.runs["seat"] == plan.of_profile(DEMO, "seat") and set(found.runs) == set(DEMO.suites)
    assert found.every == plan.of_profile(DEMO)
    assert found.counterparts == DEMO.counterparts and found.selection == DEMO.train.selection


def test_what_is_to_be_said_first_is_read_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    plan.write("demo", PARAMS, [], [])
    assert grid.suites("demo").notice == "" and "notice" not in read_json(
        Path("reports/demo/grid/suites.json")
    )
    told = replace(PARAMS, profiles={"demo": replace(DEMO, notice="A toy.")})
    plan.write("demo", told, [], [])
    assert grid.suites("demo").notice == "A toy."


def test_another_rule_of_bert_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bert = replace(DEMO.bert, train=replace(DEMO.bert.train, selection="accuracy"))
    profile = replace(DEMO, bert=bert)
    assert profile.train_of("bert").selection == "accuracy" and profile.train_of("rnn") == DEMO.train
    plan.write("demo", replace(PARAMS, profiles={"demo": profile}), [], ())
    assert grid.suites("demo").selection == "f1, of bert accuracy"
    assert replace(DEMO, bert=None).selection == "f1"


@pytest.mark.parametrize("name", PARAMS.profiles)
def test_the_profiles_stand(name):
    assert plan.plan(name, PARAMS.at(name), FROM_VANILLA)


def test_a_variant_may_change_a_section():
    run = Run("synthetic_nli", "lstm", "additive", "word_at", (("train.epochs", 7),), 0)
    found = plan.training(PARAMS, "demo", run)
    assert found["train"] == plan.training(PARAMS, "demo", replace(run, variant=()))["train"] | {"epochs": 7}


def test_other_vectors_have_their_width():
    run = Run("synthetic_nli", "lstm", "additive", "word_at", (("vectors", "glove_6b_50d_part"),), 0)
    assert plan.training(PARAMS, "demo", run)["model"]["embedding"] == 50 != DEMO.model.hidden
    assert run.vanilla().variant == run.variant
    assert items.data("demo", run).vectors.name == "synthetic_nli-vectors-glove_6b_50d_part"
    assert runs.other_vectors([run, replace(run, seed=3), run.vanilla(), replace(run, variant=())]) == [
        ("synthetic_nli", "glove_6b_50d_part")
    ]


def test_runs_with_unlabeled_texts_have_values_of_their_own():
    tuned = {"default": {"word_vat": {"epsilon": 2.0}}, "synthetic_topic": {"word_vat": {"epsilon": 3.0}}}
    of_pool = {"default": {"word_vat": {"epsilon": 4.0}}}
    given = replace(PARAMS, profiles={"demo": replace(DEMO, tuned=tuned, tuned_unlabeled=of_pool)})

    def epsilon(corpus, variant=()):
        run = Run(corpus, "lstm", "additive", "word_vat", variant, 0)
        return plan.training(given, "demo", run)["hparams"]["epsilon"]

    assert epsilon("synthetic_topic") == 3.0 and epsilon("synthetic_nli") == 2.0
    assert epsilon("synthetic_topic", (("unlabeled", 5),)) == 4.0
