"""BERT as an encoder: equal to transformers' own, from embedded pieces on."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertModel

from steady_attention.models import dense, transformer
from steady_attention.models.encoders import bert
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_json
from tests.models.test_pieces import in_pieces
from tests.tiny import BERT, make_model, noise


@pytest.fixture
def whole():
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        return BertModel(BertConfig(**BERT), add_pooling_layer=False).eval()


@pytest.fixture
def folder(tmp_path, whole):
    """A checkpoint as published: the oldest names of layer norms, a prefix, a head that is not wanted."""
    weights = {
        f"bert.{name}".replace("LayerNorm.weight", "LayerNorm.gamma"): tensor.contiguous()
        for name, tensor in whole.state_dict().items()
    }
    save_file(weights | {"cls.predictions.bias": torch.zeros(31)}, tmp_path / "model.safetensors")
    write_json(tmp_path / "config.json", BERT)
    return tmp_path


def begun(folder, pair=False):
    """A model with the checkpoint's weights."""
    start = bert.start(folder, np.random.default_rng(0))
    model = make_model("bert", pair=pair).eval()
    model.encoder.load(start.weights)
    model.embedding.weight.data.copy_(start.vectors)
    return model


def test_states_are_those_of_the_whole_model(folder, whole):
    model, batch = begun(folder), in_pieces().batch(np.arange(5))
    found = model.encoder(model.embed(batch, noise()), batch).states
    present = torch.arange(batch.tokens.shape[1]) < batch.lengths[:, None]
    expected = whole(input_ids=batch.tokens, attention_mask=present.long()).last_hidden_state
    torch.testing.assert_close(found[present], expected[present])


def worked_on(present, places=transformer._places):
    """The places of a batch whose padding is worked on."""
    return replace(places(present), rows=None)


