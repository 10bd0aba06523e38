"""A run with encoder bert: from processed texts and their pieces to weights and all measures."""

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertModel

from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json
from tests.tiny import BERT
from tests.training.runs import ARGUMENTS, WIDTH, evaluated, run, write_pieces

PIECES = 37
CONFIG = BERT | {"vocab_size": PIECES, "hidden_dropout_prob": 0.1}


@pytest.fixture
def pieces(inputs, tmp_path):
    return write_pieces(inputs, tmp_path, CONFIG)


def trained(inputs, work, **changes):
    return run(inputs, work, **{"encoder": "bert", "attention": "additive"} | changes)


@pytest.mark.parametrize("method", ["attention_at", "word_iat"])
def test_same_seed_same_bits_with_dropout(pieces, tmp_path, method):
    hparams = ARGUMENTS["hparams"] | ({"neighbours": 3} if method == "word_iat" else {})
    works = [trained(pieces, tmp_path / name, method=method, hparams=hparams) for name in "ab"]
    first, second = ((work / "weights.safetensors").read_bytes() for work in works)
    assert first == second
    assert load_file(works[0] / "weights.safetensors")["embedding.weight"].shape == (PIECES, WIDTH)


def test_an_interrupted_run_goes_on_with_equal_bits(pieces, tmp_path):
    """Two epochs at once, and one epoch and then another from its checkpoint."""
    whole = trained(pieces, tmp_path / "whole")
    short = ARGUMENTS["train"] | {"epochs": 1}
    trained(pieces, tmp_path / "parts", train=short)
    trained(pieces, tmp_path / "parts")
    weights = [(tmp_path / name / "weights.safetensors").read_bytes() for name in ("whole", "parts")]
    assert weights[0] == weights[1] and len(read_json(whole / "history.json")) == 3


def test_every_measure_is_of_words(pieces, tmp_path):
    work = trained(pieces, tmp_path / "run", method="vanilla", hparams={})
    base = trained(pieces, tmp_path / "base", method="base", hparams={}, attention="max")
    measures = ("stability", "adversarial", "erasure", "sensitivity", "deletion", "representation")
    scores = evaluated(pieces, work, tmp_path / "evaluation", *measures, base=base, pieces=pieces["pieces"])
    assert {"jsd", "comprehensiveness", "sensitivity", "aopc", "pearson"} <= set(scores["test"])
    found = np.load(tmp_path / "evaluation/predictions.npz")
    assert np.diff(found["offsets"]).tolist() == [3, 5, 2, 7, 11]  # words


def test_unlabeled_texts_have_pieces_too(pieces, tmp_path):
    changes = {"hparams": {"epsilon": 1.0, "xi": 0.1, "weight": 1.0}, "variant": {"unlabeled": 2}}
    work = trained(pieces, tmp_path / "run", method="attention_vat", **changes)
    assert (work / "weights.safetensors").is_file()


def test_a_checkpoint_is_where_training_begins(pieces, tmp_path):
    """With a learning rate of next to nothing the weights stay the checkpoint's."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(11)
        whole = BertModel(BertConfig(**CONFIG), add_pooling_layer=False).state_dict()
    weights = {name: tensor.contiguous() for name, tensor in whole.items()}
    save_file(weights, pieces["bert"] / "model.safetensors")
    work = trained(pieces, tmp_path / "run", train=ARGUMENTS["train"] | {"learning_rate": 1e-12})
    found = load_file(work / "weights.safetensors")
    name = "encoder.layer.0.output.dense.weight"
    torch.testing.assert_close(found[f"encoder.transformer.{name}"], whole[name])
    table = found["embedding.weight"]
    torch.testing.assert_close(table, whole["embeddings.word_embeddings.weight"])


def test_a_gpu_that_is_not_there_is_named(inputs, tmp_path):
    if torch.cuda.is_available():
        pytest.skip("there is a GPU")
    with pytest.raises(UserError, match="`execution.device` is cuda, but torch finds no GPU"):
        run(inputs, tmp_path / "run", device="cuda")
