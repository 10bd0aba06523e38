"""Fixtures of the rehearsal's tests."""

from importlib import import_module
from pathlib import Path

import pytest

from steady_attention.corpora.bert import checkpoints
from steady_attention.corpora.raw import download
from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.rehearsal import datasets, resized, workspace


@pytest.fixture
def told(monkeypatch):
    """told(replaced, data sets) applies `resized.apply` until the test ends."""

    def told(replaced: dict[str, list[str]], data_sets: list[str]) -> None:
        for name in data_sets:
            module = import_module(f"steady_attention.corpora.{name}")
            for constant in ("CORPUS", *datasets.SIZES.get(name, ())):
                monkeypatch.setattr(module, constant, getattr(module, constant))
        for module, key in ((word_vectors.VECTORS, "vectors"), (checkpoints.CHECKPOINTS, "checkpoints")):
            for name in replaced.get(key, ()):
                monkeypatch.setitem(module, name, module[name])
        resized.apply({"corpora": [], "vectors": [], "checkpoints": []} | replaced, data_sets)

    return told


@pytest.fixture
def downloaded(tmp_path, told):
    """downloaded(corpus) is the folder that the download makes of its generated files."""

    def downloaded(name: str) -> Path:
        files = import_module(f"steady_attention.corpora.{name}").CORPUS.files
        made = datasets.files(name)
        for raw in files:
            workspace.put(tmp_path / "mirror" / resized.place(raw), made[raw.name])
        told({"corpora": [name]}, [name])
        folder = tmp_path / "raw"
        folder.mkdir()
        download.compute(folder, {"mirror0": tmp_path / "mirror"}, {"corpus": name}, lambda text: None)
        return folder

    return downloaded
