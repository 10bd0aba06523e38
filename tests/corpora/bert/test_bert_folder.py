"""A checkpoint's three files: every key by its use; what is spoilt is told by file and key."""

import math

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file
from safetensors.torch import save_file as save_torch

from steady_attention.corpora.bert import config as bert_config
from steady_attention.corpora.bert import folder as bert_folder
from steady_attention.store.errors import UserError
from tests.text.small_bert import CONFIG, checkpoint, configuration, shapes, weights

LAYER = "bert.encoder.layer.1."


def test_what_is_taken(tmp_path):
    assert bert_folder.read(checkpoint(tmp_path)) == configuration()


def test_keys_that_change_nothing_are_taken(tmp_path):
    """As transformers writes them, with further ones; a byte order mark too."""
    raw = checkpoint(
        tmp_path,
        architectures=["BertForMaskedLM"],
        is_decoder=False,
        pad_token_id=0,
        pruned_heads={},
        torch_dtype="float32",
        classifier_dropout=None,
        gradient_checkpointing=False,
    )
    said = (raw / "config.json").read_bytes()
    (raw / "config.json").write_bytes(b"\xef\xbb\xbf" + said.replace(b", ", b",\r\n"))
    assert bert_folder.read(raw) == configuration()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"model_type": "roberta"}, "the model_type is 'roberta', expected 'bert'"),
        ({"architectures": ["RobertaModel"]}, r"architectures is \['RobertaModel'\], expected a Bert"),
        ({"architectures": "BertModel"}, "architectures is 'BertModel', expected a Bert"),
        ({"hidden_act": "foo"}, "hidden_act is 'foo', expected one of gelu, gelu_10, .*, tanh"),
        ({"hidden_act": "geluu"}, "hidden_act is 'geluu', expected .*; did you mean 'gelu'"),
        ({"hidden_act": "prelu"}, "hidden_act is 'prelu', expected one of"),
        ({"hidden_act": 7}, "hidden_act: expected a text"),
        ({"hidden_size": 7}, "num_attention_heads is 3, expected a divisor of hidden_size, which is 7"),
        ({"hidden_size": True}, "hidden_size: expected a whole number at least 1, got True"),
        ({"hidden_size": "6"}, "hidden_size: expected a whole number at least 1"),
        ({"hidden_size": 6.0}, "hidden_size: expected a whole number at least 1"),
        ({"num_hidden_layers": 0}, "num_hidden_layers: expected a whole number at least 1, got 0"),
        ({"num_attention_heads": -3}, "num_attention_heads: expected a whole number at least 1, got -3"),
        ({"hidden_size": None}, "missing key 'hidden_size'"),
        ({"layer_norm_eps": 0}, "layer_norm_eps: expected a number more than 0.0"),
        ({"layer_norm_eps": 2}, "layer_norm_eps: expected a number more than 0.0 and at most 1.0"),
        ({"layer_norm_eps": float("nan")}, "layer_norm_eps: expected a number"),
        (
            {"hidden_dropout_prob": 1.0},
            "hidden_dropout_prob: expected a number at least 0.0 and at most 0.99",
        ),
        (
            {"attention_probs_dropout_prob": -0.1},
            "attention_probs_dropout_prob: expected a number at least 0",
        ),
        ({"position_embedding_type": "relative_key"}, "position_embedding_type is 'relative_key', expected"),
        ({"is_decoder": True}, "is_decoder is True, expected False"),
        ({"add_cross_attention": 1}, "add_cross_attention is 1, expected False"),
        ({"pad_token_id": 1}, "pad_token_id is 1, expected 0"),
        ({"pruned_heads": {"0": [1]}}, "pruned_heads is .*, expected {}"),
        ({"quantization_config": {"bits": 4}}, "quantization_config is .*, expected None"),
    ],
)
def test_a_key_that_is_no_berts(tmp_path, changes, said):
    with pytest.raises(UserError, match=rf"config\.json(:|\.) ?({said})"):
        bert_folder.read(checkpoint(tmp_path, **changes))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not JSON"),
        (b"[1]", r"found \[1\], expected an object with the keys of a BERT"),
        (b'"bert"', "found 'bert', expected an object"),
        (b"{}", "missing key 'model_type', expected 'bert'"),
        (b"[" * 100_000, "is not JSON"),
        (b'{"model_type": "bert", "model_type": "bert"}', "is not JSON: the key 'model_type' stands twice"),
    ],
)
def test_a_configuration_that_is_none(tmp_path, content, said):
    raw = checkpoint(tmp_path)
    (raw / "config.json").write_bytes(content)
    with pytest.raises(UserError, match=rf"config\.json:? {said}"):
        bert_folder.read(raw)


def ones(*shape, kind=np.float32):
    return np.ones(shape, kind)


