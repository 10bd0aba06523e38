"""The report on a pretrained BERT: its table by hand, its files, and the page's section."""

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import save_file

from steady_attention.pretraining.settings import Random
from steady_attention.report import pretraining
from steady_attention.report.page import sections
from steady_attention.store.errors import UserError
from tests.pretraining.test_fit import SETTINGS

SECTION = replace(SETTINGS, random=Random(23, 2, 3, 12, 1019), limit=13)
CONFIG = {
    "num_hidden_layers": 2,
    "hidden_size": 12,
    "num_attention_heads": 3,
    "intermediate_size": 1019,
    "vocab_size": 23,
}
KNOWN = {
    "from": ["pool", "sst"],
    "texts": {"train": 1009, "held_out": 11},
    "guessed": 17,
    "barred": 5,
    "twice": 7,
    "pieces": {"train": 20011, "held_out": 101},
    "perplexity": {"random": 1234.56, "unigram": 19.25, "pretrained": 3.14},
}
HISTORY = [
    {"step": 2, "epoch": 1.5, "loss": 2.0, "perplexity": 7.5},
    {"step": 4, "epoch": 3.0, "loss": 1.5, "perplexity": 3.14},
]


@pytest.fixture
def folder(tmp_path):
    """What the stage trained."""
    for name, value in (("config", CONFIG), ("statistics", KNOWN), ("history", HISTORY)):
        (tmp_path / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
    weights = {"a": np.zeros((23, 12), np.float32), "b": np.zeros(7, np.float32)}
    save_file(weights, tmp_path / "model.safetensors")
    return tmp_path


def written(folder, section=SECTION):
    """The files as the stage writes them."""
    place = folder / "pretraining"
    place.mkdir()
    for name, text in pretraining.files("small", folder, section).items():
        (place / name).write_text(text, encoding="utf-8")
    return place


def test_the_table_by_hand(folder):
    with open(written(folder) / "model.csv", encoding="utf-8", newline="") as handle:
        rows = dict(csv.reader(handle))
    assert rows == {
        "what": "value",
        "layers": "2 of 12 units, 3 heads, 1,019 units between",
        "word pieces": "23",
        "weights": "283",  # 23 * 12 + 7
        "texts of": "pool, sst",
        "trained on": "1,009 texts, 20,011 pieces, 3 times",
        "held out": "11 texts, 101 pieces, 17 of them masked",
        "left out": "5 dev and test texts, 7 that stand twice",
        "perplexity, random weights": "1,234.6",
        "perplexity, frequencies alone": "19.2",
        "perplexity, pretrained": "3.1",
    }


def test_the_page_says_how_to_use_it(folder):
    page = (written(folder) / "pretraining.md").read_text(encoding="utf-8")
    assert "| perplexity, pretrained | 3.1 |" in page and "![A BERT pretrained here](perplexity.svg)" in page
    assert "`cp -r data/pretrained/small/bert data/own/pretrained_small`" in page
    assert "`checkpoint: pretrained_small`" in page and "`limit:` at most 13" in page


def test_the_curve_and_its_numbers(folder):
    place = written(folder)
    history = (place / "history.csv").read_text(encoding="utf-8").splitlines()
    assert history[0] == "step,epoch,loss,perplexity" and history[1:] == ["2,1.5,2.0,7.5", "4,3.0,1.5,3.14"]
    curve = (place / "perplexity.svg").read_text(encoding="utf-8")
    assert all(words in curve for words in ("passes over the texts", "frequencies alone", "held-out texts"))
    assert curve == pretraining.svg(HISTORY, KNOWN["perplexity"]), "equal numbers give equal bytes"


def test_the_section_of_the_page(folder):
    section = sections.pretrained("small", written(folder))
    curve, model = section.exhibits
    assert curve.kind == "figure" and not curve.empty and "<title>" in curve.picture("p")
    assert ["perplexity, frequencies alone", "19.2"] in model.content.rows
    assert curve.origin.command == "dvc repro -s sources pretrain@small"
    assert section.links == {"pretraining.md": "pretraining/pretraining.md"}


def test_a_profile_that_pretrains_none(folder):
    assert list(pretraining.files("small", folder, None)) == ["pretraining.md"]
    section = sections.pretrained("small", written(folder, None))
    assert section.exhibits == () and section.paragraphs == (pretraining.NOTHING,)


def test_an_absent_stage_is_an_error(tmp_path):
    with pytest.raises(UserError, match="make it with `dvc repro pretrain@small`"):
        sections.pretrained("small", tmp_path / "pretraining")
