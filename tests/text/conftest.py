"""Fixtures of the text tests."""

import json
from pathlib import Path

import pytest

from steady_attention import corpora
from steady_attention.text import pieces, preprocess
from tests.text import small_bert


@pytest.fixture
def preprocessed(tmp_path, monkeypatch):
    """preprocessed(corpus, ...) preprocesses it and returns the folder."""

    def run(tiny, boundaries=False, length_filter=False) -> Path:
        monkeypatch.setattr(corpora, "get", {"tiny": tiny}.__getitem__)
        arguments = {"corpus": "tiny", "boundaries": boundaries, "length_filter": length_filter}
        preprocess.compute(tmp_path, {"raw": tmp_path}, arguments, lambda _: None)
        return tmp_path

    return run


@pytest.fixture
def in_pieces(tmp_path):
    """in_pieces(corpus's folder, limit, pieces, ...) computes the pieces and returns the folder; further keys
    are those of the BERT's config.json.
    """

    def run(folder: Path, limit: int = 5, known: list[str] = small_bert.PIECES, **config) -> Path:
        bert, work = tmp_path / "bert", tmp_path / "work"
        small_bert.vocabulary(bert, known)
        (bert / "config.json").write_text(json.dumps(small_bert.CONFIG | config), encoding="utf-8")
        (bert / "statistics.json").write_text('{"checkpoint": "mine"}')
        work.mkdir(exist_ok=True)
        pieces.compute(work, {"corpus": folder, "bert": bert}, {"limit": limit}, lambda _: None)
        return work

    return run
