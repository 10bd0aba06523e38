"""What a run does otherwise on a GPU, on torch's `meta` device and with pinning played.

`meta` has shapes and devices and no numbers: an operation that mixes it with the CPU fails, as on a GPU. What
reads numbers back cannot be tried so: encoders over word pieces, and seat's and permuted's look at the texts.
"""

import pytest
import torch
from torch import Tensor

from steady_attention import methods
from steady_attention.training import device
from tests.methods.begun import SECTIONS, loss_at, model_of, vanilla_of
from tests.tiny import RECURRENT, make_batch, make_texts, noise

META = torch.device("meta")
READ_BACK = {"seat", "permuted"}


def on_meta(name, encoder, **batch):
    """A method's loss there, behind its backward pass, and the gradients' devices; noise is of the CPU."""
    model = model_of(name, encoder=encoder, dropout=0.3)
    vanilla = vanilla_of(name, model, methods.hparams(name, SECTIONS[name]), encoder=encoder)
    for one in (model, vanilla):
        if one is not None:
            one.to(META)
    loss = loss_at(name, model, vanilla=vanilla)(model, make_batch(**batch).to(META), noise())
    loss.backward()
    return loss, {p.grad.device for p in model.parameters() if p.grad is not None}


@pytest.mark.parametrize(
    "name, encoder",
    [
        *((name, "lstm") for name in sorted(set(methods.NAMES) - READ_BACK)),
        *(("word_vat", encoder) for encoder in RECURRENT if encoder != "lstm"),
    ],
)
def test_a_loss_and_its_gradients_stay_on_the_device(name, encoder):
    unlabeled = make_texts((3, 5), seed=5, labeled=False).batch([0, 1])
    loss, gradients = on_meta(name, encoder, unlabeled=unlabeled)
    assert loss.device == META and gradients == {META}


def test_a_move_that_is_forgotten_is_seen(monkeypatch):
    """Noise that stays where it is drawn fails the play, as it fails on a GPU."""
    move = Tensor.to

    def stays(self, *given, **how):
        return self if given == (META,) and self.dim() == 3 else move(self, *given, **how)

    on_meta("vanilla", "bilstm")
    monkeypatch.setattr(Tensor, "to", stays)
    with pytest.raises(RuntimeError, match="device"):
        on_meta("vanilla", "bilstm")


@pytest.fixture
def pinned(monkeypatch):
    """Tensors are pinned in name, and a GPU is the CPU; what was done, in order."""
    done, move = [], Tensor.to
    monkeypatch.setattr(Tensor, "pin_memory", lambda self: done.append("pinned") or self)

    def moved(self, where, **how):
        if where != torch.device("cuda"):
            return move(self, where, **how)
        done.append(how)
        return self

    monkeypatch.setattr(Tensor, "to", moved)
    return done


def test_batches_come_to_a_gpu_in_order_from_pinned_memory(pinned):
    given = [make_batch(seed=seed) for seed in range(5)]
    found = list(device.there(iter(given), torch.device("cuda")))
    assert [one.tokens is other.tokens for one, other in zip(found, given, strict=True)] == [True] * 5
    tensors = 4  # tokens, lengths, mask, labels
    assert pinned == ["pinned", {"non_blocking": True}] * (tensors * 5)


def test_one_batch_is_made_ahead_and_no_more(pinned):
    made = []

    def batches():
        for seed in range(5):
            made.append(seed)
            yield make_batch(seed=seed)

    coming = device.there(batches(), torch.device("cuda"))
    next(coming)
    coming.close()  # waits for the thread
    assert made == [0, 1]


def test_an_error_in_the_making_of_a_batch_reaches_training(pinned):
    def batches():
        yield make_batch()
        raise ValueError("a text is too long")

    coming = device.there(batches(), torch.device("cuda"))
    next(coming)
    with pytest.raises(ValueError, match="a text is too long"):
        next(coming)
