"""The runs that are compared differ in the weights that they begin with, and the page shows both."""

import pytest

from benchmarks import pretrained
from benchmarks.pretrained import Start
from steady_attention.run.runs import Run
from steady_attention.settings import params
from steady_attention.store import artifacts
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_json

RUN = Run("synthetic_sentiment", "bert", "additive", "vanilla", (), 3)
SETTINGS = params.load_every()


@pytest.fixture
def bert(tmp_path, monkeypatch):
    """The folder of a preprocessed BERT."""
    monkeypatch.setattr(pretrained, "UNTRAINED", tmp_path / "without")
    folder = tmp_path / "bert"
    folder.mkdir()
    for name in ("config.json", "vocab.txt", "model.safetensors"):
        (folder / name).write_text(name, encoding="utf-8")
    item = {"name": "bert", "fingerprint": "0" * 32, "arguments": {}, "content": artifacts.content_of(folder)}
    write_json(folder / "item.json", item)
    return folder


def test_the_weights_alone_are_left_out(bert):
    copy = pretrained.without_weights(bert, 7)
    assert sorted(path.name for path in copy.iterdir()) == ["config.json", "item.json", "vocab.txt"]
    assert artifacts.described(copy)["content"] != artifacts.described(bert)["content"]


def test_what_is_left_is_what_the_item_states(bert):
    """`make prune` reads the fingerprint, too."""
    copy = pretrained.without_weights(bert, 7)
    stated = artifacts.described(copy)
    (copy / "item.json").unlink()
    assert stated["content"] == artifacts.content_of(copy) and "fingerprint" in stated


def test_a_profile_that_is_not_preprocessed(bert):
    (bert / "item.json").unlink()
    with pytest.raises(UserError, match="not there or not finished"):
        pretrained.without_weights(bert, 7)


def test_the_starts_have_fingerprints_of_their_own(bert, tmp_path, monkeypatch):
    """By the weights and by the learning rate; with the profile's rate it is the run of the grid."""
    there = artifacts.content_of_input
    monkeypatch.setattr(
        artifacts, "content_of_input", lambda path: there(path) if path.is_dir() else str(path)
    )
    write_json(tmp_path / "item.json", {"content": "pieces"})
    copy = pretrained.without_weights(bert, 7)
    fingerprints = {
        (name, rate): pretrained.item(
            SETTINGS, "demo", RUN, Start(name, folder, tmp_path, ()), rate
        ).fingerprint()
        for name, folder in (("with", bert), ("without", copy))
        for rate in (0.5, 0.25)
    }
    assert len(set(fingerprints.values())) == 4


def test_the_profiles_own_bert_is_compared_where_there_is_one(bert, tmp_path, monkeypatch):
    monkeypatch.setattr(pretrained.folders, "processed", lambda profile: tmp_path)
    monkeypatch.setattr(pretrained.folders, "pretrained", lambda profile: tmp_path / "nowhere")
    limits = []

    def built(settings, own, dataset, processed, limit):
        limits.append(limit)
        return own, tmp_path / "its-pieces"

    monkeypatch.setattr(pretrained, "built", built)
    write_json(bert / "config.json", {"max_position_embeddings": 7})
    small = pretrained.starts(SETTINGS, "small", "emotion", (0.5, 0.25))
    rate = SETTINGS.at("small").bert.train.learning_rate
    assert [(start.name, start.rates) for start in small] == [
        ("all_minilm_l6_v2", (rate,)),
        ("random weights of its sizes", (rate,)),
    ]
    monkeypatch.setattr(pretrained.folders, "pretrained", lambda profile: tmp_path)
    *_, own, random = pretrained.starts(SETTINGS, "small", "emotion", (0.5, 0.25))
    assert limits == [7], "the model takes fewer pieces than the profile's limit"
    assert own.name == "pretrained here" and own.rates == random.rates == (0.5, 0.25)
    assert own.bert == bert and own.pieces == random.pieces == tmp_path / "its-pieces"
    assert not (random.bert / "model.safetensors").exists()


def test_the_page_by_hand():
    rows = [
        ("one", 0.5, {"dev": [0.5, 0.75], "test": [0.25, 0.25]}),
        ("random weights of its sizes", 5e-05, {"dev": [0.5], "test": [1.0]}),
    ]
    page = pretrained.page("emotion", rows, [0.5, 0.25])
    assert "| one | 0.5 | 62.50 ± 17.68 (2) | 25.00 ± 0.00 (2) |" in page
    assert "| random weights of its sizes | 5e-05 | 50.00 (1) | 100.00 (1) |" in page
    assert "best on dev of 0.5, 0.25" in page
