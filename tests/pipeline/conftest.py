"""Fixtures of the pipeline tests."""

import json

import pytest

from steady_attention.pipeline import params
from tests.pipeline.own_data import CONTENT
from tests.pipeline.params_file import dumped


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
