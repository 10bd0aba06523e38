"""The stage `pretrain`: a folder that the encoder bert is built on, or none."""

import shutil

import pytest

from steady_attention.store.files import read_json
from tests.run.scratch import PRETRAIN, make

pytestmark = pytest.mark.slow


def pretraining(params: dict) -> None:
    """A model of one layer, one pass over the texts."""
    params["profiles"]["demo"]["pretrain"] = PRETRAIN


def none(params: dict) -> None:
    """The section goes again."""
    params["profiles"]["demo"]["pretrain"] = None


def of_its_own(params: dict) -> None:
    """The encoder bert begins with the weights that were pretrained."""
    params["profiles"]["demo"]["bert"] |= {"checkpoint": "pretrained_demo", "random": None, "limit": 61}


def test_it_trains_and_the_encoder_is_built_on_it(tmp_path):
    """As pretraining.md says: the folder is copied, and the section names it."""
    repository = make(tmp_path / "repository", pretraining, "bert")
    repository.run("dvc", "repro", "pretrain")
    made = repository.root / "data/pretrained/demo/bert"
    found = read_json(made / "statistics.json")["perplexity"]
    assert found["pretrained"] < found["random"]
    page = (repository.root / "reports/demo/pretraining/pretraining.md").read_text(encoding="utf-8")
    assert f"| perplexity, pretrained | {found['pretrained']:,.1f} |" in page
    shutil.copytree(made, repository.root / "data/own/pretrained_demo")
    repository.params(of_its_own)
    repository.run("dvc", "repro", "preprocess")
    built = repository.root / "data/processed/demo/bert"
    assert (built / "model.safetensors").read_bytes() == (made / "model.safetensors").read_bytes()
    assert "to compute" not in repository.run("dvc", "repro", "preprocess")


def test_a_profile_without_the_section_has_no_model_and_says_so(tmp_path):
    repository = make(tmp_path / "repository", none)
    repository.run("dvc", "repro", "pretrain")
    assert list((repository.root / "data/pretrained/demo").iterdir()) == []
    (page,) = (repository.root / "reports/demo/pretraining").iterdir()
    assert "This profile pretrains no BERT" in page.read_text(encoding="utf-8")
    assert "Data and pipelines are up to date." in repository.run("dvc", "status", "pretrain")
