"""params.yaml errors name the key, what was expected and the nearest valid name."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import pytest

from steady_attention.settings import params
from steady_attention.settings.schema import Range, section
from steady_attention.store import sources
from steady_attention.store.errors import UserError
from tests.settings.params_file import TEXTS, copied


@dataclass(frozen=True)
class Inner:
    rate: Annotated[float, Range(0.0, 1.0, open_low=True)]
    kind: Literal["additive", "dot"]


@dataclass(frozen=True)
class Outer:
    jobs: Literal["auto"] | Annotated[int, Range(1)]
    names: tuple[str, ...]
    inner: Inner
    pool: str | None


GOOD = {"jobs": 2, "names": ["a", "b"], "inner": {"rate": 1, "kind": "dot"}, "pool": None}


def changed(**changes):
    inner = changes.pop("inner", {})
    return GOOD | changes | {"inner": GOOD["inner"] | inner}


def test_good_values_become_a_dataclass():
    found = section("", GOOD, Outer)
    assert found == Outer(2, ("a", "b"), Inner(1.0, "dot"), None)
    assert section("", changed(jobs="auto", pool="x"), Outer).jobs == "auto"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (changed(jbs=1), "unknown key 'jbs'; did you mean 'jobs'?"),
        ({key: GOOD[key] for key in GOOD if key != "names"}, "missing key 'names' (a list)"),
        (changed(jobs=0), "jobs: expected 'auto' or a whole number at least 1, got 0"),
        (changed(jobs=True), "jobs: expected 'auto' or a whole number at least 1, got True"),
        (changed(jobs="atuo"), "jobs: 'atuo' is not one of auto; did you mean 'auto'?"),
        (changed(names=[]), "names: expected a list with at least one entry, got []"),
        (changed(names="a"), "names: expected a list with at least one entry, got 'a'"),
        (changed(names=["a", 3]), "names[1]: expected a text (in quotes), got 3"),
        (changed(inner={"rate": 0}), "rate: expected a number more than 0.0 and at most 1.0, got 0"),
        (changed(inner={"rate": "1"}), "rate: expected a number more than 0.0 and at most 1.0, got '1'"),
        (changed(inner={"rate": float("nan")}), "rate: expected a number more than 0.0 and at most"),
        (changed(inner={"kind": "additve"}), "inner.kind: 'additve' is not one of additive, dot; did"),
        (changed(pool=3), "pool: expected a text or null, got 3"),
        (GOOD | {"inner": 3}, "inner: expected a mapping, got 3"),
        (None, "expected a mapping, got None"),
    ],
)  # fmt: skip
def test_bad_values_are_named(given, text):
    with pytest.raises(UserError) as error:
        section("", given, Outer)
    assert text in str(error.value)


def test_the_repositorys_settings_are_valid():
    assert list(params.load_every().profiles) == params.names() == ["demo", "paper", "small"]
    assert list(params.load("small").profiles) == ["small"]
    assert params.execution() == params.load().execution


SETTINGS, GRID = "conf/demo/settings.yaml", "conf/demo/grid.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "text"),
    [
        ("params.yaml", "profile: demo", "profil: demo", "params.yaml: unknown key 'profil'; did you mean"),
        ("params.yaml", "encoder: bilstm", "encoder: bilsmt", "encoder: 'bilsmt' is not one of rnn, lstm"),
        ("params.yaml", "profile: demo", "profile: [", "params.yaml is not valid YAML"),
        (SETTINGS, "epochs: 8", "epochs: 0", ": train.epochs: expected a whole number at least 1, got 0"),
        (
            SETTINGS,
            "epochs: 8",
            "epochs: eight",
            ": train.epochs: expected a whole number at least 1, got",
        ),
        (SETTINGS, "model:", "modle:", ": unknown key 'modle'; did you mean 'model'?"),
        (SETTINGS, "  sst: synthetic_sentiment", "  sst: sst", ": counterparts.sst: 'sst' is not one of"),
        (SETTINGS, "model:", "model: [", " is not valid YAML"),
        (GRID, "rs: [bilstm]", "r: [bilstm]", ": defaults: unknown key 'encoder'; did you mean 'encoders'?"),
        (GRID, "[bilstm]", "[bilsmt]", ": defaults.encoders[0]: 'bilsmt' is not one of rnn"),
        (GRID, "encoders: [bilstm], ", "", ": suites.attention_at.methods: missing key 'encoders' (a list)"),
        (
            GRID,
            "[rnn, lstm]",
            "[rnn, gur]",
            ": suites.attention_at.encoders.encoders[1]: 'gur' is not one",
        ),
        (GRID, "attention_rp,", "attention_pr,", ": suites.attention_at.methods.methods: 'attention_pr' is "),
        (GRID, "[synthetic_topic]", "[sst]", ": suites.attention_vat.topic.datasets: 'sst' is not one of"),
        (
            GRID,
            "[adversarial]",
            "[advers]",
            ": suites.attention_vat.adversarial.measures[0]: 'advers' is",
        ),
        (GRID, "{seeds: [0, 1, 2]}", "{seed: [0]}", ": suites.attention_at.methods: unknown key 'seed'; did"),
        (GRID, "suites:", "suits:", ": unknown key 'suits'; did you mean 'suites'?"),
    ],
)
def test_a_broken_file_is_named(tmp_path, file, old, new, text):
    copied(tmp_path)
    assert old in TEXTS[file]
    (tmp_path / file).write_text(TEXTS[file].replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as error:
        params.load(root=tmp_path)
    said = str(error.value)
    assert (text if file == "params.yaml" else f"{file}{text}") in said and said.isprintable()


def test_settings_of_one_file_say_what_moved_where(tmp_path):
    copied(tmp_path)
    old = "profile: demo\nmethods: {}\nprofiles:\n  demo: {}\n"
    (tmp_path / "params.yaml").write_text(old, encoding="utf-8")
    with pytest.raises(UserError) as error:
        params.load(root=tmp_path)
    assert str(error.value) == (
        "params.yaml: the settings were one file; now conf/methods.yaml has `methods`, "
        "conf/<profile>/settings.yaml the sections of `profiles` and conf/<profile>/grid.yaml their "
        "`suites`: move yours there"
    )


def test_numbers_as_dvc_writes_them_are_numbers(tmp_path):
    """`-S x=1e-6` leaves `1e-06` in the file, which plain PyYAML takes for a text."""
    copied(tmp_path)
    text = TEXTS[SETTINGS].replace("weight_decay: 1.0e-05", "weight_decay: 1e-06", 1)
    (tmp_path / SETTINGS).write_text(text, encoding="utf-8")
    assert params.load(root=tmp_path).at("demo").train.weight_decay == 1e-6


@pytest.mark.parametrize("file", ["params.yaml", "conf/methods.yaml", SETTINGS, GRID])
def test_an_absent_file_says_what_to_do(tmp_path, file):
    copied(tmp_path)
    (tmp_path / file).unlink()
    said = {
        "params.yaml": "run the stages from the repository's root",
        SETTINGS: "'demo' is not one of paper, small; a profile is a folder of conf/",
    }
    with pytest.raises(UserError, match=said.get(file, f"{file} not found: `git restore {file}`")):
        params.load(root=tmp_path)


def test_hparams_are_keys_of_the_method_at_hand(load):
    def given(method, **hparams):
        return load({}, lambda content: content.update(method=method, hparams=hparams or None))

    assert given("seat", k=11).hparams == {"k": 11} and given("seat").hparams == {}
    with pytest.raises(UserError) as error:
        given("attention_at", epsilom=0.3)
    assert str(error.value) == (
        "hparams: the method attention_at has no key 'epsilom'; did you mean 'epsilon'? "
        "(known: epsilon, weight); `-S '~hparams.epsilom'` takes it away"
    )
    with pytest.raises(UserError, match=r"the method vanilla has no key 'epsilon' \(it has none\)"):
        given("vanilla", epsilon=0.3)


def test_a_file_without_hparams_has_none(load):
    assert load({}, lambda content: content.pop("hparams")).hparams == {}
    assert load(None).corpora == {}


@pytest.mark.parametrize(
    ("key", "file", "names"),
    [("method", "methods/rotated.py", "METHODS"), ("encoder", "models/encoders/gru.py", "Encoder")],
)
def test_a_file_that_is_in_no_list_says_in_which(load, monkeypatch, key, file, names):
    name, found = Path(file).stem, sources.location
    monkeypatch.setattr(
        sources, "location", lambda module: Path(file) if module.endswith(f".{name}") else found(module)
    )
    with pytest.raises(UserError) as error:
        load({}, lambda content: content.update({key: name}))
    text = str(error.value)
    assert text.startswith(f"{key}: {name!r} is not one of ")
    assert f"; src/steady_attention/{file} is there: to use it, add it to {names} in src/steady_" in text


def test_a_name_without_a_file_says_which(load, monkeypatch):
    monkeypatch.setattr(sources, "location", lambda module: None)
    with pytest.raises(UserError, match=r"has 'bilstm', but there is no src/.*/encoders/bilstm\.py"):
        load({})


def test_a_method_without_a_section_names_it(load):
    with pytest.raises(
        UserError,
        match="conf/methods.yaml: methods: expected a section 'vib', as `method` names it, got none",
    ):
        load({}, lambda content: content.update(method="vib") or content["methods"].pop("vib"))


def test_an_unknown_profile_lists_those_there_are():
    text = "'dmeo' is not one of demo, paper, small; did you mean 'demo'?; a profile is a folder of conf/"
    with pytest.raises(UserError) as error:
        params.load("dmeo")
    assert text in str(error.value)
    with pytest.raises(UserError, match="'small' is not one of demo"):
        params.load("demo").at("small")
