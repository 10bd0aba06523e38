"""The plain steps compute what ours compute, so that the comparison is like for like."""

import pytest
import torch

from benchmarks import plain
from benchmarks.steps import HPARAMS
from steady_attention import methods
from tests import tiny


def both(classes, dtype=torch.float64):
    """Our tiny model and the plain one, of equal weights."""
    ours = tiny.make_model(classes=classes, dtype=dtype)
    theirs = plain.Classifier(
        torch.zeros(tiny.VOCABULARY, tiny.WIDTH), tiny.HIDDEN, tiny.ATTENTION_HIDDEN, classes
    )
    theirs.to(dtype).load_state_dict(plain.renamed(ours.state_dict()))
    return ours, theirs


def gradients(model, value):
    """The parameters' gradients of a loss, by name."""
    value.backward()
    return {name: parameter.grad for name, parameter in model.named_parameters()}


def check_equal(method, classes):
    """Same loss, same gradient of every parameter."""
    ours, theirs = both(classes)
    batch, hparams = tiny.make_batch(classes=classes), methods.hparams(method, HPARAMS[method])
    expected = methods.get(method).loss(ours, batch, hparams, tiny.noise())
    found = plain.LOSSES[method](theirs, batch, hparams, tiny.noise())
    torch.testing.assert_close(found, expected)
    torch.testing.assert_close(
        gradients(theirs, found), plain.renamed(gradients(ours, expected)), rtol=1e-7, atol=1e-10
    )


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("method", plain.LOSSES)
def test_same_loss_and_gradients(method, classes):
    check_equal(method, classes)


def test_at_follows_the_papers_loss():
    """L + lambda L_adv and not 2 L + lambda L_adv: with lambda = 0 it is vanilla's gradient, once."""
    _, theirs = both(classes=2)
    batch = tiny.make_batch()
    hparams = methods.hparams("attention_at", HPARAMS["attention_at"] | {"weight": 0.0})
    expected = gradients(theirs, plain.vanilla(theirs, batch, None, tiny.noise()))
    theirs.zero_grad()
    torch.testing.assert_close(gradients(theirs, plain.at(theirs, batch, hparams, tiny.noise())), expected)


def test_perturbed_passes_run_the_encoder_again():
    """The habit that is measured: one pass of the whole model for vanilla, three for the others."""
    _, theirs = both(classes=2)
    passes = []
    theirs.lstm.register_forward_hook(lambda *_: passes.append(1))
    counts = {}
    for method, loss in plain.LOSSES.items():
        passes.clear()
        loss(theirs, tiny.make_batch(), methods.hparams(method, HPARAMS[method]), tiny.noise())
        counts[method] = len(passes)
    assert counts == {"vanilla": 1, "attention_at": 3, "attention_vat": 3}
