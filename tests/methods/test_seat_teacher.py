"""SEAT's student and teacher: what is trained, what is frozen, what the history tells of them."""

import numpy as np
import pytest
import torch

from steady_attention.methods import seat
from steady_attention.methods.parts.epoch import Epoch, Schedule
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
    found = seat.schedule(changed(epochs=13, learning_rate=0.5, descent="linear"))
    assert found == Schedule(epochs=13, learning_rate=0.5, descent="linear", start=True)


@pytest.mark.parametrize("pair", [False, True])
def test_a_random_start_is_of_the_attention_alone(pair):
    """w~ is the student's own first one, all else vanilla's."""
    student, teacher = begun(changed(start="random"), pair=pair)
    own, weights = make_model(seed=2, pair=pair).state_dict(), teacher.state_dict()
    for name, tensor in student.state_dict().items():
        assert torch.equal(tensor, (own if name.startswith("scorer.") else weights)[name]), name
    asking = {name.split(".")[0] for name, p in student.named_parameters() if p.requires_grad}
    assert asking == {"scorer"}


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
    assert found["topk_loss"] == pytest.approx(np.mean(losses), rel=1e-5)
    assert found["overlap"] == pytest.approx(np.mean(shares), rel=1e-5)


def test_monitored_are_so_many_texts_evenly_spaced(monkeypatch):
    student, teacher = begun(apart=True)
    texts = make_texts((2, 13, 1, 7, 5, 11, 3), seed=3)
    monkeypatch.setattr(seat, "MONITORED", 3)
    few = texts.take(np.array([0, 3, 6]))
    found, expected = (seat.monitored(student, given, HP, teacher) for given in (texts, few))
    assert found == pytest.approx(expected, rel=1e-5)
    assert found != pytest.approx(seat.monitored(student, texts.take(np.arange(1, 6)), HP, teacher), rel=1e-5)


def test_the_start_by_hand():
    """At w~ = w with no radius D1 and D2 are the entropy of vanilla's prediction, L_Topk is 0, V_k 1; Eq. 6
    is D1 + 3 D2 + 5 L_Topk.
    """
    hp = changed(radius=0.0, lambda1=3.0, lambda2=5.0)
    student, teacher = begun(hp)
    texts = make_texts((2, 13, 1, 7, 5) * 3, seed=3)
    p = predict(teacher, texts).probabilities.astype(float)
    entropy = -(p * np.log(p)).sum(1).mean()
    found = seat.monitored(student, texts, hp, teacher)
    expected = {"d1": entropy, "d2": entropy, "topk_loss": 0.0, "overlap": 1.0, "objective": 4 * entropy}
    assert found == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("ablation", ["none", "l3", "topk", "l3+topk"])
def test_the_objective_that_is_monitored_is_the_loss(ablation):
    """Of all texts in one batch; all terms are told, also of those that are off."""
    hp = changed(ablation=ablation, lambda2=5.0, k=2)
    student, teacher = begun(hp, apart=True)
    texts = make_texts((2, 13, 1, 7, 5))
    found = seat.monitored(student, texts, hp, teacher)
    batch = texts.batch(np.argsort(texts.lengths, kind="stable"))
    expected = seat.loss(student, batch, hp, torch.Generator(), teacher)
    assert found["objective"] == pytest.approx(float(expected.detach()), rel=1e-5)
    assert found["d2"] > 0 and found["topk_loss"] > 0


def test_monitoring_leaves_the_model_as_it_was():
    student, teacher = begun(dropout=0.5)
    state = torch.get_rng_state()
    found = seat.monitored(student, make_texts(), HP, teacher)
    assert (found["topk_loss"], found["overlap"]) == (0.0, 1.0)
    assert found == seat.monitored(student, make_texts(), HP, teacher)
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
