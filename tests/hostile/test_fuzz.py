"""Fuzzing, a little of it: every hostile input is taken, or refused with an error that says where."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from tests.faults import fuzz
from tests.faults.mutations import Mutation, mutations, names
from tests.faults.resolving import outcome
from tests.faults.spoilt import spoilt
from tests.faults.subjects import SUBJECTS


@given(mutations(fuzz.VALID))
def test_params(mutation):
    assert outcome(mutation) in ("resolved", "refused")


@pytest.mark.parametrize("name", SUBJECTS)
def test_bytes(name, tmp_path_factory):
    folder = tmp_path_factory.mktemp(name)

    @given(spoilt(SUBJECTS[name].valid))
    def run(content):
        assert SUBJECTS[name].outcome(content, folder) in ("read", "refused")

    run()


@pytest.mark.parametrize("name", SUBJECTS)
def test_the_files_are_read_as_they_are(name, tmp_path):
    assert SUBJECTS[name].outcome(SUBJECTS[name].valid, tmp_path) == "read"


def test_the_params_resolve_as_they_are():
    assert outcome(Mutation("none", json.loads(json.dumps(fuzz.VALID)), ())) == "resolved"


def test_an_error_without_its_key_is_found_out():
    content = json.loads(json.dumps(fuzz.VALID))
    content["params.yaml"]["seed"] = "x"
    with pytest.raises(AssertionError, match="the key is not named: seed: expected a whole number"):
        outcome(Mutation("value", content, (("params.yaml", "method"),)))


def test_half_a_surrogate_pair_as_a_key_is_named():
    content = json.loads(json.dumps(fuzz.VALID))
    content["params.yaml"]["\ud800"] = content["params.yaml"].pop("profile")
    assert outcome(Mutation("rename", content, (("params.yaml", "\ud800"),))) == "refused"


def test_paths_are_written_as_errors_write_them():
    assert names(("conf/demo/settings.yaml", "corpora", 0)) == "conf/demo/settings.yaml: corpora[0]"
    assert names(("params.yaml", "corpora", "a\nb")) == r"corpora.'a\nb'"


def test_figures_count_every_input(monkeypatch):
    monkeypatch.setattr(fuzz, "SUBJECTS", {"a.tsv": SUBJECTS["a.tsv"]})
    found = fuzz.figures(3)
    assert set(found) == {fuzz.PARAMS, "a.tsv, bytes changed"}
    for row in found.values():
        assert row["inputs"] == row["accepted"] + row["refused"] == 3
        assert row["crashes"] == 0 and row["first"] == []


def test_figures_show_a_crash(monkeypatch):
    def crash(_: Path):
        raise KeyError("lost")

    subject = SUBJECTS["a.tsv"]
    monkeypatch.setattr(fuzz, "SUBJECTS", {"a.tsv": type(subject)("a.tsv", subject.valid, crash)})
    row = fuzz.figures(2)["a.tsv, bytes changed"]
    assert row["inputs"] == row["crashes"] == 2 and "KeyError: 'lost'" in row["first"][0]
