"""Fixtures of the pipeline tests."""

import json
from pathlib import Path

import pytest
from dvc.utils.hydra import apply_overrides

from steady_attention.settings import params
from tests.settings.params_file import CONTENT, TEXT, dumped


@pytest.fixture
def load(tmp_path):
    """load(corpora, change) reads a params.yaml with these corpora, and what `change` does to it."""

    def run(corpora, change=lambda content: None):
        content = json.loads(json.dumps(CONTENT)) | {"corpora": corpora}
        change(content)
        path = tmp_path / "params.yaml"
        path.write_text(dumped(content), encoding="utf-8")
        return params.load(path)

    return run


@pytest.fixture
def overridden(tmp_path, monkeypatch):
    """overridden(changes) is params.yaml, as it is read after `-S` with them."""
    monkeypatch.chdir(tmp_path)

    def run(*changes):
        Path("params.yaml").write_text(TEXT, encoding="utf-8")
        apply_overrides("params.yaml", list(changes))
        return params.load()

    return run
