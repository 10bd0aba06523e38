"""A GPU gives what the CPU gives, up to rounding: `pytest -m gpu` where there is one."""

import pytest
import torch
from safetensors.torch import load_file

from steady_attention import methods
from steady_attention.models.encoders import NAMES as ENCODERS
from steady_attention.store.files import read_json
from tests.methods.begun import SECTIONS, loss_at, model_of, vanilla_of
from tests.pretraining.test_fit import trained as pretrained
from tests.tiny import make_batch, noise
from tests.training.conftest import inputs as inputs
from tests.training.runs import ARGUMENTS, run

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="torch finds no GPU here"),
]
TOLERANCE = 1e-4  # of a loss and of gradients, relative and absolute, in float32


def loss_and_gradients(name, encoder, where):
    """At the same weights and noise; noise is drawn on the CPU for every device."""
    model = model_of(name, encoder=encoder)
    vanilla = vanilla_of(name, model, methods.hparams(name, SECTIONS[name]), encoder=encoder)
    model.to(where)
    if vanilla is not None:
        vanilla.to(where)
    loss = loss_at(name, model, vanilla=vanilla)(model, make_batch().to(where), noise())
    loss.backward()
    return loss.detach().cpu(), {n: p.grad.cpu() for n, p in model.named_parameters() if p.grad is not None}


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("name", methods.NAMES)
def test_losses_and_gradients_agree(name, encoder):
    (loss, gradients), (other, others) = (
        loss_and_gradients(name, encoder, torch.device(where)) for where in ("cpu", "cuda")
    )
    torch.testing.assert_close(loss, other, rtol=TOLERANCE, atol=TOLERANCE)
    assert gradients.keys() == others.keys()
    for part, gradient in gradients.items():
        torch.testing.assert_close(gradient, others[part], rtol=100 * TOLERANCE, atol=TOLERANCE)


def test_the_trained_artifact_is_the_same_on_any_device(inputs, tmp_path):
    """The same files and tensors; the weights after two epochs within a hundredth."""
    works = [run(inputs, tmp_path / where, device=where) for where in ("cpu", "cuda")]
    ours, theirs = (load_file(work / "weights.safetensors") for work in works)
    assert ours.keys() == theirs.keys()
    assert {path.name for path in works[0].iterdir()} == {path.name for path in works[1].iterdir()}
    assert read_json(works[0] / "model.json") == read_json(works[1] / "model.json")
    for name, tensor in ours.items():
        torch.testing.assert_close(tensor, theirs[name], rtol=0.01, atol=0.01)


@pytest.mark.parametrize("precision", ["tf32", "bf16"])
def test_other_precisions_train(inputs, tmp_path, precision):
    changed = ARGUMENTS["train"] | {"precision": precision}
    work = run(inputs, tmp_path / precision, device="cuda", train=changed)
    assert all(torch.isfinite(tensor).all() for tensor in load_file(work / "weights.safetensors").values())


def test_pretraining_agrees(tmp_path):
    """The same blocks, order and masks: equal losses and perplexities, and weights that a CPU reads."""
    (ours, state), (theirs, other) = (pretrained(tmp_path / where, where=where) for where in ("cpu", "cuda"))
    for record, another in zip(state.history, other.history, strict=True):
        assert another == pytest.approx(record, rel=0.01)
    for name, tensor in ours.encoder().items():
        torch.testing.assert_close(tensor, theirs.encoder()[name].cpu(), rtol=0.01, atol=0.01)
