"""The section `pretrain` of a profile, and the items behind it."""

from dataclasses import replace

import pytest

from steady_attention.run import bert_items
from steady_attention.store import artifacts
from steady_attention.store.errors import UserError
from tests.settings.params_file import CONTENT

BLOCKS, TASK = "steady_attention.pretraining.blocks", "steady_attention.pretraining.task"
RANDOM = {"vocabulary": 101, "layers": 2, "heads": 3, "width": 12, "inner": 17}
CORPUS, POOL = CONTENT["profiles"]["demo"]["corpora"][0], CONTENT["profiles"]["demo"]["unlabeled"]["pool"]


@pytest.fixture
def section(load):
    """section(**changes) is the demo's section `pretrain` with these changes."""

    def run(**changes):
        demo = load({}, lambda content: content["profiles"]["demo"]["pretrain"].update(changes)).at("demo")
        return demo.pretrain

    return run


def test_none_and_further_texts(load, section):
    assert (
        load({}, lambda content: content["profiles"]["demo"].update(pretrain=None)).at("demo").pretrain
        is None
    )
    assert section(texts=["imdb", "yelp"]).texts == ("imdb", "yelp")
    assert section(texts=None).texts is None


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (
            {"random": RANDOM | {"heads": 5}},
            "pretrain.random.heads: expected a divisor of the width 12, got 5",
        ),
        ({"random": None}, "settings.yaml: pretrain.random: expected a mapping"),
        ({"texts": ["imdb", "imdb"]}, r"pretrain.texts\[1\]: 'imdb' is read already"),
        ({"texts": [CORPUS]}, rf"pretrain.texts\[0\]: '{CORPUS}' is read already, expected another corpus"),
        ({"texts": ["imdb", POOL]}, rf"pretrain.texts\[1\]: '{POOL}' is read already"),
        ({"texts": []}, r"pretrain.texts: expected a list or null, got \[\]"),
        (
            {"texts": ["imdb", "sts"]},
            r"pretrain.texts\[1\]: there is no data set 'sts'; `PYTHONPATH=src .* --list`",
        ),
        ({"held_out": 0.0}, "pretrain.held_out: expected a number more than 0.0 and at most 0.99, got 0.0"),
        ({"masked": 1.0}, "pretrain.masked: expected a number more than 0.0 and at most 0.99, got 1.0"),
        ({"warmup": 0}, "pretrain.warmup: expected a number more than 0.0 and at most 0.99, got 0"),
        ({"epochs": 0}, "pretrain.epochs: expected a whole number at least 1, got 0"),
        ({"precision": "fp16"}, "pretrain.precision: 'fp16' is not one of fp32, tf32, bf16"),
        ({"maskd": 0.1}, "settings.yaml: pretrain: unknown key 'maskd'; did you mean 'masked'"),
    ],
)
def test_a_bad_section_is_named(section, changes, text):
    with pytest.raises(UserError, match=text):
        section(**changes)


def test_what_the_items_stand_on(section, tmp_path, monkeypatch):
    """Texts, vocabulary and how blocks are made decide the blocks; all of the section decides the model."""
    monkeypatch.setattr(artifacts, "content_of_input", str)
    one = section(random=RANDOM)
    blocks = bert_items.blocks(BLOCKS, one, tmp_path / "bert", {"sst": tmp_path / "sst"})
    assert blocks.inputs == {"bert": tmp_path / "bert", "sst": tmp_path / "sst"}
    assert blocks.arguments == {"limit": one.limit, "held_out": one.held_out}
    models = [
        bert_items.pretrained(TASK, replace(one, seed=seed), tmp_path / "bert", tmp_path / "blocks", device)
        for seed, device in ((3, "cpu"), (5, "cpu"), (3, "cuda"))
    ]
    first, other_seed, other_device = (model.fingerprint() for model in models)
    assert first != other_seed and first == other_device
