"""Word iAT and its neighbours, which are those of the beginning of an epoch."""

from dataclasses import replace

import pytest
import torch

from steady_attention import methods
from steady_attention.methods import vanilla, word_iat
from steady_attention.methods.parts import neighbours
from steady_attention.methods.parts.epoch import Epoch, Schedule
from steady_attention.methods.parts.perturbation import gradient
from steady_attention.methods.word_iat import HParams
from steady_attention.models.outputs import negative_log_likelihood
from steady_attention.training.fit import Corpus, Technique, fit
from steady_attention.training.settings import Train
from tests.methods.words import KINDS, case, near
from tests.tiny import make_model, make_texts, noise

HP = HParams(epsilon=2.0, neighbours=10, weight=0.3)


@pytest.mark.parametrize("kinds", KINDS)
def test_the_loss_is_the_clean_one_and_that_at_r(kinds):
    model, batch, embedded = case(**kinds)

    def losses(words):
        return negative_log_likelihood(model.read(words, batch).logits(), batch.labels)

    table = model.embedding.weight.detach()
    r = 2.0 * neighbours.restricted(gradient(losses, embedded), table, batch, near(model))
    torch.testing.assert_close(r.flatten(1).norm(dim=1), torch.full((5,), 2.0, dtype=torch.float64))
    expected = (losses(embedded) + 0.3 * losses(embedded + r)).mean()
    torch.testing.assert_close(word_iat.loss(model, batch, HP, noise(), near(model)), expected)


def test_it_raises_the_loss():
    """A small step along the restricted direction works against the model."""
    model, batch, _ = case()
    clean = vanilla.loss(model, batch, vanilla.HParams(), noise())
    hparams = HParams(1e-3, 10, 1.0)
    assert word_iat.loss(model, batch, hparams, noise(), near(model)) > 2 * clean


def test_prepare_gives_the_neighbours_by_the_present_weights():
    model, texts = make_model(), make_texts((5, 3), boundaries=True)
    found = word_iat.prepare(Epoch(1, model, texts, None), HP)
    assert torch.equal(found, near(model)) and not found.requires_grad
    with torch.no_grad():
        model.embedding.weight.copy_(make_model(seed=1).embedding.weight)
    assert not torch.equal(word_iat.prepare(Epoch(1, model, texts, None), HP), found)


CORPUS = Corpus(make_texts((3, 5, 7, 2) * 3, seed=1), make_texts((5, 3) * 3, seed=2))
SETTINGS = Train(
    epochs=4,
    batch_size=3,
    learning_rate=0.03,
    weight_decay=0.0,
    decayed="rest",
    word_dropout=0.0,
    patience=4,
    selection="accuracy",
    precision="fp32",
    compile=False,
    unlabeled_ratio=1,
    curve_texts=3,
)


def trained(path, settings=SETTINGS):
    def epoch_loss(model, texts, number):
        return methods.epoch_loss("word_iat", HP, Epoch(number, model, texts, None))

    technique = Technique(epoch_loss, Schedule(settings.epochs, settings.learning_rate))
    return fit(make_model(dropout=0.3), technique, CORPUS, settings, 3, path, lambda text: None)


def test_neighbours_are_found_once_an_epoch(tmp_path, monkeypatch):
    """Four times, from other weights each."""
    found, original = [], word_iat.prepare
    monkeypatch.setattr(word_iat, "prepare", lambda *given: found.append(original(*given)) or found[-1])
    trained(tmp_path / "checkpoint.pt")
    assert len(found) == 4 and not torch.equal(found[0], found[-1])


def test_a_stopped_run_goes_on_with_equal_bits(tmp_path):
    """The neighbours come from the weights at the epoch's start, which the checkpoint holds."""
    whole = trained(tmp_path / "whole.pt")
    trained(tmp_path / "part.pt", replace(SETTINGS, epochs=2))
    resumed = trained(tmp_path / "part.pt")
    assert resumed.history == whole.history
    assert all(torch.equal(w, resumed.best_weights[name]) for name, w in whole.best_weights.items())
