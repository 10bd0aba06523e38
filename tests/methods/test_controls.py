"""The controls: attention held uniform, held at random, permuted; vanilla trained on."""

import numpy as np
import pytest
import torch

from steady_attention.methods import continued, frozen, permuted, uniform, vanilla
from steady_attention.methods.parts.epoch import Schedule
from steady_attention.models.attention import permutation, permuted_words
from steady_attention.models.checkpoint import load, save
from steady_attention.models.predict import predict
from tests.tiny import ATTENTION_HIDDEN, HIDDEN, make_batch, make_model, make_texts, noise

SCORERS = [(scorer, pair) for scorer in ("additive", "dot") for pair in (False, True)]


def stepped(model, method, batch):
    """The model after three steps of Adam."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=0.1)
    for seed in range(3):
        optimizer.zero_grad()
        method.loss(model, batch, method.HParams(), noise(seed)).backward()
        optimizer.step()
    return model


@pytest.mark.parametrize(("scorer", "pair"), SCORERS)
def test_uniform_attention_is_one_over_the_words_before_and_after(scorer, pair):
    model, batch = make_model(scorer=scorer, pair=pair), make_batch(pair=pair)
    uniform.hold(model)
    for _ in range(2):
        found = model.read(model.embed(batch, noise()), batch).attention()
        torch.testing.assert_close(found, batch.mask / batch.mask.sum(1, keepdim=True))
        stepped(model, uniform, batch)
    assert not torch.equal(model.decoder.weight, make_model(scorer=scorer, pair=pair).decoder.weight)


@pytest.mark.parametrize(("scorer", "pair"), SCORERS)
def test_a_frozen_scorer_stays_at_its_start_and_all_else_learns(scorer, pair):
    model, before = (make_model(scorer=scorer, pair=pair) for _ in range(2))
    frozen.hold(model)
    stepped(model, frozen, make_batch(pair=pair))
    kept, own = before.state_dict(), model.state_dict()
    moved = {name.split(".")[0] for name in own if not torch.equal(own[name], kept[name])}
    assert moved == {"embedding", "encoder", "decoder"}


def test_scores_stand_on_other_words_by_hand(monkeypatch):
    """Words 1 to 3 of a row of five places, of which the order is 2, 0, 1; a row of one word stays."""
    monkeypatch.setattr("steady_attention.models.attention.permutation", lambda n: torch.arange(n).roll(1))
    scores = torch.tensor([[9.0, 1.0, 2.0, 3.0, 8.0], [9.0, 1.0, 7.0, 6.0, 5.0]])
    mask = torch.tensor([[False, True, True, True, False], [False, True, False, False, False]])
    found = permuted_words(scores, mask)
    assert found.tolist() == [[9.0, 3.0, 1.0, 2.0, 8.0], [9.0, 1.0, 7.0, 6.0, 5.0]]


def test_a_permutation_depends_on_the_number_of_words_alone():
    for words in (1, 2, 17):
        before = torch.get_rng_state()
        assert permutation(words).sort().values.tolist() == list(range(words))
        assert torch.equal(permutation(words), permutation.__wrapped__(words))
        assert torch.equal(before, torch.get_rng_state())
    assert permutation(17).tolist() != list(range(17))


@pytest.mark.parametrize("kinds", [{}, {"pair": True}, {"boundaries": True}])
def test_permuted_attention_is_vanillas_on_other_words(kinds, tmp_path):
    """Text by text, whatever stands beside it in a batch; loaded again too."""
    pair = "pair" in kinds
    teacher, texts = make_model(pair=pair).eval(), make_texts((3, 13, 7, 5), **kinds)
    model = make_model(seed=2, pair=pair, permuted=True)
    permuted.begin(model, teacher, permuted.HParams())
    found, of_vanilla = predict(model, texts), predict(teacher, texts)
    for row, expected in zip(found.attention, of_vanilla.attention, strict=True):
        np.testing.assert_allclose(row, expected[permutation(len(row)).numpy()], rtol=1e-5)
    assert not np.allclose(found.probabilities, of_vanilla.probabilities)
    sizes = {"encoder": "bilstm", "scorer": "additive", "sizes": {"hidden": HIDDEN}, "dropout": 0.0}
    built = sizes | {"attention_hidden": ATTENTION_HIDDEN, "classes": 2, "pair": pair, "permuted": True}
    save(tmp_path, model.state_dict(), built)
    np.testing.assert_array_equal(predict(load(tmp_path), texts).probabilities, found.probabilities)


def test_permuted_is_not_trained_and_its_start_is_chosen():
    found = permuted.schedule(permuted.HParams())
    assert found.epochs == 0 and found.chooses(0)


def test_continued_is_vanilla_trained_on():
    """All of it, for as many epochs as it is told, by vanilla's loss, from vanilla's weights."""
    teacher, model, batch = make_model(seed=1).eval().requires_grad_(False), make_model(seed=2), make_batch()
    hparams = continued.HParams(epochs=7, learning_rate=0.03)
    continued.begin(model, teacher, hparams)
    expected = vanilla.loss(teacher, batch, vanilla.HParams(), noise())
    assert torch.equal(continued.loss(model, batch, hparams, noise()).detach(), expected)
    assert all(parameter.requires_grad for parameter in model.parameters())
    assert continued.schedule(hparams) == Schedule(epochs=7, learning_rate=0.03)
