"""What a BERT is built from: random or pretrained; what cannot be one is refused."""

import json

import numpy as np
import pytest

from steady_attention.store.errors import UserError
from steady_attention.text import bert
from tests.text.small_bert import CONFIG, EIGHT, checkpoint, vocabulary

RANDOM = {"vocabulary": 23, "layers": 3, "heads": 2, "width": 14, "inner": 19}
WHERE = "conf/small/settings.yaml: pretrain"


def nothing(_):
    return None


def built(tmp_path, raw, limit=17):
    work = tmp_path / "work"
    work.mkdir()
    bert.compute(work, {"raw": raw}, {"checkpoint": "mine", "limit": limit, "where": WHERE}, nothing)
    return work


def test_a_checkpoint_keeps_its_files(tmp_path):
    raw = checkpoint(tmp_path / "raw")
    work = built(tmp_path, raw)
    for name in ("vocab.txt", "model.safetensors"):
        assert (work / name).read_bytes() == (raw / name).read_bytes()
    left_out = ("position_embedding_type", "transformers_version")
    expected = {key: value for key, value in CONFIG.items() if key not in left_out}
    assert json.loads((work / "config.json").read_text()) == expected | {"pad_token_id": 0}
    assert json.loads((work / "statistics.json").read_text()) == {
        "checkpoint": "mine",
        "limit": 17,
        "pieces": 8,
    }


def test_transformers_builds_a_random_one_and_a_checkpoint(tmp_path):
    from transformers import BertConfig, BertModel

    config = json.loads((built(tmp_path, checkpoint(tmp_path / "raw")) / "config.json").read_text())
    BertModel(BertConfig(**config)).save_pretrained(tmp_path / "saved")
    vocabulary(tmp_path / "saved")
    (tmp_path / "again").mkdir()
    again = BertModel.from_pretrained(built(tmp_path / "again", tmp_path / "saved"))
    assert again.config.hidden_size == 6 and again.embeddings.word_embeddings.weight.shape == (11, 6)


def test_a_random_one_has_a_vocabulary_of_the_training_words(tmp_path):
    """Of both texts of pairs and of every data set, and of no other split."""
    words = {"one/train": "aba ab\naba\n", "one/train.second": "c\n", "one/test": "zzz\n", "two/train": "d\n"}
    for name, text in words.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.words.txt").write_text(text, encoding="utf-8")
    inputs = {name: tmp_path / name for name in ("two", "one")}
    work = tmp_path / "work"
    work.mkdir()
    bert.compute(work, inputs, {"random": RANDOM, "limit": 29, "where": WHERE}, nothing)
    pieces = (work / "vocab.txt").read_text(encoding="utf-8").splitlines()
    assert pieces == [*EIGHT[:5], "##a", "##b", "a", "b", "c", "d", "ab", "aba"]
    config = json.loads((work / "config.json").read_text())
    sizes = {
        "vocab_size": 13,
        "hidden_size": 14,
        "num_hidden_layers": 3,
        "num_attention_heads": 2,
        "intermediate_size": 19,
        "max_position_embeddings": 29,
    }
    assert config.items() >= sizes.items() and config["model_type"] == "bert"
    assert not (work / "model.safetensors").exists()


@pytest.mark.parametrize("prefix", ["bert.", ""])
def test_two_tensors_under_one_name(tmp_path, prefix):
    raw = checkpoint(tmp_path / "raw", {f"{prefix}embeddings.LayerNorm.gamma": np.zeros(6, np.float32)})
    with pytest.raises(
        UserError, match=r"^data/own/mine/model\.safetensors: .*LayerNorm.* are one tensor twice"
    ):
        built(tmp_path, raw)


def test_a_limit_over_the_positions(tmp_path):
    with pytest.raises(
        UserError,
        match="yaml: pretrain.limit: 18 pieces are more than the model takes, expected at most 17, "
        "max_position_embeddings of data/own/mine/config.json$",
    ):
        built(tmp_path, checkpoint(tmp_path / "raw"), limit=18)


@pytest.mark.parametrize("content", [b"[1]", b"{", b"\xff"])
def test_a_configuration_that_is_none(tmp_path, content):
    raw = checkpoint(tmp_path / "raw")
    (raw / "config.json").write_bytes(content)
    with pytest.raises(UserError, match=r"^data/own/mine/config\.json(: found \[1\]| is not JSON)"):
        built(tmp_path, raw)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is missing, expected the weights of a BERT"),
        (b"", "is empty, expected the weights of a BERT; get the file anew"),
        (b"\x80\x02}q\x00.", r"is cut off, or no safetensors file \("),
        (b"\xff" * 17, r"is cut off, or no safetensors file \("),
    ],
)
def test_weights_that_are_no_safetensors(tmp_path, content, said):
    raw = checkpoint(tmp_path / "raw")
    (raw / "model.safetensors").unlink()
    if content is not None:
        (raw / "model.safetensors").write_bytes(content)
    with pytest.raises(UserError, match=rf"^data/own/mine/model\.safetensors {said}"):
        built(tmp_path, raw)
