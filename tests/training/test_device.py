"""Where and how precisely a run is computed."""

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from steady_attention import methods
from steady_attention.models.batch import mapped
from steady_attention.training import device
from tests.methods.begun import SECTIONS, loss_at, model_of, vanilla_of
from tests.models.test_pieces import in_pieces
from tests.tiny import make_batch, make_texts, noise
from tests.training.runs import ARGUMENTS, run

CPU = torch.device("cpu")
TOLERANCE = 0.02  # of bfloat16, 8 bits of mantissa, on a loss


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


@pytest.mark.parametrize("name", methods.NAMES)
def test_bfloat16_is_near_float32(name):
    """The same loss at the same weights and the same noise, within the tolerance."""
    model = model_of(name)
    vanilla = vanilla_of(name, model, methods.hparams(name, SECTIONS[name], {}))
    loss = loss_at(name, model, vanilla=vanilla)
    exact = loss(model, make_batch(), noise())
    with device.cast("bf16", CPU):
        rough = loss(model, make_batch(), noise())
    assert rough != exact
    torch.testing.assert_close(rough.float(), exact, rtol=TOLERANCE, atol=TOLERANCE)


def test_a_run_in_bfloat16_differs_and_keeps_float32_weights(inputs, tmp_path):
    rough = ARGUMENTS["train"] | {"precision": "bf16"}
    works = [run(inputs, tmp_path / "a"), run(inputs, tmp_path / "b", train=rough)]
    exact, found = (load_file(work / "weights.safetensors") for work in works)
    name = "decoder.weight"
    assert found[name].dtype == torch.float32 and not exact[name].equal(found[name])
    torch.testing.assert_close(exact[name], found[name], rtol=0.1, atol=0.1)


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
