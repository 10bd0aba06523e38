"""Fixtures of the text tests."""

from pathlib import Path

import pytest

from steady_attention import corpora
from steady_attention.text import preprocess


@pytest.fixture
def preprocessed(tmp_path, monkeypatch):
    """preprocessed(corpus, ...) preprocesses it and returns the folder."""

    def run(tiny, boundaries=False, length_filter=False) -> Path:
        monkeypatch.setattr(corpora, "get", {"tiny": tiny}.__getitem__)
        arguments = {"corpus": "tiny", "boundaries": boundaries, "length_filter": length_filter}
        preprocess.compute(tmp_path, {"raw": tmp_path}, arguments, lambda _: None)
        return tmp_path

    return run
