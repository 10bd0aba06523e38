"""Fixtures of tests that read settings: `load` and `overridden`."""

import pytest
from dvc.utils.hydra import apply_overrides

from steady_attention.settings import params
from tests.settings import params_file
from tests.settings.params_file import CONTENT


@pytest.fixture
def load(tmp_path):
    """load(corpora, change) reads settings with these corpora, and what `change` does to them."""

    def run(corpora, change=lambda content: None, read=params.load):
        content = params_file.copy(CONTENT) | {"corpora": corpora}
        change(content)
        params_file.write(tmp_path, content)
        return read(root=tmp_path)

    return run


@pytest.fixture
def overridden(tmp_path, monkeypatch):
    """overridden(changes) are the project's settings, as they are read after `-S` with them: `key=value` of
    params.yaml, `file:key=value` of another file.
    """
    monkeypatch.chdir(tmp_path)

    def run(*changes):
        params_file.copied(tmp_path)
        by_file = {}
        for change in changes:
            file, colon, rest = change.partition(":")
            file, rest = (file, rest) if colon and file.endswith(".yaml") else ("params.yaml", change)
            by_file.setdefault(file, []).append(rest)
        for file, given in by_file.items():
            apply_overrides(file, given)
        return params.load()

    return run
