"""Steps, balls, margins, and the model that is held still."""

import numpy as np
import pytest
import torch

from steady_attention.evaluation import attack, minimal_norm
from steady_attention.models.classifier import Reading
from steady_attention.models.noise import attended, frozen
from tests.evaluation.linear import Linear
from tests.tiny import make_batch, make_model, noise


def test_margins_of_one_output():
    """z = 2 decides for class 1, which leads by 2; z = -3 for class 0."""
    logits = torch.tensor([[2.0], [-3.0], [0.0]])
    own = attack.decided(logits)
    assert own.tolist() == [1, 0, 1]
    assert attack.margins(logits, own).tolist() == [-2.0, -3.0, 0.0]
    assert attack.margins(logits, 1 - own).tolist() == [2.0, 3.0, 0.0]


def test_margins_of_three_classes():
    logits = torch.tensor([[1.0, 4.0, 2.0]])
    assert attack.decided(logits).tolist() == [1]
    assert attack.margins(logits, torch.tensor([1])).tolist() == [-2.0]
    assert attack.margins(logits, torch.tensor([0])).tolist() == [3.0]


def test_the_ascent_is_along_the_gradient_in_the_chosen_places():
    model = Linear([[0.0, 0.0], [1.0, 1.0]], [[3.0, -4.0]], [2.0])
    batch = make_batch((2, 3))
    places = torch.tensor([[False, True, False], [True, False, True]])
    found, gradient = attack.ascent(model, batch, torch.zeros(2, 3, 2), places, torch.tensor([0, 1]))
    assert found.tolist() == [2.0, -2.0]
    assert gradient.tolist() == [[[0, 0], [3, -4], [0, 0]], [[-3, 4], [0, 0], [-3, 4]]]


def test_pgd_ends_on_the_sphere_and_0_is_no_radius():
    """Along -W / 5 = (-.6, .8); the first of two steps already ends on the sphere."""
    model = Linear([[0.0, 0.0]], [[3.0, -4.0]], [5.0])
    batch = attack.replace(make_batch((1, 1)), tokens=torch.zeros(2, 1, dtype=torch.int64))
    embedded, own = torch.zeros(2, 1, 2), torch.tensor([1, 1])
    given = (model, batch, embedded, batch.mask, own, torch.tensor([2.1, 0.0]), 2)
    (centre, clean), *_, (moves, margins) = passes = list(attack.pgd(*given))
    assert len(passes) == 3 and not centre.any() and clean.tolist() == [-5.0, -5.0]
    np.testing.assert_allclose(moves[:, 0], [[-1.26, 1.68], [0.0, 0.0]], atol=1e-6)
    np.testing.assert_allclose(margins, [5.5, -5.0], rtol=1e-6)


@pytest.mark.parametrize("search", [minimal_norm.adaptive, minimal_norm.bisected])
@pytest.mark.parametrize("bias", [float("nan"), float("inf")])
def test_logits_that_are_no_numbers_are_refused(search, bias):
    """No norm changes them: the model would count as the least sensitive of all."""
    model, batch = Linear([[0.0, 0.0]] * 31, [[3.0, -4.0]], [bias]), make_batch((2, 3))
    with (
        frozen(model),
        pytest.raises(ValueError, match="logits of the model: .* found others in row 0"),
    ):
        search(model, batch, batch.mask, 3)


def test_a_gradient_that_is_none_is_refused():
    """The square root at 0, whose value is one."""
    model, batch = Linear([[0.0, 0.0]] * 31, [[3.0, -4.0]], [1.0]), make_batch((3, 3))
    model.read = lambda at, batch: Reading(
        torch.zeros(2, 3), (at**2).sum(2, keepdim=True).sqrt(), torch.zeros(1), batch.mask
    )
    at = torch.ones(2, 3, 2)
    at[1] = 0.0
    with pytest.raises(ValueError, match="gradient of the logits of the model: .* found others in row 1"):
        attack.ascent(model, batch, at, batch.mask, torch.tensor([0, 1]))


def test_a_direction_has_norm_1_and_none_stays_none():
    directions = torch.zeros(3, 5, 2)
    directions[0, :2, 0] = torch.tensor([3.0, -4.0])
    directions[1, 4, 1] = 1e-30
    found = attack.unit(directions)
    assert found[0, :2, 0].tolist() == pytest.approx([0.6, -0.8]) and found[1, 4, 1] == 1.0
    assert not found[2].any()


def test_rows_of_a_batch():
    batch = make_batch(classes=3, pair=True, candidates=True)
    found = attack.rows_of(batch, torch.tensor([3, 0]))
    for name in ("tokens", "lengths", "mask", "candidates"):
        assert getattr(found, name).equal(getattr(batch, name)[[3, 0]])
    assert found.second.mask.equal(batch.second.mask[[3, 0]]) and found.labels is None
    assert attended(batch).sum() == batch.mask.sum()


@pytest.mark.parametrize("training", [False, True])
def test_the_model_is_held_still_and_left_as_it_was(training):
    model, batch = make_model(dropout=0.5).train(training), make_batch()
    model.decoder.bias.requires_grad_(False)
    with pytest.raises(KeyError), frozen(model):
        assert not model.training and not any(p.requires_grad for p in model.parameters())
        assert model.embed(batch, noise(0)).equal(model.embed(batch, noise(1)))
        raise KeyError
    assert model.training == training == model.encoder.training
    assert {name for name, p in model.named_parameters() if not p.requires_grad} == {"decoder.bias"}
