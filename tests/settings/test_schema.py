"""params.yaml errors name the key, what was expected and the nearest valid name."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import pytest
import yaml

from steady_attention.settings import params
from steady_attention.settings.schema import Range, section
from steady_attention.store import sources
from steady_attention.store.errors import UserError

PARAMS = Path("params.yaml").read_text(encoding="utf-8")


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


def test_the_repositorys_params_are_valid():
    assert set(params.load().profiles) >= {"demo", "small"}


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("profile: demo", "profil: demo", "unknown key 'profil'; did you mean 'profile'?"),
        ("epochs: 8", "epochs: 0", "demo.train.epochs: expected a whole number at least 1, got 0"),
        ("epochs: 8", "epochs: eight", "demo.train.epochs: expected a whole number at least 1, got 'eight'"),
        ("encoder: bilstm", "encoder: bilsmt", "encoder: 'bilsmt' is not one of rnn, lstm, bilstm, bert"),
        ("      sst: synthetic_sentiment", "      sst: sst", "demo.counterparts.sst: 'sst' is not one of"),
        ("          - attention_rp", "          - attention_pr", "'attention_pr' is not one of vanilla"),
        ("profile: demo", "profile: [", "params.yaml is not valid YAML"),
    ],
)  # fmt: skip
def test_a_broken_params_file_is_named(tmp_path, old, new, text):
    assert old in PARAMS
    path = tmp_path / "params.yaml"
    path.write_text(PARAMS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as error:
        params.load(path)
    assert text in str(error.value)


def test_numbers_as_dvc_writes_them_are_numbers(tmp_path):
    """`-S x=1e-6` leaves `1e-06` in the file, which plain PyYAML takes for a text."""
    path = tmp_path / "params.yaml"
    path.write_text(PARAMS.replace("weight_decay: 1.0e-05", "weight_decay: 1e-06", 1), encoding="utf-8")
    assert params.load(path).at("demo").train.weight_decay == 1e-6


def test_an_absent_params_file_says_where_to_run(tmp_path):
    with pytest.raises(UserError, match="run the stages from the repository's root"):
        params.load(tmp_path / "params.yaml")


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
    with pytest.raises(UserError, match="methods: expected a section 'vib', as `method` names it, got none"):
        load({}, lambda content: content.update(method="vib") or content["methods"].pop("vib"))


def test_an_unknown_profile_lists_those_there_are():
    with pytest.raises(UserError, match="'dmeo' is not one of demo, small, paper; did you mean 'demo'?"):
        params.load().at("dmeo")


def test_a_file_without_profiles_names_the_key(tmp_path):
    content = yaml.safe_load(PARAMS) | {"profiles": {}}
    (tmp_path / "params.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(UserError, match="profiles: expected at least one, got none"):
        params.load(tmp_path / "params.yaml")
