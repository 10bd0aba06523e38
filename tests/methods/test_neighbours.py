"""Nearest words, and perturbations along the directions to them."""

from dataclasses import replace

import pytest
import torch
from torch.nn.functional import cosine_similarity

from steady_attention.methods.parts import neighbours
from steady_attention.methods.parts.neighbours import directions, nearest, restricted, uniform
from steady_attention.store.errors import UserError
from steady_attention.text import vocabulary
from tests.methods.words import KINDS, case, near
from tests.tiny import make_batch, make_texts, noise

# padding, unknown; right, up, far right, a little above right, left
TABLE = torch.tensor([[0.0, 0.0], [5.0, 0.1], [1.0, 0.0], [0.0, 1.0], [9.0, 0.5], [4.0, 1.0], [-1.0, 0.0]])


def test_nearest_by_hand():
    """By angle, whatever the lengths; neither the word itself nor the special rows."""
    assert nearest(TABLE, 2, 2)[2:].tolist() == [[4, 5], [5, 4], [2, 5], [4, 2], [3, 5]]


def test_nearest_is_the_sorted_cosine_and_blocks_do_not_show(monkeypatch):
    table = torch.randn(31, 7, generator=noise())
    table[0] = 0.0
    expected = nearest(table, 4, 10)
    for row in range(31):
        cosines = cosine_similarity(table[row][None], table)
        order = [i for i in cosines.argsort(descending=True).tolist() if i >= 4 and i != row]
        assert row == 0 or expected[row].tolist() == order[:10]
    monkeypatch.setattr(neighbours, "BLOCK", 5)
    assert torch.equal(nearest(table, 4, 10), expected)


@pytest.mark.parametrize("boundaries", [False, True])
def test_words_begin_behind_the_special_rows(boundaries):
    texts = make_texts((5, 3), boundaries=boundaries)
    assert neighbours.first_word(texts) == len(vocabulary.specials(boundaries))


def test_too_few_words_is_an_error_that_says_so():
    assert nearest(TABLE, 2, 4).shape == (7, 4)
    with pytest.raises(UserError, match=r"5 neighbours .* the vocabulary has 5 words: lower `neighbours`"):
        nearest(TABLE, 2, 5)


def test_directions_by_hand():
    """From (1, 0) to (0, 1), to (9, 0.5) and to a word of the same vector: no direction, and no NaN."""
    to = torch.zeros(7, 3, dtype=torch.long)
    to[2] = torch.tensor([3, 4, 2])
    root, long = 0.5**0.5, (8**2 + 0.5**2) ** 0.5
    expected = torch.tensor([[[-root, root], [8 / long, 0.5 / long], [0.0, 0.0]]])
    torch.testing.assert_close(directions(TABLE, torch.tensor([2]), to), expected)


def test_a_difference_too_small_to_be_measured_is_no_direction():
    """Its square is 0 in float32: it once became a direction of length 1e13."""
    table = torch.tensor([[0.0, 0.0], [0.0, 0.0], [0.0, 1e-25], [0.0, 0.0], [1.0, 0.0]])
    found = directions(table, torch.tensor([3]), torch.tensor([[0, 0]] * 3 + [[2, 4]] + [[0, 0]]))
    assert found.tolist() == [[[0.0, 0.0], [1.0, 0.0]]]


def test_directions_that_cancel_each_other_are_no_start():
    """To the left and to the right, up to rounding."""
    angle = torch.tensor(0.1)
    there = torch.stack([angle.cos(), angle.sin()])
    table = torch.stack(
        [torch.zeros(2), torch.zeros(2), torch.zeros(2), 3 * there, -7 * there, there.flip(0)]
    )
    near = torch.tensor([[0, 0], [0, 0], [3, 4], [5, 4], [3, 5], [3, 4]])
    found = uniform(table, replace(make_batch((2,)), tokens=torch.tensor([[2, 3]])), near)
    assert (found[0, 0] == 0).all() and (found[0, 1] != 0).any()


@pytest.mark.parametrize("kinds", KINDS)
def test_ids_stand_where_the_model_embeds_them(kinds):
    model, batch, embedded = case(**kinds)
    assert torch.equal(model.embedding.weight[neighbours.ids(batch)], embedded)


def literal(g, model, batch):
    """Sato et al.'s train.py, word by word: weights scaled over k, then summed, then the sentence scaled."""
    table, ids = model.embedding.weight.detach(), neighbours.ids(batch)
    r = torch.zeros_like(g)
    for b, t in batch.words.nonzero().tolist():
        word = table[ids[b, t]]
        to = torch.stack([table[i] - word for i in near(model)[ids[b, t]].tolist()])
        to = to / to.norm(dim=1, keepdim=True)
        w = to @ g[b, t]
        r[b, t] = (w / w.norm()) @ to
    return r / r.flatten(1).norm(dim=1)[:, None, None]


@pytest.mark.parametrize("kinds", KINDS)
def test_the_restricted_direction_is_satos(kinds):
    model, batch, embedded = case(**kinds)
    g = torch.randn(embedded.shape, generator=noise(), dtype=torch.float64)
    found = restricted(g, model.embedding.weight.detach(), batch, near(model))
    torch.testing.assert_close(found, literal(g, model, batch))
    assert (found[~batch.words] == 0).all()


def test_every_word_has_the_same_say_before_the_sentence_is_scaled():
    """The length of a word's gradient does not count, only its direction (unlike Word AT)."""
    model, batch, embedded = case()
    g = torch.randn(embedded.shape, generator=noise(), dtype=torch.float64)
    longer = g * torch.linspace(0.1, 9.0, 13)[None, :, None]
    one, other = (restricted(x, model.embedding.weight.detach(), batch, near(model)) for x in (g, longer))
    torch.testing.assert_close(one, other)


def test_with_one_neighbour_words_move_to_or_from_it():
    model, batch, embedded = case()
    g = torch.randn(embedded.shape, generator=noise(), dtype=torch.float64)
    table = model.embedding.weight.detach()
    found = restricted(g, table, batch, near(model, 1))
    for row, (tokens, words) in enumerate(zip(batch.tokens, batch.mask, strict=True)):
        along = directions(table, tokens, near(model, 1))[:, 0]
        cosine = cosine_similarity(found[row], along)[words]
        torch.testing.assert_close(cosine.abs(), torch.ones_like(cosine))


def test_without_a_gradient_or_differences_there_is_no_perturbation():
    model, batch, embedded = case()
    table = model.embedding.weight.detach()
    assert (restricted(torch.zeros_like(embedded), table, batch, near(model)) == 0).all()
    same = torch.ones_like(table)
    assert (restricted(torch.ones_like(embedded), same, batch, near(model)) == 0).all()
    assert (uniform(same, batch, near(model)) == 0).all()


def test_the_uniform_start_is_the_sum_over_root_k():
    model, batch = case()[0], make_batch((2, 3))
    table = model.embedding.weight.detach()
    found = uniform(table, batch, near(model))
    expected = directions(table, batch.tokens[1], near(model)).sum(1) / 10**0.5
    torch.testing.assert_close(found[1], expected)
