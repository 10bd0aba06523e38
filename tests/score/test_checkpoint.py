"""Folders that are no classifier to be explained, each refused with what to do."""

import json
import pickle
import shutil
import subprocess
import sys

import pytest
from safetensors.torch import load_file, save_file

from steady_attention.score import checkpoint
from steady_attention.store.errors import UserError
from tests.score import tiny


@pytest.fixture
def folder(checkpoints, tmp_path):
    """A copy of a classifier's folder, to be spoilt."""
    return shutil.copytree(checkpoints(), tmp_path / "mine")


def changed(folder, **changes):
    path = folder / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def refused(folder, words):
    with pytest.raises(UserError, match=words) as caught:
        checkpoint.load(folder)
    assert "\n" not in str(caught.value)


def test_a_whole_one(folder):
    found = checkpoint.load(folder)
    assert found.classes == ("negative", "positive") and found.limit == tiny.POSITIONS
    assert not found.model.training and not any(p.requires_grad for p in found.model.parameters())


@pytest.mark.parametrize("family", ["roberta", "gpt2"])
def test_the_limit_of_a_family(checkpoints, family):
    """RoBERTa numbers positions from its padding on."""
    assert checkpoint.load(checkpoints(family)).limit == tiny.POSITIONS


def test_no_folder(tmp_path):
    refused(tmp_path / "none", "none is no folder; expected one with config.json, model.safetensors")


def test_a_checkpoint_without_tokenizer(folder):
    for path in folder.glob("tokenizer*"):
        path.unlink()
    refused(folder, "mine holds no tokenizer .*save_pretrained")


def test_a_pickle(folder):
    """It is not opened."""
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(object))
    refused(
        folder,
        "mine holds pytorch_model.bin, a pickle, which can run any code and is not read; expected model.saf",
    )


def test_no_weights(folder):
    (folder / "model.safetensors").unlink()
    refused(folder, "mine lacks model.safetensors; expected a model that was saved by save_pretrained")


def test_broken_weights(folder):
    content = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(content[: len(content) // 2])
    refused(folder, "mine: transformers cannot read it as a classifier of texts")


def test_an_encoder_without_a_trained_head(folder):
    """As MiniLM is published: transformers would draw the classifier at random."""
    weights = load_file(folder / "model.safetensors")
    rest = {name: tensor for name, tensor in weights.items() if not name.startswith("classifier")}
    save_file(rest, folder / "model.safetensors", metadata={"format": "pt"})
    refused(folder, "mine: the weights lack 'classifier.bias' and 1 more, so that a part .* random")


@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_a_broken_configuration(folder, content):
    (folder / "config.json").write_text(content)
    refused(folder, "config.json")


def test_an_unknown_architecture(folder):
    changed(folder, model_type="mine", architectures=["Mine"])
    refused(folder, "mine: transformers cannot read")


def test_a_regression(tmp_path):
    refused(
        tiny.save(tmp_path / "mine", num_labels=1), "one output, a regression; expected two classes or more"
    )


def test_several_labels_at_once(folder):
    changed(folder, problem_type="multi_label_classification")
    refused(folder, "problem_type is multi_label_classification")


def test_code_of_the_checkpoint_is_not_run(folder, tmp_path):
    (folder / "mine.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nclass Mine: pass\n")
    changed(
        folder,
        model_type="mine",
        auto_map={"AutoConfig": "mine.Mine", "AutoModelForSequenceClassification": "mine.Mine"},
    )
    refused(folder, "mine: transformers cannot read")
    assert not (tmp_path / "ran").exists()


def test_without_the_library_it_is_named(folder):
    """In one line, with what to install."""
    words = ["score", str(folder / "mine.jsonl"), "--model", str(folder), "--out", "none"]
    program = (
        "import sys; sys.path.insert(0, 'src'); sys.modules['transformers'] = None\n"
        f"from steady_attention.score import command\nsys.exit(command.main({words!r}))"
    )
    (folder / "mine.jsonl").write_text('{"text": "a b"}\n')
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr.startswith(
        "steady-attention: models are read by transformers, which"
    )
    assert "pip install 'steady-attention[bert]'" in done.stderr and done.stderr.count("\n") == 1
