"""The pictures of docs/results.md: they are there, small, and taken by the command that it names."""

import runpy
from pathlib import Path

import pytest

from steady_attention.store.sources import ROOT

DOCS = ROOT.parent / "docs"
MOST = 300_000  # bytes of a picture
PNG = b"\x89PNG\r\n\x1a\n"
pictures = runpy.run_path(str(DOCS / "pictures.py"), run_name="pictures")


@pytest.mark.parametrize("name", pictures["PICTURES"])
def test_results_show_every_picture(name):
    picture = DOCS / f"{name}.png"
    assert picture.read_bytes()[:8] == PNG and picture.stat().st_size <= MOST
    assert f"{name}.png" in (DOCS / "results.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_command_takes_them(browser, file, tmp_path: Path):
    pictures["take"](browser, file, tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == set(pictures["PICTURES"])
