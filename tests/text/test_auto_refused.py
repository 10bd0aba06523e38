"""Checkpoints that cannot be read are refused, by their name and with what to do."""

import json
import re
import shutil

import pytest
import transformers

from steady_attention.corpora.user import auto as user_auto
from steady_attention.store.errors import UserError
from steady_attention.text import auto
from tests.text import checkpoints


def refused(folder, said, **arguments):
    given = {"checkpoint": "mine", "limit": 61, "where": "auto"} | arguments
    with pytest.raises(UserError, match=said) as error:
        auto.compute(folder / "work", {"raw": folder / "raw"}, given, lambda _: None)
    assert "\n" not in str(error.value)


@pytest.fixture
def raw(tmp_path):
    """A checkpoint to be spoilt."""
    checkpoints.write(tmp_path / "raw", "distilbert")
    (tmp_path / "work").mkdir()
    return tmp_path / "raw"


def config(raw, **changes):
    path = raw / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes), encoding="utf-8")


def test_a_decoder_is_refused(raw, tmp_path):
    config(raw, model_type="gpt2", architectures=["GPT2Model"])
    refused(
        tmp_path, "data/own/mine: gpt2 is a decoder, whose words see only those before them; expected an enc"
    )


def test_a_checkpoint_with_code_of_its_own_is_refused_and_its_code_is_not_run(raw, tmp_path):
    config(raw, model_type="mine", auto_map={"AutoConfig": "mine.Config", "AutoModel": "mine.Model"})
    (raw / "mine.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", encoding="utf-8")
    refused(tmp_path, "data/own/mine/config.json: transformers cannot read it: ")
    assert not (tmp_path / "ran").exists()


def test_an_encoder_with_a_decoder_is_refused(raw, tmp_path):
    config(raw, model_type="bart", architectures=["BartModel"])
    refused(tmp_path, "data/own/mine: bart has an encoder and a decoder; expected an encoder")


def test_a_tokenizer_without_offsets_is_refused(raw, tmp_path, monkeypatch):
    class Slow:
        is_fast = False

    monkeypatch.setattr(transformers.AutoTokenizer, "from_pretrained", lambda *_, **__: Slow())
    refused(
        tmp_path,
        "data/own/mine: Slow tells no offsets, by which pieces are put together to words; expected a",
    )


def test_weights_that_lack_a_part_or_are_not_finite_are_refused(raw, tmp_path):
    from safetensors.torch import load_file, save_file

    weights = load_file(raw / "model.safetensors")
    name = "transformer.layer.1.ffn.lin1.weight"
    save_file({key: value for key, value in weights.items() if key != name}, raw / "model.safetensors")
    refused(tmp_path, f"data/own/mine: the weights lack '{name}', so that a part would be random")
    weights[name][0, 0] = float("nan")
    save_file(weights, raw / "model.safetensors")
    refused(tmp_path, f"data/own/mine: the weight {name} holds a number that is not finite")


def test_a_broken_configuration_and_a_broken_tokenizer_are_named(raw, tmp_path):
    whole = (raw / "config.json").read_text()
    (raw / "config.json").write_text(whole[:-20])
    refused(tmp_path, "data/own/mine/config.json: transformers cannot read it: ")
    (raw / "config.json").write_text(whole)
    (raw / "tokenizer.json").write_text("{")
    refused(tmp_path, "data/own/mine: transformers cannot read the tokenizer: ")


@pytest.fixture
def own(tmp_path, monkeypatch):
    """data/own/mine, with a checkpoint."""
    monkeypatch.chdir(tmp_path)
    checkpoints.write(tmp_path / "data/own/mine", "distilbert")
    return tmp_path / "data/own/mine"


def test_the_files_of_a_checkpoint_are_listed(own):
    (own / "notes.md").write_text("mine")
    files = user_auto.there("auto.checkpoint", "mine")
    assert set(files) == {"config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"}


@pytest.mark.parametrize(
    ("gone", "put", "said"),
    [
        (
            "config.json",
            "",
            "auto.checkpoint: data/own/mine lacks config.json; expected a model that was saved",
        ),
        ("model.safetensors", "", "data/own/mine lacks model.safetensors; expected"),
        (
            "model.safetensors",
            "pytorch_model.bin",
            "holds pytorch_model.bin, a pickle, which can run any code and",
        ),
        ("tokenizer.json", "", "data/own/mine holds no tokenizer (tokenizer.json, vocab.txt"),
    ],
)
def test_what_a_folder_lacks_is_said_before_any_work(own, gone, put, said):
    (own / gone).unlink()
    if put:
        (own / put).write_bytes(b"\x80\x02")
    with pytest.raises(UserError, match=re.escape(said)):
        user_auto.there("auto.checkpoint", "mine")
    shutil.rmtree(own)
    with pytest.raises(UserError, match="data/own/mine is no folder; put a checkpoint there"):
        user_auto.there("auto.checkpoint", "mine")
