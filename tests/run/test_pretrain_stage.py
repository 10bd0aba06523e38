"""The stage `pretrain`: a folder that the encoder bert is built on."""

import shutil

import pytest

from steady_attention.store.files import read_json
from tests.run.scratch import PRETRAIN, make
from tests.settings.params_file import CONTENT

pytestmark = pytest.mark.slow


def pretraining(params: dict) -> None:
    """A model of one layer, one pass over the texts."""
    params["profiles"]["demo"]["pretrain"] = PRETRAIN


def of_its_own(params: dict) -> None:
    """The encoder bert begins with the weights that were pretrained."""
    own = {"checkpoint": "pretrained_demo", "random": None, "limit": 61}
    params["profiles"]["demo"]["bert"] = CONTENT["profiles"]["demo"]["bert"] | own


def test_it_trains_and_the_encoder_is_built_on_it(tmp_path):
    """As pretraining.md says: the folder is copied, and the section names it."""
    repository = make(tmp_path / "repository", pretraining)
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
