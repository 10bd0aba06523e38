"""Word iVAT: the gradient in the weights where all are equal, then Word iAT's rule."""

from dataclasses import replace

import pytest
import torch
from torch.nn.functional import normalize

from steady_attention.methods import vanilla, word_ivat
from steady_attention.methods.parts import neighbours
from steady_attention.methods.word_ivat import HParams, perturbation
from steady_attention.models.outputs import kl_divergence
from tests.methods.words import KINDS, case, near
from tests.tiny import make_batch, make_model, make_texts, noise

HP = HParams(epsilon=2.0, xi=1.0, neighbours=10, weight=0.3)


def all_directions(model, batch):
    """(B, T, k, D) at once."""
    table = model.embedding.weight.detach()
    return torch.stack([neighbours.directions(table, ids, near(model)) for ids in neighbours.ids(batch)])


def literal(model, batch, embedded, clean, hparams):
    """Sato et al.'s nets.py and train.py, with w (B, T, k) in the graph: 1/k, scaled over k, summed, scaled
    over the word; the gradient in w scaled over k, summed, scaled over the sentence. The start's length is
    ours.
    """
    to = all_directions(model, batch)
    w = torch.full(to.shape[:3], 1 / 10, dtype=torch.float64, requires_grad=True)
    start = normalize((normalize(w, dim=2)[..., None] * to).sum(2), dim=2)
    start = torch.where(batch.words[..., None], start, 0.0)
    length = hparams.xi * hparams.epsilon / batch.words.sum(1).sqrt()  # a word's, where all are moved
    start = start * length[:, None, None]
    (g,) = torch.autograd.grad(kl_divergence(clean, model.read(embedded + start, batch).logits()).sum(), w)
    r = (normalize(g, dim=2, eps=1e-300)[..., None] * to).sum(2)
    r = torch.where(batch.words[..., None], r, 0.0)
    return hparams.epsilon * r / r.flatten(1).norm(dim=1)[:, None, None]


@pytest.mark.parametrize("kinds", KINDS)
def test_the_perturbation_is_satos(kinds):
    """Though the gradient is taken in the sum of the directions and not in w."""
    model, batch, embedded = case(**kinds)
    clean = model.read(embedded, batch).logits().detach()
    found = perturbation(
        lambda r: kl_divergence(clean, model.read(embedded + r, batch).logits()),
        model.embedding.weight.detach(),
        batch,
        near(model),
        HP,
    )
    torch.testing.assert_close(found, literal(model, batch, embedded, clean, HP), rtol=1e-5, atol=1e-7)
    assert (found[~batch.words] == 0).all()


@pytest.mark.parametrize("kinds", KINDS)
def test_the_loss_is_the_clean_one_and_the_divergence(kinds):
    model, batch, embedded = case(**kinds)
    clean = model.read(embedded, batch).logits().detach()
    r = literal(model, batch, embedded, clean, HP)
    kl = kl_divergence(clean, model.read(embedded + r, batch).logits()).mean()
    expected = vanilla.loss(model, batch, vanilla.HParams(), noise()) + 0.3 * kl
    torch.testing.assert_close(word_ivat.loss(model, batch, HP, noise(), near(model)), expected)


@pytest.mark.parametrize("words", [3, 12])
def test_the_start_has_the_norm_xi_epsilon_a_text_by_hand(words):
    """xi = 2, epsilon = 3: 6 a text, and 6 / sqrt(words) each word; that of Sato et al., 1 a word of IMDB's
    230 at epsilon 15, has xi = 1.01.
    """
    model, batch, given = make_model(), make_batch((words,)), []

    def divergences_at(r):
        given.append(r.detach())
        return r.sum((1, 2))

    table = model.embedding.weight.detach()
    perturbation(divergences_at, table, batch, near(model), replace(HP, xi=2.0, epsilon=3.0))
    (start,) = given
    torch.testing.assert_close(start.norm(dim=2)[0], torch.full((words,), 6.0 / words**0.5))
    assert 230**0.5 / 15 == pytest.approx(1.01, abs=0.005)


def symmetric(model):
    """The model's words in pairs, one opposite to the other, around words of zeros.

    The neighbours of these are both.
    """
    table = model.embedding.weight
    with torch.no_grad():
        table[4:] = 0.0
        table[5], table[6] = torch.linspace(1, 2, 7), -torch.linspace(1, 2, 7)
    found = torch.tensor([[5, 6]]).expand(len(table), 2).clone()
    found[5], found[6] = torch.tensor([6, 4]), torch.tensor([5, 4])
    return found


@pytest.mark.parametrize("classes", [2, 3])
def test_a_text_whose_directions_all_cancel_is_not_perturbed(classes):
    """Not by the rounding in a gradient that is 0; a word among others that are moved is."""
    model = make_model(classes=classes)
    table = symmetric(model)
    batch = replace(make_batch((3, 3), classes=classes), tokens=torch.tensor([[4, 4, 4], [4, 5, 4]]))
    embedded = model.embed(batch, noise()).detach()
    clean = model.read(embedded, batch).logits().detach()
    found = perturbation(
        lambda r: kl_divergence(clean, model.read(embedded + r, batch).logits()),
        model.embedding.weight.detach(),
        batch,
        table,
        HP,
    )
    assert (found[0] == 0).all()
    torch.testing.assert_close(found[1].norm(), torch.tensor(2.0))
    loss = word_ivat.loss(model, batch, HP, noise(), table)
    loss.backward()
    assert all(torch.isfinite(p.grad).all() for p in model.parameters())


def test_nothing_is_drawn():
    """The start is the same whatever the noise."""
    model, batch = make_model(), make_batch()
    one, other = (word_ivat.loss(model, batch, HP, noise(seed), near(model)) for seed in (1, 2))
    assert torch.equal(one, other)


def test_the_mean_is_over_labeled_and_unlabeled_texts():
    """Three unlabeled texts, the labeled one among them: a quarter of each divergence."""
    model, texts = make_model(dtype=torch.float64), make_texts((3, 11, 7))
    one, all_three = (texts.batch(torch.tensor(rows).numpy()) for rows in ([0], [0, 1, 2]))
    batch = texts.batch(torch.tensor([0]).numpy(), unlabeled=all_three)

    def added(given, clean):
        loss = word_ivat.loss(model, given, HParams(2.0, 1.0, 10, 1.0), noise(), near(model))
        return loss - vanilla.loss(model, clean, vanilla.HParams(), noise())

    expected = (added(one, one) + 3 * added(all_three, all_three)) / 4
    torch.testing.assert_close(added(batch, one), expected)
