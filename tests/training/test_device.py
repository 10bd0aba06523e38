"""Where and how precisely a run is computed."""

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from steady_attention import methods
from steady_attention.models.batch import mapped
from steady_attention.store.errors import UserError
from steady_attention.training import device
from tests.methods.begun import SECTIONS, loss_at, model_of, vanilla_of
from tests.models.test_pieces import in_pieces
from tests.precisions import need_bfloat16
from tests.tiny import make_batch, make_model, make_texts, noise
from tests.training.runs import ARGUMENTS, run

CPU = torch.device("cpu")
# of bfloat16, 8 bits of mantissa, on a loss; a tanh RNN, which has no gates, strays furthest in vib
TOLERANCE = {"bilstm": 0.02, "rnn": 0.06}


def test_on_a_cpu_batches_come_as_they_are():
    batches = [make_batch(seed=seed) for seed in (1, 2)]
    assert [found is given for found, given in zip(device.there(batches, CPU), batches, strict=True)] == [
        True
    ] * 2


def test_every_tensor_of_a_batch_is_moved():
    """Those of the other texts, of the unlabeled ones and of the pieces' words too."""
    unlabeled = make_texts((3, 5), labeled=False).batch(np.arange(2))
    pieces = in_pieces((3, 5), pair=True).batch(np.arange(2), unlabeled)
    given = []
    mapped(pieces, lambda tensor: given.append(tensor) or tensor)
    # tokens, lengths, mask, labels; of the unlabeled ones 3; of the others 3 and 2 of their owners; 2 owners
    assert len(given) == 4 + 3 + 3 + 2 + 2


@pytest.mark.parametrize("encoder", TOLERANCE)  # an LSTM in bfloat16 is not on every processor
@pytest.mark.parametrize("name", methods.NAMES)
def test_bfloat16_is_near_float32(name, encoder):
    """The same loss at the same weights and the same noise, within the tolerance."""
    need_bfloat16(encoder)
    model = model_of(name, encoder=encoder)
    vanilla = vanilla_of(name, model, methods.hparams(name, SECTIONS[name]), encoder=encoder)
    loss = loss_at(name, model, vanilla=vanilla)
    exact = loss(model, make_batch(), noise())
    with device.cast("bf16", CPU):
        rough = loss(model, make_batch(), noise())
    assert rough != exact
    torch.testing.assert_close(rough.float(), exact, rtol=TOLERANCE[encoder], atol=TOLERANCE[encoder])


@pytest.mark.parametrize("encoder", ["rnn", "lstm"])
def test_a_run_in_bfloat16_differs_and_keeps_float32_weights(inputs, tmp_path, encoder):
    need_bfloat16(encoder)
    rough = ARGUMENTS["train"] | {"precision": "bf16"}
    works = [
        run(inputs, tmp_path / str(train["precision"]), encoder=encoder, train=train)
        for train in (ARGUMENTS["train"], rough)
    ]
    exact, found = (load_file(work / "weights.safetensors") for work in works)
    name = "decoder.weight"
    assert found[name].dtype == torch.float32 and not exact[name].equal(found[name])
    torch.testing.assert_close(exact[name], found[name], rtol=0.1, atol=0.1)


def without_bfloat16(monkeypatch):
    """As a processor whose oneDNN has no LSTM in bfloat16."""
    layer = torch.nn.LSTM.forward

    def forward(self, given, state=None):
        if torch.is_autocast_enabled("cpu"):
            raise RuntimeError("could not create a primitive descriptor for the LSTM")
        return layer(self, given, state)

    monkeypatch.setattr(torch.nn.LSTM, "forward", forward)


@pytest.mark.parametrize("encoder", ["lstm", "bilstm"])
def test_a_precision_that_is_not_there_is_named_before_any_work(inputs, tmp_path, monkeypatch, encoder):
    without_bfloat16(monkeypatch)
    monkeypatch.setattr(device, "processor", lambda: "A Processor")
    rough = ARGUMENTS["train"] | {"precision": "bf16"}
    with pytest.raises(UserError) as error:
        run(inputs, tmp_path / "run", encoder=encoder, train=rough)
    told = f"`precision` is bf16, which the encoder {encoder} has not on A Processor (could not create"
    assert str(error.value).startswith(told) and str(error.value).endswith(": set fp32 or tf32 in conf/")
    assert not list((tmp_path / "run").iterdir())


def test_another_error_of_a_step_is_not_taken_for_a_lack():
    model = make_model()

    def loss():
        raise RuntimeError("a fault of another kind")

    with pytest.raises(RuntimeError, match="of another kind"):
        device.check("bf16", "bilstm", model, loss)


def test_a_step_that_is_tried_changes_nothing():
    """Neither gradients nor random state nor weights."""
    model, batch = make_model("bert"), make_batch()
    before, state = [tensor.clone() for tensor in model.parameters()], torch.get_rng_state()
    device.check("fp32", "bert", model, lambda: model.read(model.embed(batch, noise()), batch).logits().sum())
    assert torch.equal(torch.get_rng_state(), state)
    assert all(torch.equal(new, old) for new, old in zip(model.parameters(), before, strict=True))
    assert all(tensor.grad is None for tensor in model.parameters())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of torch, about itself
def test_a_compiled_encoder_trains_as_the_plain_one(inputs, tmp_path):
    """Up to rounding; its weights have the same names. Needs the C++ compiler that Annoy needs too."""
    compiled = ARGUMENTS["train"] | {"compile": True}
    works = [run(inputs, tmp_path / "a"), run(inputs, tmp_path / "b", train=compiled)]
    exact, found = (load_file(work / "weights.safetensors") for work in works)
    assert exact.keys() == found.keys()
    for name in exact:
        torch.testing.assert_close(exact[name], found[name], rtol=1e-3, atol=1e-4)
