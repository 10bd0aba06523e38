"""SEAT's Eq. 6, term by term."""

from dataclasses import replace

import pytest
import torch

from steady_attention.methods import seat
from steady_attention.methods.parts.divergence import divergence
from steady_attention.methods.parts.topk import surrogate
from steady_attention.methods.seat import instability, objective, readings
from steady_attention.models.classifier import Reading
from tests.methods.seats import HP, begun, changed, gradients, trained
from tests.tiny import make_batch, noise

KINDS = [
    (scorer, classes, pair) for scorer in ("additive", "dot") for classes in (2, 3) for pair in (False, True)
]
FLAT = [changed(ablation="topk"), changed(ablation="none"), changed(ablation="none", closeness="tvd")]


def both(hp=HP, apart=True, classes=2, seed=0, **kinds):
    """Readings of the tiny batch by student and teacher, in float64."""
    student, teacher = begun(hp, apart, classes=classes, dtype=torch.float64, **kinds)
    return readings(student, teacher, make_batch(classes=classes, seed=seed, **kinds), hp, noise())


def test_eq_6_by_hand():
    """Two words of values 4 and -4; w = (3/4, 1/4), w~ even, so logits 2 and 0. lambda2 = 8, k = 2: the
    surrogate is (1/2 + 1/2) / 4. D1 (BCE) against an even prediction is ln 2. delta moves the logit by radius
    (4 + 4).
    """
    values = torch.tensor([[[4.0], [-4.0]]])
    mask = torch.ones(1, 2, dtype=torch.bool)
    teacher = Reading(torch.tensor([[3.0, 1.0]]).log(), values, torch.zeros(1), mask)
    student = Reading(torch.zeros(1, 2), values, torch.zeros(1), mask)
    hp = changed(closeness="bce", stability="tvd", lambda1=3.0, lambda2=8.0, k=2, radius=0.01, norm="linf")
    expected = torch.tensor(2.0).log() + 3 * (torch.sigmoid(torch.tensor(0.08)) - 0.5) + 8 * 0.25
    torch.testing.assert_close(objective(student, teacher, hp, noise()), expected)


@pytest.mark.parametrize("closeness", ["bce", "tvd"])
def test_each_ablation_is_eq_6_without_a_term(closeness):
    """D1 alone; + 3 D2; + 5 L_Topk; + both. The four are Table 4's rows."""
    hp = changed(closeness=closeness, lambda1=3.0, lambda2=5.0, k=2)
    student, teacher = both(hp)
    d1 = divergence(closeness, student.logits(), teacher.logits()).mean()
    d2 = 3 * instability(student, hp, noise()).mean()
    topk = 5 * surrogate(teacher.attention(), student.attention(), student.mask, 2).mean()
    terms = {"none": d1, "l3": d1 + d2, "topk": d1 + topk, "l3+topk": d1 + d2 + topk}
    for ablation, expected in terms.items():
        found = objective(student, teacher, replace(hp, ablation=ablation), noise())
        torch.testing.assert_close(found, expected)


@pytest.mark.parametrize("hp", [changed(radius=0.0), changed(radius=0.0, steps=0)])
def test_without_a_radius_d2_is_that_of_no_perturbation(hp):
    student, _ = both(hp)
    clean = student.logits()
    torch.testing.assert_close(instability(student, hp, noise()), divergence("bce", clean, clean))


@pytest.mark.parametrize("norm", ["l2", "linf"])
@pytest.mark.parametrize("classes", [2, 3])
def test_search_raises_d2_over_the_random_start(norm, classes):
    student, _ = both(classes=classes)
    found = [
        instability(student, changed(steps=steps, stability="tvd", norm=norm), noise()) for steps in (0, 10)
    ]
    assert (found[1] > found[0]).all()


def test_for_one_output_the_worst_perturbation_has_a_closed_form():
    """The logit moves by at most radius |v|_1 under L-infinity (v the words' values), up or down."""
    student, _ = both()
    most = 0.01 * (student.values[..., 0] * student.mask).abs().sum(1, keepdim=True)
    clean = student.logits()
    expected = torch.maximum(*(divergence("bce", clean + sign * most, clean) for sign in (1, -1)))
    found = instability(student, changed(norm="linf"), noise())
    assert (found <= expected * (1 + 1e-12)).all()
    up, down = (divergence("bce", clean + sign * most, clean) for sign in (1, -1))
    assert (torch.isclose(found, up, rtol=1e-9) | torch.isclose(found, down, rtol=1e-9)).all()


def test_the_clean_prediction_is_a_constant_in_d2():
    """D2's gradient is that of the perturbed side; at radius 0 there is none."""
    student, teacher = begun(apart=True, dtype=torch.float64)
    for radius in (0.0, 0.3):
        student.zero_grad()
        reading, _ = readings(student, teacher, make_batch(), HP, noise())
        instability(reading, changed(radius=radius), noise()).mean().backward()
        largest = max(float(g.abs().max()) for g in gradients(student).values())
        assert (largest < 1e-15) == (radius == 0)


def test_while_the_encoder_is_frozen_no_attention_is_more_stable_than_another():
    """delta moves the logits by sum_t delta_t v_t under every w~: the decoder is linear."""
    one, other = both(classes=3)
    delta = 0.1 * torch.randn(one.scores.shape, generator=noise(), dtype=torch.float64) * one.mask
    moved = [r.logits_of(r.attention() + delta) - r.logits() for r in (one, other)]
    assert not torch.allclose(one.attention(), other.attention(), atol=1e-3)
    torch.testing.assert_close(*moved)


@pytest.mark.parametrize("hp", FLAT)
@pytest.mark.parametrize(("scorer", "classes", "pair"), KINDS)
def test_without_l3_vanilla_is_left_as_it_is(hp, scorer, classes, pair):
    """D1 and L_Topk are flat at w~ = w, to the last bit: not even Adam moves the attention."""
    student, teacher = begun(hp, scorer=scorer, classes=classes, pair=pair)
    batch = make_batch(classes=classes, pair=pair, candidates=classes > 2)
    trained(student, lambda number: seat.loss(student, batch, hp, noise(), teacher), 1)
    assert gradients(student) and not any(g.any() for g in gradients(student).values())
    weights = teacher.state_dict()
    assert all(torch.equal(tensor, weights[name]) for name, tensor in student.state_dict().items())


def test_labels_do_not_enter():
    student, teacher = begun(apart=True)
    one, other = (make_batch(classes=classes) for classes in (2, 3))
    assert not torch.equal(one.labels, other.labels)
    losses = [seat.loss(student, batch, HP, noise(), teacher) for batch in (one, other)]
    assert torch.equal(*losses)


def test_finding_the_perturbation_leaves_the_model_alone():
    student, teacher = begun()
    seat.loss(student, make_batch(), HP, noise(), teacher)
    assert not gradients(student) and not gradients(teacher) and student.training and not teacher.training


def test_same_seed_same_bits():
    values = []
    for _ in range(2):
        student, teacher = begun(apart=True, dropout=0.3)
        values.append(seat.loss(student, make_batch(), HP, noise(3), teacher))
    assert torch.equal(*values)