@pytest.mark.parametrize(
    ("tensors", "said"),
    [
        ({LAYER + "output.dense.bias": None}, "encoder.layer.1.output.dense.bias is missing"),
        ({LAYER + "output.dense.bias": ones(5)}, r"output.dense.bias has the shape \[5\], expected \[6\]"),
        ({LAYER + "output.dense.bias": ones(6, 1)}, r"has the shape \[6, 1\], expected \[6\]"),
        ({LAYER + "intermediate.dense.weight": ones(6, 13)}, r"has the shape \[6, 13\], expected \[13, 6\]"),
        (
            {"bert.encoder.layer.2.output.dense.bias": ones(6)},
            "layer.2.* is of another layer, expected 2 layers",
        ),
        ({LAYER + "output.dense.bias": ones(6, kind=np.int8)}, "has numbers of type I8, .* quantised"),
        ({LAYER + "output.dense.bias": ones(6) * np.nan}, "holds a number that is not finite"),
        ({LAYER + "output.dense.bias": ones(6) * -np.inf}, "holds a number that is not finite"),
        ({LAYER + "output.dense.bias": ones(6, kind=np.float64) * 1e39}, "not finite in float32"),
        ({"embeddings.LayerNorm.gamma": ones(6)}, "are one tensor twice"),
    ],
)
def test_a_tensor_that_does_not_fit_is_named(tmp_path, tensors, said):
    with pytest.raises(UserError, match=rf"^{tmp_path}/model\.safetensors: .*{said}"):
        bert_folder.read(checkpoint(tmp_path, tensors))


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"vocab_size": 13}, "word_embeddings"),
        (
            {"max_position_embeddings": 19},
            r"position_embeddings.*\[19, 6\], as max_position_embeddings and hidden_",
        ),
        ({"type_vocab_size": 1}, "token_type_embeddings"),
        ({"intermediate_size": 17}, "layer.0.intermediate.dense"),
        ({"num_hidden_layers": 1}, "layer.1.*of another layer"),
        ({"num_hidden_layers": 10**9}, r"layer.2.*is missing.* \(num_hidden_layers\), as"),
    ],
)
def test_the_configuration_and_the_tensors_must_agree(tmp_path, changes, name):
    with pytest.raises(UserError, match=rf"model\.safetensors: .*{name}"):
        bert_folder.read(checkpoint(tmp_path, **changes))


def test_another_prefix_is_told(tmp_path):
    raw = checkpoint(tmp_path)
    save_file(weights("roberta."), raw / "model.safetensors")
    with pytest.raises(
        UserError, match="word_embeddings.weight is missing, only 'roberta.embeddings.word_emb"
    ):
        bert_folder.read(raw)


def test_half_precision_and_further_heads_are_taken(tmp_path):
    import torch

    raw = checkpoint(tmp_path)
    found = {name: torch.from_numpy(tensor) for name, tensor in load_file(raw / "model.safetensors").items()}
    halves = {name: tensor.to(torch.bfloat16) for name, tensor in found.items()}
    others = {
        "cls.predictions.bias": torch.ones(11, dtype=torch.int64),
        "bert.embeddings.position_ids": torch.arange(17),
    }
    save_torch(halves | others, raw / "model.safetensors")
    bert_folder.read(raw)
    halves[LAYER + "output.dense.bias"][3] = math.inf
    save_torch(halves, raw / "model.safetensors")
    with pytest.raises(UserError, match="layer.1.output.dense.bias holds a number that is not finite"):
        bert_folder.read(raw)


def test_more_pieces_than_rows(tmp_path):
    with pytest.raises(
        UserError, match="vocab.txt: 8 pieces, expected at most 7, the vocab_size of config.json"
    ):
        bert_folder.read(checkpoint(tmp_path, vocab_size=7))


def test_the_tensors_are_transformers():
    """Names and shapes of BertModel, and every activation is one that it knows and that has no weights."""
    from transformers import BertConfig, BertModel
    from transformers.activations import ACT2FN

    model = BertModel(BertConfig(**CONFIG), add_pooling_layer=False)
    assert shapes() == {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    assert set(ACT2FN) - set(bert_config.ACTIVATIONS) == {"prelu", "xielu"}
    assert not [name for name in bert_config.ACTIVATIONS if list(ACT2FN[name].parameters())]


def test_a_section_that_asks_too_much(tmp_path):
    raw = checkpoint(tmp_path, type_vocab_size=1)
    bert_folder.check_section("demo.bert", 17, raw, ())
    with pytest.raises(
        UserError, match=r"^demo.bert.limit: 18 pieces are .* at most 17, max_position_embeddings"
    ):
        bert_folder.check_section("demo.bert", 18, raw, ())
    with pytest.raises(UserError, match=r"config\.json: type_vocab_size is 1, .* mine holds pairs of texts"):
        bert_folder.check_section("demo.bert", 17, raw, ["mine"])
