"""The runs that are compared differ in the weights that they begin with, and the page shows both."""

import pytest

from benchmarks import pretrained
from steady_attention.pipeline import artifacts
from steady_attention.pipeline.artifacts import Item
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.files import write_json

TASK = "steady_attention.pipeline.files"  # any module: the item is not computed


@pytest.fixture
def trained(tmp_path, monkeypatch):
    """A run that begins from the weights of a preprocessed BERT."""
    monkeypatch.setattr(pretrained, "UNTRAINED", tmp_path / "without")
    bert, corpus = tmp_path / "bert", tmp_path / "corpus.txt"
    bert.mkdir()
    for name in ("config.json", "vocab.txt", "model.safetensors"):
        (bert / name).write_text(name, encoding="utf-8")
    corpus.write_text("a text", encoding="utf-8")
    item = {"name": "bert", "fingerprint": "0" * 32, "arguments": {}, "content": artifacts.content_of(bert)}
    write_json(bert / "item.json", item)
    return Item("run", TASK, {"seed": 3}, {"bert": bert, "corpus": corpus})


def test_the_weights_alone_are_left_out(trained, tmp_path):
    other = pretrained.from_random(trained)
    assert other.inputs == {"bert": tmp_path / "without", "corpus": tmp_path / "corpus.txt"}
    assert other.arguments == trained.arguments and other.name == trained.name
    names = sorted(path.name for path in (tmp_path / "without").iterdir())
    assert names == ["config.json", "item.json", "vocab.txt"]


def test_the_two_starts_have_fingerprints_of_their_own(trained):
    other = pretrained.from_random(trained)
    assert other.fingerprint() != trained.fingerprint()
    assert other.fingerprint() == pretrained.from_random(trained).fingerprint()


def test_what_is_left_is_what_the_item_states(trained, tmp_path):
    """`make prune` reads the fingerprint, too."""
    pretrained.from_random(trained)
    stated = artifacts.described(tmp_path / "without")
    (tmp_path / "without" / "item.json").unlink()
    assert stated["content"] == artifacts.content_of(tmp_path / "without") and "fingerprint" in stated


def test_a_profile_that_is_not_preprocessed(trained, tmp_path):
    (tmp_path / "bert" / "item.json").unlink()
    with pytest.raises(UserError, match="not there or not finished"):
        pretrained.from_random(trained)


def test_the_page_by_hand():
    scored = {"the checkpoint": {"dev": [0.5, 0.75], "test": [0.25, 0.25]}, "random weights": {"dev": [0.5]}}
    page = pretrained.page("emotion", scored)
    assert "| the checkpoint | 62.50 ± 17.68 (2) | 25.00 ± 0.00 (2) |" in page
    assert "| random weights | 50.00 (1) |" in page
