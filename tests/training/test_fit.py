"""The loop: selection on dev, patience, resuming with equal bits, an error when the loss is lost."""

import math
from dataclasses import replace

import pytest
import torch

from steady_attention.methods import attention_vat
from steady_attention.methods.attention_vat import HParams
from steady_attention.methods.parts.epoch import Schedule
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
    decayed="rest",
    word_dropout=0.25,
    patience=5,
    selection="accuracy",
    unlabeled_ratio=2,
    curve_texts=3,
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


SCHEDULE = Schedule(epochs=5, learning_rate=0.01, weight_decay=1e-5)


def technique(loss=loss, schedule=SCHEDULE):
    return Technique(lambda model, texts, number: loss, schedule)


def trained(tmp_path, schedule=SCHEDULE, loss=loss, model=None, settings=SETTINGS):
    model, path = model or make_model(dropout=0.3), tmp_path / "checkpoint.pt"
    return fit(model, technique(loss, schedule), CORPUS, settings, 3, path, lambda text: None)


def same(one: dict, other: dict) -> bool:
    return all(torch.equal(tensor, other[name]) for name, tensor in one.items())


@pytest.mark.parametrize("stopped_after", [1, 3, 4])
def test_a_stopped_run_goes_on_with_equal_bits(tmp_path, stopped_after, monkeypatch):
    """Dropout, dropped words, VAT's noise, the shuffling, Adam's moments and the learning rate all have to be
    where they were; the weights of the last epoch are the model's.
    """
    schedule = replace(SCHEDULE, descent="linear", start=True)
    one, other = make_model(dropout=0.3), make_model(dropout=0.3)
    whole = trained(tmp_path, schedule, model=one)
    (tmp_path / "checkpoint.pt").unlink()
    told = []

    def stop(text):
        told.append(text)
        if len(told) == stopped_after:
            raise KeyboardInterrupt

    path = tmp_path / "checkpoint.pt"
    with pytest.raises(KeyboardInterrupt):
        fit(make_model(dropout=0.3), technique(schedule=schedule), CORPUS, SETTINGS, 3, path, stop)
    resumed = trained(tmp_path, schedule, model=other)
    assert resumed.history == whole.history and same(resumed.best_weights, whole.best_weights)
    assert [row["epoch"] for row in whole.history] == [0, 1, 2, 3, 4, 5]
    assert same(one.state_dict(), other.state_dict())
    assert resumed.best_epoch != 5 or same(resumed.best_weights, other.state_dict())


def test_the_history_begins_before_any_step(tmp_path):
    """Epoch 0 is the model as it was given: the same scores as with a learning rate of nothing, no loss."""
    history = trained(tmp_path).history
    (tmp_path / "checkpoint.pt").unlink()
    still = trained(tmp_path, Schedule(1, 0.0)).history
    assert "loss" not in history[0] and "loss" in history[1]
    told = [{name: row[name] for name in row if name.startswith("dev_")} for row in (history[0], *still)]
    assert told[0] == told[1] == told[2]
    assert {"dev_accuracy", "dev_pearson", "dev_entropy", "dev_jsd"} <= set(told[0])


@pytest.mark.parametrize("start", [False, True])
def test_dev_may_choose_the_start_where_the_schedule_says_so(tmp_path, monkeypatch, start):
    """Dev scores 7, 2, 5, 5 tenths: the start, or the second epoch."""
    told = iter([0.7, 0.2, 0.5, 0.5])
    monkeypatch.setattr(loop.classification, "scores", lambda *_: {"accuracy": next(told)})
    model, begun = make_model(dropout=0.3), make_model(dropout=0.3).state_dict()
    state = trained(tmp_path, replace(SCHEDULE, epochs=3, start=start), model=model)
    assert state.best_epoch == (0 if start else 2) and state.epochs == 3
    assert same(state.best_weights, begun) == start


def test_without_an_epoch_the_start_is_the_model(tmp_path):
    model, begun = make_model(), make_model().state_dict()
    state = trained(tmp_path, Schedule(0, 0.0, start=True), model=model)
    assert (state.best_epoch, state.epochs) == (0, 0) and same(state.best_weights, begun)
    assert trained(tmp_path, Schedule(0, 0.0, start=True)).history == state.history


def test_the_rate_falls_in_a_line(tmp_path):
    """Four epochs at .08: .08, .06, .04, .02; Adam is given them."""
    falling, level = Schedule(4, 0.08, descent="linear"), Schedule(4, 0.08)
    assert [falling.rate(n) for n in (1, 2, 3, 4)] == pytest.approx([0.08, 0.06, 0.04, 0.02])
    assert [level.rate(n) for n in (1, 2, 3, 4)] == [0.08] * 4
    trained(tmp_path, falling)
    saved = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    assert saved["optimizer"]["param_groups"][0]["lr"] == pytest.approx(0.02)


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
        path, schedule = tmp_path / f"{seed}.pt", replace(SCHEDULE, epochs=3)
        fit(make_model(), technique(drawing, schedule), CORPUS, SETTINGS, seed, path, lambda text: None)
    assert len(set(drawn)) == len(drawn) == 2 * 3 * 7


def test_the_best_epoch_on_dev_is_kept(tmp_path, monkeypatch):
    """Dev scores 2, 7, 7, 3, 5 tenths, and 9 before: the second epoch, the first of its score, with its own
    weights.
    """
    told = iter([0.9, 0.2, 0.7, 0.7, 0.3, 0.5])
    monkeypatch.setattr(loop.classification, "scores", lambda *_: {"accuracy": next(told)})
    weights = []
    original = loop.save

    def save(path, model, optimizer, state):
        weights.append({name: tensor.clone() for name, tensor in model.state_dict().items()})
        original(path, model, optimizer, state)

    monkeypatch.setattr(loop, "save", save)
    state = trained(tmp_path)
    assert (state.best_epoch, state.best_score) == (2, 0.7)
    assert same(state.best_weights, weights[2]) and not same(state.best_weights, weights[5])


def test_patience_by_hand():
    """Best after epoch 2; patience 3 stops after epoch 5."""
    schedule = Schedule(100, 0.01, patience=3)
    for epochs, finished in ((2, False), (4, False), (5, True)):
        assert State([{}] * (1 + epochs), 0.5, 2).finished(schedule) is finished
    assert State([{}] * 101, 0.5, 99).finished(schedule) and not State().finished(schedule)
    assert not State([{}] * 100, 0.5, 2).finished(Schedule(100, 0.01))


def test_a_loss_that_is_no_number_is_an_error_that_says_what_to_do(tmp_path):
    def lost(model, batch, noise):
        return loss(model, batch, noise) * math.nan

    with pytest.raises(UserError, match=r"the loss is nan in the first step, before any weight") as caught:
        trained(tmp_path, loss=lost)
    assert "learning rate" not in str(caught.value)
    assert len(torch.load(tmp_path / "checkpoint.pt", weights_only=True)["state"]["history"]) == 1


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
    settings = replace(SETTINGS, word_dropout=0.0)
    history = trained(tmp_path, replace(SCHEDULE, epochs=60), settings=settings).history
    assert history[-1]["loss"] < history[1]["loss"] / 3
