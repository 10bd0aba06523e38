"""`dvc exp run -S key=value`: every key that can be set has its effect."""

from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

import experiment as stage
from steady_attention.run import effective, execution, experiment, items, plan
from steady_attention.run.runs import Run
from steady_attention.settings import params
from steady_attention.store.errors import UserError
from tests.run.settable import METHODS, SETTINGS, other, said, settable, written
from tests.settings.params_file import CONTENT, TEXTS

PARAMS = params.load()


@pytest.fixture
def record(monkeypatch):
    """record(settings): the arguments of the runs that the experiment at hand trains, its own last; they are
    what item.json keeps of a run.
    """

    def of(settings):
        trained = []
        monkeypatch.setattr(
            experiment, "computed", lambda item, _: trained.append(item.arguments) or Path("x")
        )
        run = experiment.selected(settings, pair=False)
        experiment.trained(settings, "demo", run, items.data("demo", run))
        return trained

    return of


def value_at(settings, path):
    """What the settings, as plain data, have of a key as `-S` names it."""
    file, colon, path = path.rpartition(":")
    here = settings["profiles"]["demo"] if file == SETTINGS else settings
    for key in path.split("."):
        here = here[key]
    return list(here) if isinstance(here, tuple) else here


def test_every_key_that_is_set_is_read(overridden, record):
    """All at once, each with a value of its kind that it did not have; then from the run's record."""
    changes = settable()
    for path, value in changes.items():
        assert value != value_at(asdict(PARAMS), path), path
    settings = overridden(*(f"{path}={written(value)}" for path, value in changes.items()))
    read = asdict(settings)
    for path, value in changes.items():
        assert value_at(read, path) == (["imdb"] if value == "[imdb]" else value), path
    (made,) = record(settings)
    assert {key: made[key] for key in ("dataset", "encoder", "attention", "method", "seed")} == {
        key: changes[key] for key in ("dataset", "encoder", "attention", "method", "seed")
    }
    assert made["variant"] == {"unlabeled": changes["unlabeled"]}
    for section, where in (("model", "model"), ("train", "bert.train")):
        assert made[section] == {
            key: changes[f"{SETTINGS}:{where}.{key}"] for key in CONTENT["profiles"]["demo"][section]
        }


def test_every_key_of_a_grid_is_read(overridden):
    """Of a block, of its suite's defaults and of the file's: the nearest one is taken."""
    lists = {
        "datasets": ("[synthetic_qa]", ("synthetic_qa",)),
        "encoders": ("[lstm]", ("lstm",)),
        "attentions": ("[dot]", ("dot",)),
        "methods": ("[word_vat]", ("word_vat",)),
        "seeds": ("[3,5]", (3, 5)),
        "variants": ("[{unlabeled: 11}]", ({"unlabeled": 11},)),
        "measures": ("[erasure]", ("erasure",)),
    }
    grid = "conf/demo/grid.yaml"
    for place in ("defaults", "suites.seat.defaults", "suites.seat.rnn"):
        settings = overridden(*(f"{grid}:++{place}.{key}={given}" for key, (given, _) in lists.items()))
        block = settings.at("demo").suites["seat"]["rnn"]
        stated = yaml.safe_load(TEXTS[grid])["suites"]["seat"]
        nearer = {"defaults": {**stated["defaults"], **stated["rnn"]}, "suites.seat.defaults": stated["rnn"]}
        for key, (_, expected) in lists.items():
            hidden = key in nearer.get(place, {})
            assert (getattr(block, key) == expected) != hidden, (place, key)


def test_a_methods_keys_are_in_its_runs_record_or_said_not_to_be(overridden, record):
    """`tuned` goes before `methods`, and for BERT `bert.methods` before both."""
    changes = settable() | {"encoder": "lstm", "unlabeled": 0}
    settings = overridden(*(f"{path}={written(value)}" for path, value in changes.items()))
    for method in settings.methods:
        for encoder in ("lstm", "bert"):
            run = Run("synthetic_topic", encoder, "dot", method, (), 0)
            given = replace(settings, method=method, encoder=encoder)
            taken = plan.training(given, "demo", run)["hparams"]
            told = effective.listing(given, "demo", run)
            places = [f"{SETTINGS}:tuned.default.{method}"]
            if encoder == "bert":
                places.insert(0, f"{SETTINGS}:bert.methods.{method}")
            for key in CONTENT["methods"][method]:
                path = f"{METHODS}:methods.{method}"
                above = next((place for place in places if f"{place}.{key}" in changes), path)
                value = changes[f"{above}.{key}"]
                assert taken[key] == value
                (line,) = (line for line in told.split("\n  ") if line.startswith(f"{said(above)}: "))
                assert f"{key} {value}" in line
                if changes[f"{path}.{key}"] != value:
                    assert f"{changes[f'{path}.{key}']} of {said(path)}" in line