@pytest.mark.parametrize("activation", ["gelu", "relu", "tanh", "gelu_new"])
@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("by_onednn", [True, False])
def test_to_the_bit_as_transformers(activation, full, training, by_onednn, monkeypatch):
    """First weights, what is drawn beside them, states, gradients, with dropout and without padding too. The
    padding is worked on here, as there; and oneDNN sums in another order than transformers' BLAS.
    """
    monkeypatch.setattr(transformer, "_places", worked_on)
    if not by_onednn:
        monkeypatch.setattr(dense, "_by_onednn", lambda states: False)
    sizes = BERT | {"hidden_act": activation, "hidden_dropout_prob": 0.3, "attention_probs_dropout_prob": 0.2}

    def made(build):
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(11)
            return build().train(training), torch.rand(3)

    (theirs, drawn), (ours, also) = (
        made(lambda: BertModel(BertConfig(**sizes), add_pooling_layer=False)),
        made(lambda: transformer.Transformer(sizes)),
    )
    theirs.embeddings.word_embeddings = None
    weights = theirs.state_dict()
    assert drawn.equal(also) and list(weights) == list(ours.state_dict())
    assert all(weights[name].equal(weight) for name, weight in ours.state_dict().items())
    lengths = torch.tensor([13, 13, 13] if full else [13, 5, 2])[:, None]
    present = torch.arange(13) < lengths
    kinds, places = (torch.arange(13) >= lengths // 2).long(), torch.where(present, torch.arange(13), 0)
    read = {"attention_mask": present.long(), "token_type_ids": kinds, "position_ids": places}
    found = []
    for states in (
        lambda embedded: theirs(inputs_embeds=embedded, **read).last_hidden_state,
        lambda embedded: ours(embedded, present, kinds, places),
    ):
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(17)
            embedded = torch.randn(3, 13, BERT["hidden_size"], requires_grad=True)
            out = states(embedded)
            (gradient,) = torch.autograd.grad(out.square().sum(), embedded)
        found.append((out, gradient))
    for one, other in zip(*found, strict=True):
        if by_onednn:
            torch.testing.assert_close(one, other)
        else:
            assert one.equal(other)


@pytest.mark.parametrize("lengths", [[13, 5, 2], [1, 1, 13], [13, 13, 13]])
def test_padding_is_left_out_and_changes_nothing(lengths, monkeypatch):
    """States and gradients are as with it, those of padding 0; no layer sees more than the pieces."""
    made, seen, found = transformer.Transformer(BERT | {"num_hidden_layers": 2}), [], []
    made.embeddings["LayerNorm"].register_forward_hook(
        lambda module, given, out: seen.append(out[..., 0].numel())
    )
    present = torch.arange(13) < torch.tensor(lengths)[:, None]
    kinds, places = torch.zeros_like(present).long(), torch.where(present, torch.arange(13), 0)
    embedded = torch.randn(3, 13, BERT["hidden_size"], requires_grad=True)
    for where in (transformer._places, worked_on):
        monkeypatch.setattr(transformer, "_places", where)
        states = made(embedded, present, kinds, places)
        (gradient,) = torch.autograd.grad(states[present].square().sum(), embedded)
        found.append((states, gradient))
    (ours, our_gradient), (theirs, their_gradient) = found
    torch.testing.assert_close(ours[present], theirs[present])
    torch.testing.assert_close(our_gradient, their_gradient)
    assert (ours[~present] == 0).all() and (our_gradient[~present] == 0).all()
    assert seen == [sum(lengths), 39]


def test_compiled_it_is_one_graph():
    """With padding worked on; the traced program run as it is, without a compiler of machine code."""
    model, batch = make_model("bert").eval(), in_pieces().batch(np.arange(5))
    embedded = model.embed(batch, noise()).detach()
    expected = model.encoder(embedded, batch).states[:, 0]
    model.encoder.compile(dynamic=True, backend="eager", fullgraph=True)
    torch.testing.assert_close(model.encoder(embedded, batch).states[:, 0], expected)


def test_a_pair_is_read_as_one(folder, whole):
    """As [CLS] first [SEP] second [SEP] without padding between them; [CLS] asks."""
    model, texts = begun(folder, pair=True), in_pieces(pair=True)
    batch = texts.batch(np.arange(5))
    encoded = model.encoder(model.embed(batch, noise()), batch)
    for row in range(5):
        first, second = batch.lengths[row], batch.second.lengths[row]
        ids = torch.cat([batch.tokens[row, :first], batch.second.tokens[row, :second]])[None]
        kinds = torch.tensor([[0] * int(first) + [1] * int(second)])
        expected = whole(input_ids=ids, token_type_ids=kinds).last_hidden_state[0]
        torch.testing.assert_close(encoded.states[row, :first], expected[:first])
        torch.testing.assert_close(encoded.question[row], expected[0])


def test_without_attention_cls_is_decoded(folder):
    model, batch = make_model("bert", "max"), in_pieces().batch(np.arange(5))
    embedded = model.embed(batch, noise())
    found = model.encoder.pooled(embedded, batch)
    assert found.equal(model.encoder(embedded, batch).states[:, 0])


def test_without_weights_pieces_begin_as_noise(tmp_path):
    """Of deviation 0.02, the padding at 0, another one for another seed."""
    write_json(tmp_path / "config.json", BERT | {"vocab_size": 1009})
    start, other = (bert.start(tmp_path, np.random.default_rng(seed)) for seed in (0, 1))
    assert start.weights is None and start.vectors.shape == (1009, 7)
    assert 0.018 < start.vectors[1:].std() < 0.022 and (start.vectors[0] == 0).all()
    assert not start.vectors.equal(other.vectors)


def test_weights_that_do_not_fit_are_named(folder):
    start = bert.start(folder, np.random.default_rng(0))
    name = "encoder.layer.0.output.dense.weight"
    with pytest.raises(UserError, match=f"do not fit its config.json: {name}"):
        make_model("bert").encoder.load({key: value for key, value in start.weights.items() if key != name})


def test_a_file_without_vectors_is_no_bert(folder):
    save_file({"a": torch.zeros(2)}, folder / "model.safetensors")
    with pytest.raises(UserError, match="expected the weights of a BERT"):
        bert.start(folder, np.random.default_rng(0))
