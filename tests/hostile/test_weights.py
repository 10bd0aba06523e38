"""A checkpoint with weights that are no numbers, of another shape, or of no model: an error that names it."""

import json

import pytest
import torch
from safetensors.torch import save_file

from steady_attention.models import checkpoint
from steady_attention.store.errors import UserError
from tests.tiny import HIDDEN, make_model

BUILT = {
    "encoder": "rnn",
    "scorer": "max",
    "sizes": {"hidden": HIDDEN},
    "dropout": 0.0,
    "classes": 2,
    "pair": False,
}


@pytest.fixture
def saved(tmp_path):
    """saved(change) writes a model whose weights (a dict) were changed, and returns the folder."""

    def write(change=lambda weights: None):
        weights = {name: tensor.clone() for name, tensor in make_model("rnn", "max").state_dict().items()}
        change(weights)
        checkpoint.save(tmp_path, weights, BUILT)
        return tmp_path

    return write


def refused(folder, text):
    with pytest.raises(UserError, match=text):
        checkpoint.load(folder)


def test_as_it_was_saved(saved):
    assert not checkpoint.load(saved()).training


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_one_value_that_is_not_finite(saved, value):
    def spoil(weights):
        weights["decoder.bias"][-1] = value

    refused(
        saved(spoil), r"weights\.safetensors: decoder\.bias holds a value that is not finite; train the run"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda weights: weights.update({"decoder.weight": torch.ones(1, 3)}),
            "size mismatch.*decoder",
        ),
        (lambda weights: weights.pop("decoder.bias"), r"Missing key.*decoder\.bias"),
        (lambda weights: weights.update(more=torch.ones(1)), r"Unexpected key.*more"),
        (lambda weights: weights.pop("embedding.weight"), "embedding.weight"),
    ],
)
def test_weights_of_another_model(saved, change, said):
    refused(saved(change), rf"(?s)weights\.safetensors and model\.json beside it are not of one.*{said}")


@pytest.mark.parametrize(
    "content", ["", "[", "[]", "3", "{}", '{"scorer": 3}', '{"scorer": "max", "more": 1}']
)
def test_settings_of_another_model(saved, content):
    folder = saved()
    (folder / checkpoint.SETTINGS).write_text(content, encoding="utf-8")
    refused(folder, "model.json beside it are not of one model")


@pytest.mark.parametrize("content", [b"", b"\0" * 8, b"\xff" * 99, b"{}", json.dumps({"a": 1}).encode()])
def test_bytes_that_are_no_safetensors(saved, content):
    folder = saved()
    (folder / checkpoint.WEIGHTS).write_bytes(content)
    refused(folder, r"weights\.safetensors: not readable as safetensors")


def test_files_that_are_not_there(saved):
    folder = saved()
    (folder / checkpoint.SETTINGS).unlink()
    refused(folder, "are not of one model .*No such file")
    (folder / checkpoint.WEIGHTS).unlink()
    refused(folder, "not readable as safetensors .*No such file")


def test_a_header_that_says_more_than_there_is(saved):
    """The offsets of a tensor behind the file's end."""
    folder = saved()
    save_file({"embedding.weight": torch.ones(2, 3)}, folder / checkpoint.WEIGHTS)
    content = (folder / checkpoint.WEIGHTS).read_bytes()
    (folder / checkpoint.WEIGHTS).write_bytes(content.replace(b"[0,24]", b"[0,99]"))
    refused(folder, r"weights\.safetensors: not readable as safetensors")
