"""Fixtures of the raw files' tests."""

from pathlib import Path

import pooch
import pytest
import requests

from steady_attention.corpora.raw import download
from steady_attention.store.errors import UserError
from tests.corpora.raw_files import TRAIN


@pytest.fixture
def publisher(monkeypatch):
    """Serves `answers[url]`, without a network; records what was asked for."""

    class Publisher:
        answers: dict[str, bytes] = {}
        asked: list[str] = []

        def __init__(self, progressbar, **_):
            assert progressbar is False  # tests have no terminal

        def __call__(self, url, target, registry):
            self.asked.append(url)
            if url not in self.answers:
                raise requests.ConnectionError("no network in tests")
            Path(target).write_bytes(self.answers[url])

    Publisher.answers, Publisher.asked = {}, []
    monkeypatch.setattr(pooch, "HTTPDownloader", Publisher)
    monkeypatch.setattr(download, "RETRIES", 0)
    return Publisher


@pytest.fixture
def raw_folder(tmp_path):
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


@pytest.fixture
def run(raw_folder, publisher):
    """run(mirrors, *raw files) fetches them, TRAIN by default, and returns what was reported."""

    def run(mirrors: list[Path], *files) -> list[str]:
        said = []
        download.fetch("sst", files or (TRAIN,), mirrors, raw_folder, said.append)
        return said

    return run


@pytest.fixture
def failure(raw_folder, run):
    """failure(mirrors, *raw files) is the text of the error of a fetch, after which nothing may lie there."""

    def failure(mirrors: list[Path], *files) -> str:
        with pytest.raises(UserError) as caught:
            run(mirrors, *files)
        assert list(raw_folder.iterdir()) == []  # nothing half-written, and no folder of work in progress
        return str(caught.value)

    return failure
