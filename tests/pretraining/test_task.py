"""From blocks to a folder that the encoder bert begins with."""

import json

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from steady_attention.corpora.bert import config as bert_config
from steady_attention.models.encoders import bert as encoder
from steady_attention.pretraining import blocks, task
from steady_attention.text import bert as built
from tests.pretraining.small_texts import PIECES, bert, corpus
from tests.pretraining.test_blocks import MANY

SECTION = {
    "texts": None,
    "random": {"vocabulary": 11, "layers": 1, "heads": 3, "width": 6, "inner": 13},
    "limit": 7,
    "held_out": 0.2,
    "masked": 0.3,
    "epochs": 1,
    "batch_size": 97,
    "learning_rate": 0.01,
    "warmup": 0.1,
    "weight_decay": 0.0,
    "precision": "fp32",
    "seed": 0,
}


@pytest.fixture(scope="module")
def pretrained(tmp_path_factory):
    at = tmp_path_factory.mktemp("pretrained")
    inputs = {"bert": bert(at / "bert"), "one": corpus(at / "one", train=MANY)}
    (at / "blocks").mkdir()
    arguments = {"limit": SECTION["limit"], "held_out": SECTION["held_out"]}
    blocks.compute(at / "blocks", inputs, arguments, lambda text: None)
    (at / "work").mkdir()
    task.compute(
        at / "work",
        {"bert": at / "bert", "blocks": at / "blocks"},
        {"pretrain": SECTION, "device": "cpu"},
        lambda text: None,
    )
    return at / "work"


def test_the_encoder_begins_with_the_weights(pretrained):
    """All of them have another value than in a random model, and the encoder takes every one."""
    begun = encoder.start(pretrained, np.random.default_rng(0))
    made = encoder.build(6, pair=False, sizes=begun.sizes)
    before = {name: tensor.clone() for name, tensor in made.transformer.state_dict().items()}
    made.load(begun.weights)
    after = made.transformer.state_dict()
    assert begun.vectors.shape == (len(PIECES), 6)
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert {"encoder.layer.0.attention.self.query.weight", "embeddings.position_embeddings.weight"} <= changed


def test_the_folder_is_a_checkpoint_of_ones_own(pretrained, tmp_path):
    """`bert.checkpoint` of a profile takes it: the configuration, vocabulary and weights fit one another."""
    built.compute(
        tmp_path, {"raw": pretrained}, {"checkpoint": "mine", "limit": 7, "where": "bert"}, lambda text: None
    )
    assert bert_config.read(tmp_path).hidden_dropout_prob == 0.5, (
        "the dropout of the training to come is kept"
    )
    assert (
        load_file(tmp_path / "model.safetensors").keys() == load_file(pretrained / "model.safetensors").keys()
    )


def test_the_perplexities_stand_beside_one_another(pretrained):
    known = json.loads((pretrained / "statistics.json").read_text(encoding="utf-8"))
    history = json.loads((pretrained / "history.json").read_text(encoding="utf-8"))
    found = known["perplexity"]
    assert found["pretrained"] == history[-1]["perplexity"] < found["random"]
    assert 1 < found["unigram"] < len(PIECES)
    assert history[-1]["epoch"] == 1.0 and known["guessed"] > 0
