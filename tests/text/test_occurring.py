"""The BERT of one data set, by hand, and that it is the same model."""

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertModel

from steady_attention.store.files import read_json, write_json
from steady_attention.text import occurring
from tests.tiny import BERT
from tests.training.runs import ARGUMENTS, evaluated, run, write_inputs, write_pieces

PIECES = 101  # of which 64 occur in the tiny corpus
CONFIG = BERT | {"vocab_size": PIECES, "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1}


def cut(pieces, bert, work):
    """The folder that the task makes."""
    work.mkdir()
    occurring.compute(work, {"pieces": pieces, "bert": bert}, {}, lambda text: None)
    return work


def test_by_hand(tmp_path):
    """A vocabulary [PAD] [unused] [UNK] [CLS] [SEP] [MASK] a b c d e f, of whose last ones a, c, d occur."""
    pieces, bert = tmp_path / "pieces", tmp_path / "bert"
    write_json(pieces / "pieces.json", {"start": 3, "end": 4, "first": 6, "limit": 7, "forms": 4})
    np.save(pieces / "pieces.npy", np.array([2, 9, 6, 9, 8], np.int32))
    np.save(pieces / "pieces.offsets.npy", np.array([0, 0, 1, 3, 5]))
    np.save(pieces / "train.second.tokens.npy", np.array([2, 3], np.int32))
    (pieces / "vocabulary.txt").write_text("<pad>\n<unk>\nda\ndc\n")
    write_json(bert / "config.json", {"vocab_size": 12})
    folder = cut(pieces, bert, tmp_path / "work")
    arrays = {path.name: np.load(path) for path in folder.glob("*.npy")}
    assert arrays["rows.npy"].tolist() == [0, 2, 3, 4, 6, 8, 9]
    assert arrays["pieces.npy"].tolist() == [1, 6, 4, 6, 5] and arrays["pieces.npy"].dtype == np.int32
    assert arrays["pieces.offsets.npy"].tolist() == [0, 0, 1, 3, 5]
    assert arrays["train.second.tokens.npy"].tolist() == [2, 3]
    told = {"start": 2, "end": 3, "first": 4, "limit": 7, "forms": 4}
    assert read_json(folder / "pieces.json") == told and read_json(folder / "config.json") == {
        "vocab_size": 12
    }
    assert (folder / "vocabulary.txt").read_text() == "<pad>\n<unk>\nda\ndc\n"
    assert not (folder / "model.safetensors").exists()


@pytest.fixture(params=["pretrained", "random"])
def both(request, tmp_path):
    """Inputs with the whole table, and with the rows that occur."""
    inputs = write_pieces(write_inputs(tmp_path), tmp_path, CONFIG)
    if request.param == "pretrained":
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(11)
            whole = BertModel(BertConfig(**CONFIG), add_pooling_layer=False).state_dict()
        save_file(
            {name: tensor.contiguous() for name, tensor in whole.items()},
            inputs["bert"] / "model.safetensors",
        )
    folder = cut(inputs["pieces"], inputs["bert"], tmp_path / "cut")
    return inputs, inputs | {"pieces": folder, "bert": folder}


@pytest.mark.parametrize("method", ["vanilla", "attention_at", "word_at"])
@pytest.mark.parametrize("decayed", ["rest", "all"])
def test_the_same_model_to_the_bit(both, tmp_path, method, decayed):
    """Weights, history and all scores; what else the whole table has is read by no text."""
    train = ARGUMENTS["train"] | {"weight_decay": 0.01, "decayed": decayed}
    changes = {"encoder": "bert", "attention": "additive", "method": method, "train": train}
    hparams = {} if method == "vanilla" else ARGUMENTS["hparams"]
    works = [run(inputs, tmp_path / f"run{n}", hparams=hparams, **changes) for n, inputs in enumerate(both)]
    whole, ours = (load_file(work / "weights.safetensors") for work in works)
    rows = torch.from_numpy(np.load(both[1]["bert"] / "rows.npy"))
    assert len(whole["embedding.weight"]) == PIECES > len(rows) == 64
    whole["embedding.weight"] = whole["embedding.weight"][rows]
    assert whole.keys() == ours.keys() and all(ours[name].equal(whole[name]) for name in ours)
    assert read_json(works[0] / "history.json") == read_json(works[1] / "history.json")
    scores = [
        evaluated(inputs, work, tmp_path / f"evaluation{n}", "erasure", pieces=inputs["pieces"])
        for n, (inputs, work) in enumerate(zip(both, works, strict=True))
    ]
    assert scores[0] == scores[1]
