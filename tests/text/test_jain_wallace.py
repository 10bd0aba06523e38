"""Jain and Wallace's length filter by hand, and the numbers that they print for SST on the real files."""

import json
from pathlib import Path

import numpy as np
import pytest

from steady_attention.corpora import Example
from steady_attention.corpora.raw import download
from steady_attention.text import preprocess
from tests.corpora.raw_files import NO_REAL_FILES, real_mirror
from tests.text.test_preprocess import array, lines, rows
from tests.text.tiny_corpus import corpus


def statistics(folder: Path) -> dict:
    return json.loads((folder / "statistics.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "limits, kept",
    [
        ((None, None), [1, 2]),
        ((0, None), [1, 2, 4, 5]),
        ((2, 7), [4, 5]),
        ((1, 2), []),
        ((0, 8), [1, 2, 4, 5, 7, 7]),
    ],
)
def test_the_length_filter_is_strict_at_both_ends(limits, kept):
    lengths = [1, 7, 5, 2, 7, 4]
    if limits == (None, None):
        lengths, kept = [0, 1, 3, 2], [1, 2]
    lengths = np.array(lengths)
    assert sorted(lengths[preprocess.within(lengths, limits)].tolist()) == kept


def test_the_filter_drops_texts_but_no_words(preprocessed):
    texts = [Example(f"e{n}", " ".join("abcdefg"[:n]), n % 2) for n in (1, 2, 3, 5, 7)]
    tiny = corpus(texts, texts, texts, lengths=(1, None))
    found = statistics(preprocessed(tiny, length_filter=True))
    assert found["vocabulary"] == 2 + 7  # of the unfiltered training texts
    assert found["splits"]["dev"]["examples"] == 3 and found["splits"]["dev"]["dropped"] == 2
    assert found["jain_wallace"] == {"vocabulary": 4 + 7, "train": 3, "dev": 3, "test": 3}
    assert statistics(preprocessed(tiny))["jain_wallace"] == found["jain_wallace"]


def test_every_file_has_the_texts_within_the_filter(preprocessed):
    texts = [Example(f"e{n}", " ".join("abcdefg"[:n]), n % 2, rationale=((0, 1),)) for n in (1, 2, 5, 3, 7)]
    folder = preprocessed(corpus(texts, texts, texts, lengths=(1, 5)), length_filter=True)
    for split in ("train", "dev", "test"):
        assert lines(folder / f"{split}.ids.txt") == ["e2", "e3"]
        assert lines(folder / f"{split}.words.txt") == ["a b", "a b c"]
        assert array(folder, f"{split}.labels").tolist() == [0, 1]
        assert rows(folder, split, "rationales") == [[1, 0], [1, 0, 0]]
    assert not list(folder.glob("*.partial"))


@pytest.mark.skipif(real_mirror() is None, reason=NO_REAL_FILES)
def test_jain_and_wallaces_numbers_for_sst(tmp_path):
    """13,826 words (their SST notebook prints it) and 1,725 test texts (their stored results)."""
    raw, work = tmp_path / "raw", tmp_path / "work"
    raw.mkdir()
    work.mkdir()
    download.compute(raw, {"mirror0": real_mirror()}, {"corpus": "sst"}, lambda _: None)
    arguments = {"corpus": "sst", "boundaries": True, "length_filter": False}
    preprocess.compute(work, {"raw": raw}, arguments, lambda _: None)
    found = statistics(work)
    assert found["jain_wallace"] == {"vocabulary": 13826, "train": 6355, "dev": 821, "test": 1725}
    assert found["vocabulary"] == 13826 and found["splits"]["test"]["examples"] == 1821
