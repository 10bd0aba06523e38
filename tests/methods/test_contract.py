"""What every method owes, whatever it does."""

from pathlib import Path

import numpy as np
import pytest
import torch
import yaml

from steady_attention import methods
from steady_attention.models.encoders import NAMES as ENCODERS
from steady_attention.pipeline.errors import UserError
from tests.tiny import make_batch, make_model, make_texts, noise

SECTIONS = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))["methods"]


def loss_of(name, model, batch, seed=0, **changes):
    """The method's loss with its section of params.yaml, at the beginning of an epoch."""
    hparams = methods.hparams(name, SECTIONS[name], changes)
    return methods.epoch_loss(name, hparams, model, make_texts())(model, batch, noise(seed))


def test_params_and_registry_name_the_same_methods():
    assert set(SECTIONS) == set(methods.NAMES)


def test_an_unknown_method_names_the_nearest():
    with pytest.raises(UserError, match=r"'attention_ta' is not one of vanilla.*did you mean 'attention_"):
        methods.get("attention_ta")


@pytest.mark.parametrize("name", methods.NAMES)
class TestMethod:
    def test_has_a_source(self, name):
        assert "20" in methods.get(name).__doc__  # the year of the paper

    @pytest.mark.parametrize("classes", [2, 3])
    @pytest.mark.parametrize("scorer", ["additive", "dot"])
    @pytest.mark.parametrize("encoder", ENCODERS)
    def test_loss_and_gradients_are_finite_also_for_one_word(self, name, encoder, scorer, classes):
        model, batch = make_model(encoder, scorer, classes), make_batch(classes=classes)
        loss = loss_of(name, model, batch)
        loss.backward()
        assert torch.isfinite(loss)
        assert all(torch.isfinite(p.grad).all() for p in model.parameters() if p.grad is not None)
        assert model.decoder.weight.grad.abs().max() > 0

    def test_a_batch_of_one_text_works(self, name):
        assert torch.isfinite(loss_of(name, make_model(), make_batch((1,))))

    def test_equal_scores_work(self, name):
        model = make_model()
        torch.nn.init.zeros_(model.scorer.context.weight)
        loss = loss_of(name, model, make_batch())
        loss.backward()
        assert all(torch.isfinite(p.grad).all() for p in model.parameters() if p.grad is not None)

    def test_same_seed_same_bits(self, name):
        values = [loss_of(name, make_model(dropout=0.3), make_batch(), seed=3) for _ in range(2)]
        assert torch.equal(*values)

    def test_padding_changes_no_loss_beyond_rounding(self, name):
        """A text's loss does not depend on its neighbours' length, for methods without random starts."""
        if name in ("attention_rp", "attention_vat", "attention_ivat", "word_vat"):
            pytest.skip("draws a random number for every place of the padded batch")
        texts = make_texts((5, 13))
        alone = loss_of(name, make_model(), texts.batch(np.array([0])))
        other = loss_of(name, make_model(), texts.batch(np.array([1])))
        both = loss_of(name, make_model(), texts.batch(np.array([0, 1])))
        torch.testing.assert_close(both, (alone + other) / 2)

    @pytest.mark.parametrize("classes", [2, 3])
    @pytest.mark.parametrize("scorer", ["additive", "dot"])
    def test_pairs_and_candidates_work(self, name, scorer, classes):
        """Both encoders learn; beside them are unlabeled pairs, of which every class may be answered."""
        model = make_model(scorer=scorer, classes=classes, pair=True)
        unlabeled = make_texts((3, 11), seed=5, labeled=False, pair=True).batch(np.array([0, 1]))
        candidates = classes > 2  # one sigmoid has no choice between candidates
        batch = make_batch(classes=classes, unlabeled=unlabeled, pair=True, candidates=candidates)
        loss = loss_of(name, model, batch)
        loss.backward()
        assert torch.isfinite(loss)
        assert all(torch.isfinite(p.grad).all() for p in model.parameters())
        assert model.second_encoder.right.weight_ih_l0.grad.abs().max() > 0

    def test_boundaries_work(self, name):
        texts = make_texts((3, 13, 7), boundaries=True)
        assert torch.isfinite(loss_of(name, make_model(), texts.batch(np.array([0, 1, 2]))))

    def test_the_padding_vector_never_learns(self, name):
        model = make_model()
        loss_of(name, model, make_batch()).backward()
        assert (model.embedding.weight.grad[0] == 0).all()

    def test_unlabeled_texts_are_accepted(self, name):
        unlabeled = make_texts((3, 11), seed=5, labeled=False).batch(np.array([0, 1]))
        assert torch.isfinite(loss_of(name, make_model(), make_batch(unlabeled=unlabeled)))

    def test_twenty_texts_can_be_learned(self, name):
        """The clean loss at least halves in sixty steps. Words of 7 numbers bear a perturbation of 1."""
        changes = {"epsilon": 1.0} if methods.get(name).PROPERTIES.perturbs == "words" else {}
        batch = make_batch(lengths=(3, 5, 7, 11) * 5, seed=1)
        model = make_model()
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        clean = [float(loss_of("vanilla", model, batch).detach())]
        for step in range(60):
            optimizer.zero_grad()
            loss_of(name, model, batch, seed=step, **changes).backward()
            optimizer.step()
        clean.append(float(loss_of("vanilla", model, batch).detach()))
        assert clean[1] < clean[0] / 2
