"""What SEAT's published code trains, without its clamp."""

import pytest
import torch

from steady_attention.methods import seat, vanilla
from steady_attention.methods.parts.seat_released import objective, perturbation
from steady_attention.methods.parts.topk import surrogate
from steady_attention.models.outputs import log_probabilities, negative_log_likelihood
from tests.methods.seats import begun, changed, gradients, trained
from tests.tiny import make_batch, make_model, noise

RELEASED = changed(mode="released_code", embedding_radius=0.1, lambda2=3.0, k=2)


def right(model, batch, embedded):
    """p(label) (B,) at these embedded words."""
    found = log_probabilities(model.read(embedded, batch).logits()).exp()
    return found.gather(1, batch.labels[:, None])[:, 0]


@pytest.mark.parametrize(("classes", "pair"), [(2, False), (3, False), (2, True), (3, True)])
def test_the_perturbation_stays_in_its_cube_and_lowers_the_right_answer(classes, pair):
    """Of every word, also of the other text of a pair; negative coordinates stay negative (no clamp)."""
    model, batch = make_model(classes=classes, pair=pair), make_batch(classes=classes, pair=pair)
    embedded = model.embed(batch, noise())
    delta = perturbation(model, batch, embedded, 0.1, 10, noise())
    assert delta.abs().max() <= 0.1 and (delta[~batch.words] == 0).all()
    assert (delta.abs().flatten(1).amax(1) > 0.09).all() and not delta.requires_grad
    assert (right(model, batch, embedded + delta) < right(model, batch, embedded)).all()
    assert not gradients(model)


def test_the_objective_by_its_terms():
    """CE + lambda1 CE at delta + lambda2 L_Topk / k between the model's two attentions."""
    model, batch = make_model(dtype=torch.float64), make_batch()
    embedded = model.embed(batch, noise())
    clean = model.read(embedded, batch)
    perturbed = model.read(embedded + perturbation(model, batch, embedded, 0.1, 10, noise()), batch)
    likelihoods = [negative_log_likelihood(r.logits(), batch.labels) for r in (clean, perturbed)]
    similarity = surrogate(clean.attention(), perturbed.attention(), batch.mask, 2)
    for weights in ((0.0, 0.0), (5.0, 0.0), (0.0, 3.0), (5.0, 3.0)):
        expected = likelihoods[0] + weights[0] * likelihoods[1] + weights[1] * similarity / 2
        found = objective(model, batch, weights, 0.1, 10, 2, noise())
        torch.testing.assert_close(found, expected.mean())


def test_without_a_radius_it_is_cross_entropy_twice():
    model, batch = make_model(), make_batch()
    once = vanilla.loss(model, batch, vanilla.HParams(), noise())
    torch.testing.assert_close(objective(model, batch, (1.0, 1000.0), 0.0, 10, 7, noise()), 2 * once)


def test_word_vectors_learn_from_the_clean_pass_alone():
    """The perturbed embedding is a constant there; the clean attention is not."""
    model, batch = make_model(dtype=torch.float64), make_batch()
    found = []
    for weights in ((0.0, 0.0), (1.0, 0.0), (0.0, 1000.0)):
        model.zero_grad()
        objective(model, batch, weights, 0.1, 10, 7, noise()).backward()
        found.append(model.embedding.weight.grad.clone())
    torch.testing.assert_close(found[1], found[0])
    assert not torch.allclose(found[2], found[0])


@pytest.mark.parametrize(
    ("ablation", "weights"),
    [("none", (0, 0)), ("l3", (5, 0)), ("topk", (0, 3)), ("l3+topk", (5, 3))],
)
def test_the_mode_takes_its_own_settings(ablation, weights):
    """The embedding's radius, its ablation; no trainable, closeness, stability, radius or norm."""
    hp = changed(
        mode="released_code",
        embedding_radius=0.1,
        lambda1=5.0,
        lambda2=3.0,
        k=2,
        ablation=ablation,
        trainable="attention",
        radius=7.0,
        norm="l2",
        closeness="tvd",
        stability="tvd",
    )
    student, teacher = begun(hp)
    found = seat.loss(student, make_batch(), hp, noise(), teacher)
    torch.testing.assert_close(found, objective(student, make_batch(), weights, 0.1, 10, 2, noise()))


def test_twenty_texts_can_be_learned():
    batch = make_batch(lengths=(3, 5, 7, 11) * 5, seed=1)
    model, teacher = begun(RELEASED)
    clean = [float(vanilla.loss(model, batch, vanilla.HParams(), noise()).detach())]
    trained(model, lambda number: seat.loss(model, batch, RELEASED, noise(number), teacher), 30)
    clean.append(float(vanilla.loss(model, batch, vanilla.HParams(), noise()).detach()))
    assert clean[1] < clean[0] / 2
