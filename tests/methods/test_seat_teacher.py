"""SEAT's student and teacher: what is trained, what is frozen, what the history tells of them."""

import numpy as np
import pytest
import torch

from steady_attention.methods import seat
from steady_attention.methods.parts.epoch import Epoch
from steady_attention.models.predict import predict
from tests.methods.seats import HP, begun, changed, gradients, trained
from tests.tiny import make_batch, make_model, make_texts, noise

ALL = changed(trainable="all")
RELEASED = changed(mode="released_code")


@pytest.mark.parametrize("hp", [HP, ALL])
def test_the_student_begins_as_the_teacher(hp):
    student, teacher = begun(hp)
    weights = teacher.state_dict()
    assert all(torch.equal(tensor, weights[name]) for name, tensor in student.state_dict().items())
    assert student.decoder.weight.data_ptr() != teacher.decoder.weight.data_ptr()


def test_released_code_begins_from_its_own_weights():
    student, _ = begun(RELEASED)
    own = make_model(seed=2).state_dict()
    assert all(torch.equal(tensor, own[name]) for name, tensor in student.state_dict().items())
    assert all(parameter.requires_grad for parameter in student.parameters())


@pytest.mark.parametrize("pair", [False, True])
def test_only_the_attention_is_trained_or_all(pair):
    parts = {"embedding", "encoder", "scorer", "decoder"}
    for hp, expected in ((HP, {"scorer"}), (ALL, parts), (RELEASED, parts)):
        student, teacher = begun(hp, apart=True, pair=pair)
        seat.loss(student, make_batch(pair=pair), hp, noise(), teacher).backward()
        found = {name.split(".")[0] for name, g in gradients(student).items() if g.any()}
        assert found == expected and not gradients(teacher)


def test_a_frozen_encoder_runs_once_for_both_and_without_dropout():
    student, teacher = begun(dropout=0.5)
    passes = []
    for model in (student, teacher):
        model.encoder.register_forward_hook(lambda *_: passes.append(1))
    batch = make_batch()
    readings = seat.readings(student, teacher, batch, HP, noise())
    assert len(passes) == 1 and torch.equal(*(reading.attention() for reading in readings))
    student, teacher = begun(ALL, dropout=0.5)
    own, of_teacher = seat.readings(student, teacher, batch, ALL, noise())
    assert not torch.equal(own.attention(), of_teacher.attention())  # the student's words are dropped out
    torch.testing.assert_close(of_teacher.attention(), readings[1].attention())


@pytest.mark.parametrize("pair", [False, True])
def test_readings_are_what_student_and_teacher_predict(pair):
    student, teacher = begun(apart=True, classes=3, pair=pair)
    texts = make_texts((3, 13, 7), classes=3, boundaries=True, pair=pair)
    batch = texts.batch(np.arange(3))
    readings = seat.readings(student, teacher, batch, HP, noise())
    for model, reading in zip((student, teacher), readings, strict=True):
        for row, expected in enumerate(predict(model, texts).attention):
            found = reading.attention().detach()[row][batch.mask[row]]
            torch.testing.assert_close(found, torch.from_numpy(expected))


def test_what_an_epoch_prepares_is_the_teacher():
    student, teacher = begun()
    assert seat.prepare(Epoch(1, student, make_texts(), teacher), HP) is teacher


def test_schedule():
    found = seat.schedule(changed(epochs=13, learning_rate=0.5))
    assert (found.epochs, found.learning_rate, found.every, found.keep) == (13, 0.5, 1, False)


@pytest.mark.parametrize("changes", [{}, {"trainable": "all"}, {"mode": "released_code"}])
def test_monitored_are_means_over_texts(changes):
    """Against the attention of predict, text by text: sorted, the earlier of equal weights first."""
    hp = changed(k=2, **changes)
    student, teacher = begun(hp, apart=True, dropout=0.5)
    texts = make_texts((2, 13, 1, 7, 5) * 3, seed=3)
    found = seat.monitored(student, texts, hp, teacher)
    losses, shares = [], []
    for w_tilde, w in zip(predict(student, texts).attention, predict(teacher, texts).attention, strict=True):
        one, other = (set(np.argsort(-x, kind="stable")[:2].tolist()) for x in (w, w_tilde))
        distances = sum(abs(w[i] - w_tilde[i]) for chosen in (one, other) for i in chosen)
        losses.append(distances / (2 * len(one)))
        shares.append(len(one & other) / len(one))
    assert found == pytest.approx({"topk_loss": np.mean(losses), "overlap": np.mean(shares)}, rel=1e-5)


def test_monitoring_leaves_the_model_as_it_was():
    student, teacher = begun(dropout=0.5)
    state = torch.get_rng_state()
    assert seat.monitored(student, make_texts(), HP, teacher) == {"topk_loss": 0.0, "overlap": 1.0}
    assert student.training and torch.equal(state, torch.get_rng_state()) and not gradients(student)


@pytest.mark.parametrize("hp", [HP, changed(closeness="tvd", stability="tvd", norm="linf"), ALL])
@pytest.mark.parametrize("classes", [2, 3])
def test_a_student_apart_from_its_teacher_comes_back(hp, classes):
    """L_Topk halves in thirty steps from an attention drawn anew, and the overlap does not fall; what is
    frozen stays.
    """
    student, teacher = begun(hp, apart=True, classes=classes)
    texts = make_texts((11, 13, 17, 19) * 5, classes=classes, seed=1)
    batch = texts.batch(np.arange(20))
    before = seat.monitored(student, texts, hp, teacher)
    trained(student, lambda number: seat.loss(student, batch, hp, noise(number), teacher), 30)
    after = seat.monitored(student, texts, hp, teacher)
    assert after["topk_loss"] < before["topk_loss"] / 2 and after["overlap"] >= before["overlap"]
    assert torch.equal(student.decoder.weight, teacher.decoder.weight) == (hp.trainable == "attention")
