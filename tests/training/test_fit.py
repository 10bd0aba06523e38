"""The loop: selection on dev, patience, resuming with equal bits, an error when the loss is lost."""

import math
from dataclasses import replace

import pytest
import torch

from steady_attention.methods import attention_vat
from steady_attention.methods.attention_vat import HParams
from steady_attention.store.errors import UserError
from steady_attention.training import fit as loop
from steady_attention.training.fit import Corpus, Technique, fit
from steady_attention.training.settings import Train
from steady_attention.training.state import State
from tests.tiny import make_model, make_texts

SETTINGS = Train(
    epochs=5,
    batch_size=3,
    learning_rate=0.01,
    weight_decay=1e-5,
    patience=5,
    selection="accuracy",
    unlabeled_ratio=2,
    precision="fp32",
    compile=False,
)
CORPUS = Corpus(
    make_texts((3, 5, 7, 2, 11, 13, 1) * 3, seed=1),
    make_texts((5, 3) * 5, seed=2),
    make_texts((7, 2, 5) * 3, seed=3, labeled=False),
)


def loss(model, batch, noise):
    """Attention VAT, which draws random numbers at every step."""
    return attention_vat.loss(model, batch, HParams(1.0, 0.1, 1.0), noise)


def trained(tmp_path, settings=SETTINGS, loss=loss, corpus=CORPUS):
    model = make_model(dropout=0.3)
    path = tmp_path / "checkpoint.pt"
    return fit(
        model, Technique(lambda model, texts, number: loss), corpus, settings, 3, path, lambda text: None
    )


def same(one: dict, other: dict) -> bool:
    return all(torch.equal(tensor, other[name]) for name, tensor in one.items())


@pytest.mark.parametrize("stopped_after", [1, 3, 4])
def test_a_stopped_run_goes_on_with_equal_bits(tmp_path, stopped_after):
    """Dropout, VAT's noise, the shuffling and Adam's moments all have to be where they were."""
    whole = trained(tmp_path)
    (tmp_path / "checkpoint.pt").unlink()
    part = trained(tmp_path, replace(SETTINGS, epochs=stopped_after))
    assert len(part.history) == stopped_after
    resumed = trained(tmp_path)
    assert resumed.history == whole.history and same(resumed.best_weights, whole.best_weights)


def test_the_global_random_state_decides_nothing(tmp_path):
    torch.manual_seed(1)
    one = trained(tmp_path)
    (tmp_path / "checkpoint.pt").unlink()
    torch.manual_seed(2)
    assert trained(tmp_path).history == one.history


def test_every_epoch_and_seed_has_noise_of_its_own(tmp_path):
    drawn = []

    def drawing(model, batch, noise):
        drawn.append(float(torch.rand((), generator=noise)))
        return loss(model, batch, noise)

    for seed in (3, 5):
        path = tmp_path / f"{seed}.pt"
        settings = replace(SETTINGS, epochs=3)
        fit(make_model(), Technique(lambda *_: drawing), CORPUS, settings, seed, path, lambda text: None)
    assert len(set(drawn)) == len(drawn) == 2 * 3 * 7


def test_the_best_epoch_on_dev_is_kept(tmp_path, monkeypatch):
    """Dev scores 2, 7, 7, 3, 5 tenths: the second epoch, the first of its score, with its own weights."""
    told = iter([0.2, 0.7, 0.7, 0.3, 0.5])
    monkeypatch.setattr(loop.classification, "scores", lambda *_: {"accuracy": next(told)})
    weights = []
    original = loop.save

    def save(path, model, optimizer, state):
        weights.append({name: tensor.clone() for name, tensor in model.state_dict().items()})
        original(path, model, optimizer, state)

    monkeypatch.setattr(loop, "save", save)
    state = trained(tmp_path)
    assert (state.best_epoch, state.best_score) == (2, 0.7)
    assert same(state.best_weights, weights[1]) and not same(state.best_weights, weights[4])


def test_patience_by_hand():
    """Best after epoch 2; patience 3 stops after epoch 5."""
    settings = replace(SETTINGS, epochs=100, patience=3)
    for epochs, finished in ((2, False), (4, False), (5, True)):
        assert State([{}] * epochs, 0.5, 2).finished(settings) is finished
    assert State([{}] * 100, 0.5, 99).finished(settings)


def test_a_loss_that_is_no_number_is_an_error_that_says_what_to_do(tmp_path):
    def lost(model, batch, noise):
        return loss(model, batch, noise) * math.nan

    with pytest.raises(UserError, match=r"the loss is nan in the first step, before any weight") as caught:
        trained(tmp_path, loss=lost)
    assert "learning rate" not in str(caught.value)
    assert not (tmp_path / "checkpoint.pt").exists()


def test_a_loss_that_is_lost_in_training_asks_for_another_learning_rate(tmp_path):
    """And weights that the last step of an epoch has lost, of which no loss tells yet."""

    def lost_after(steps):
        count = []

        def lost(model, batch, noise):
            count.append(1)
            return loss(model, batch, noise) * (1 if len(count) <= steps else math.nan)

        return lost

    for steps in (1, 7, 8):
        with pytest.raises(
            UserError, match=rf"the loss is nan in epoch {1 + steps // 7}, .*lower the learning"
        ):
            trained(tmp_path, loss=lost_after(steps))
        (tmp_path / "checkpoint.pt").unlink(missing_ok=True)

    steps = []

    def infinite(model, batch, noise):
        steps.append(1)
        if len(steps) == 7:
            model.embedding.weight.data[5] = math.inf
        return 0 * sum(
            weight.sum() for name, weight in model.named_parameters() if name != "embedding.weight"
        )

    with pytest.raises(
        UserError, match=r"embedding.weight is no longer finite in epoch 1.*lower the learning"
    ):
        trained(tmp_path, loss=infinite)


def test_it_learns(tmp_path):
    """The label is decided by the first word: sixty epochs bring the loss below a third of its start."""
    history = trained(tmp_path, replace(SETTINGS, epochs=60, patience=60)).history
    assert history[-1]["loss"] < history[0]["loss"] / 3