@pytest.mark.parametrize(
    ("change", "epsilon"),
    [
        (f"{METHODS}:methods.attention_at.epsilon=0.3", 1.0),
        (f"{SETTINGS}:tuned.default.attention_at.epsilon=0.3", 0.3),
        (f"{SETTINGS}:+tuned.synthetic_sentiment.attention_at.epsilon=0.3", 0.3),
        ("+hparams.epsilon=0.3", 0.3),
        ("+hparams.epsilon=1e-6", 1e-6),
        ("++hparams.epsilon=3", 3),
    ],
)
def test_the_value_of_a_run(overridden, record, change, epsilon):
    settings = overridden("method=attention_at", change)
    assert record(settings)[-1]["hparams"] == {"epsilon": epsilon, "weight": 1.0}
    run = experiment.selected(settings, pair=False)
    told = effective.listing(settings, "demo", run)
    assert f"epsilon {epsilon} (not " in told and (
        epsilon == 0.3 or "of conf/methods.yaml: methods.attention_at" in told
    )


def test_hparams_are_of_the_run_at_hand_alone(record):
    """seat begins from a vanilla run, which has no hparams; the grid's seat keeps its own."""
    given = replace(PARAMS, method="seat", hparams={"k": 11})
    vanilla, seat = record(given)
    assert vanilla["method"] == "vanilla" and vanilla["hparams"] == {}
    assert seat["hparams"] == CONTENT["methods"]["seat"] | PARAMS.at("demo").tuned["default"]["seat"] | {
        "k": 11
    }
    run = Run("synthetic_sentiment", "bilstm", "additive", "seat", (), 0)
    assert plan.training(given, "demo", run)["hparams"]["k"] == 7


def test_vanilla_of_the_same_data_encoder_and_seed_stands_beside_a_run(monkeypatch):
    """Without its hparams, and without unlabeled texts, which vanilla does not train with."""
    made = []
    monkeypatch.setattr(experiment, "computed", lambda item, _: made.append(item) or Path(f"{len(made)}"))
    changes = {"method": "attention_vat", "seed": 3, "encoder": "lstm", "unlabeled": 7}
    settings = replace(PARAMS, **changes, hparams={"xi": 0.3})
    run = experiment.selected(settings, pair=False)
    found = experiment.evaluated(settings, "demo", run, items.data("demo", run))
    assert found == {"vanilla": Path("2"), "attention_vat": Path("4")}
    first, second, third, fourth = (item.arguments for item in made)
    assert first["hparams"] == {} and third["hparams"]["xi"] == 0.3
    assert [one["method"] for one in (first, second, third, fourth)] == [
        *["vanilla"] * 2,
        *["attention_vat"] * 2,
    ]
    assert first["variant"] == {} and third["variant"] == {"unlabeled": 7}
    assert "unlabeled" not in made[0].inputs and "unlabeled" in made[2].inputs
    assert {(one["seed"], one["encoder"]) for one in (first, third)} == {(3, "lstm")}
    assert first["train"] == third["train"]
    made.clear()
    alone = replace(PARAMS, method="vanilla")
    run = experiment.selected(alone, pair=False)
    assert list(experiment.evaluated(alone, "demo", run, items.data("demo", run))) == ["vanilla"]


def test_every_key_of_every_method_can_be_set_for_a_run(record):
    for method, section in CONTENT["methods"].items():
        for key, value in section.items():
            new = other(key, value)
            given = replace(PARAMS, method=method, hparams={key: new})
            assert record(given)[-1]["hparams"][key] == new != value


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("+hparams.epsilom=0.3", "the method attention_at has no key 'epsilom'; did you mean 'epsilon'?"),
        ("+hparams.k=3", "hparams: the method attention_at has no key 'k' (known: epsilon, weight)"),
        ("seed=010", "seed: expected a whole number at least 0, got '010'"),
        ("seed=1:30", "seed: expected a whole number at least 0, got '1:30'"),
        (f"{SETTINGS}:train.compile=yes", "train.compile: expected true or false, got 'yes'"),
        (f"{SETTINGS}:train.epochs=0", "train.epochs: expected a whole number at least 1, got 0"),
        (f"{SETTINGS}:model.embedding=300", "is 300, but the vectors synthetic_vectors"),
        ("conf/methods.yaml:+methods.vanilla.epsilon=1", "methods.vanilla: unknown key 'epsilon'"),
        ("method=attention_vta", "'attention_vta' is not one of vanilla, "),
        ("method=base", "'base' is not one of vanilla, "),
        ("attention=max", "'max' is not one of additive, dot"),
        ("dataset=imdb", "'imdb' is not one of synthetic_sentiment"),
    ],
)
def test_what_cannot_be_set_is_refused_before_any_work(overridden, monkeypatch, change, said):
    monkeypatch.setattr(execution, "ensure", lambda *given: pytest.fail("work"))
    with pytest.raises(UserError) as error:
        overridden("method=attention_at", change)
        stage.main(SimpleNamespace(profile="demo"))
    assert said in str(error.value)
