"""What every method owes, whatever it does."""

import numpy as np
import pytest
import torch

from steady_attention import methods
from steady_attention.models.encoders import NAMES as ENCODERS
from steady_attention.settings import methods as of_methods
from steady_attention.store.errors import UserError
from tests.methods.begun import SECTIONS, loss_at, model_of, vanilla_of
from tests.models.cudnn import play_cudnn
from tests.tiny import RECURRENT, make_batch, make_texts, noise

RANDOM = ("attention_rp", "attention_vat", "attention_ivat", "word_vat", "seat", "vib")


def started(name, **sizes):
    """A model of the method, and the vanilla run that it began from, None for most."""
    model = model_of(name, **sizes)
    sizes.pop("dropout", None)
    return model, vanilla_of(name, model, methods.hparams(name, SECTIONS[name]), **sizes)


def loss_of(name, start, batch, seed=0, **changes):
    """The method's loss with its section of params.yaml, at the beginning of an epoch."""
    model, vanilla = start
    return loss_at(name, model, vanilla=vanilla, **changes)(model, batch, noise(seed))


def trained(model):
    """Its parameters that are trained, with a gradient."""
    return {n: p for n, p in model.named_parameters() if p.requires_grad and p.grad is not None}


def test_params_and_registry_name_the_same_methods():
    assert set(SECTIONS) == set(methods.NAMES)


def test_an_unknown_method_names_the_nearest():
    with pytest.raises(
        UserError, match=r"'attention_ta' is not one of attention_at.*did you mean 'attention_"
    ):
        methods.get("attention_ta")


@pytest.mark.parametrize("name", methods.NAMES)
class TestMethod:
    def test_has_a_source(self, name):
        assert "20" in methods.get(name).__doc__  # the year of the paper

    @pytest.mark.parametrize("classes", [2, 3])
    @pytest.mark.parametrize("scorer", ["additive", "dot"])
    @pytest.mark.parametrize("encoder", ENCODERS)
    def test_loss_and_gradients_are_finite_also_for_one_word(self, name, encoder, scorer, classes):
        start = started(name, encoder=encoder, scorer=scorer, classes=classes)
        loss = loss_of(name, start, make_batch(classes=classes))
        loss.backward()
        assert torch.isfinite(loss)
        found = trained(start[0])
        assert all(torch.isfinite(p.grad).all() for p in found.values())
        assert max(p.grad.abs().max() for p in found.values()) > 0

    @pytest.mark.parametrize("encoder", RECURRENT)
    def test_gradients_are_taken_as_cudnn_gives_them(self, name, encoder, monkeypatch):
        play_cudnn(monkeypatch)
        loss_of(name, started(name, encoder=encoder), make_batch()).backward()

    def test_a_batch_of_one_text_works(self, name):
        assert torch.isfinite(loss_of(name, started(name), make_batch((1,))))

    def test_equal_scores_work(self, name):
        if name == "base":
            pytest.skip("has no scores")
        start = started(name)
        torch.nn.init.zeros_(start[0].scorer.context.weight)
        loss = loss_of(name, start, make_batch())
        loss.backward()
        assert all(torch.isfinite(p.grad).all() for p in trained(start[0]).values())

    def test_same_seed_same_bits(self, name):
        values = [loss_of(name, started(name, dropout=0.3), make_batch(), seed=3) for _ in range(2)]
        assert torch.equal(*values)

    def test_padding_changes_no_loss_beyond_rounding(self, name):
        """A text's loss does not depend on its neighbours' length, for methods without random starts."""
        if name in RANDOM:
            pytest.skip("draws a random number for every place of the padded batch, or for every text")
        texts, start = make_texts((5, 13)), started(name)
        alone = loss_of(name, start, texts.batch(np.array([0])))
        other = loss_of(name, start, texts.batch(np.array([1])))
        both = loss_of(name, start, texts.batch(np.array([0, 1])))
        torch.testing.assert_close(both, (alone + other) / 2)

    @pytest.mark.parametrize("classes", [2, 3])
    @pytest.mark.parametrize("scorer", ["additive", "dot"])
    def test_pairs_and_candidates_work(self, name, scorer, classes):
        """What is trained learns; beside it are unlabeled pairs, of which every class may be answered."""
        start = started(name, scorer=scorer, classes=classes, pair=True)
        unlabeled = make_texts((3, 11), seed=5, labeled=False, pair=True).batch(np.array([0, 1]))
        candidates = classes > 2  # one sigmoid has no choice between candidates
        batch = make_batch(classes=classes, unlabeled=unlabeled, pair=True, candidates=candidates)
        loss = loss_of(name, start, batch)
        loss.backward()
        assert torch.isfinite(loss)
        found = trained(start[0])
        assert all(torch.isfinite(p.grad).all() for p in found.values())
        held = ("uniform", *of_methods.known().from_vanilla)  # nothing asks, or is fixed at first
        if name not in held:
            assert found["encoder.second.right.weight_ih_l0"].grad.abs().max() > 0

    def test_boundaries_work(self, name):
        texts = make_texts((3, 13, 7), boundaries=True)
        assert torch.isfinite(loss_of(name, started(name), texts.batch(np.array([0, 1, 2]))))

    def test_the_padding_vector_never_learns(self, name):
        start = started(name)
        loss_of(name, start, make_batch()).backward()
        gradient = start[0].embedding.weight.grad
        assert gradient is None or (gradient[0] == 0).all()

    def test_unlabeled_texts_are_accepted(self, name):
        unlabeled = make_texts((3, 11), seed=5, labeled=False).batch(np.array([0, 1]))
        assert torch.isfinite(loss_of(name, started(name), make_batch(unlabeled=unlabeled)))

    def test_twenty_texts_can_be_learned(self, name):
        """The clean loss at least halves in sixty steps. Words of 7 numbers bear a perturbation of 1."""
        if name in of_methods.known().from_vanilla:
            pytest.skip("has a trained model to begin from; its own tests say what it learns")
        changes = {"epsilon": 1.0} if methods.get(name).PROPERTIES.perturbs == "words" else {}
        batch = make_batch(lengths=(3, 5, 7, 11) * 5, seed=1)
        start = started(name)
        optimizer = torch.optim.Adam(start[0].parameters(), lr=0.01)
        clean = [float(loss_of("vanilla", start, batch).detach())]
        for step in range(60):
            optimizer.zero_grad()
            loss_of(name, start, batch, seed=step, **changes).backward()
            optimizer.step()
        clean.append(float(loss_of("vanilla", start, batch).detach()))
        assert clean[1] < clean[0] / 2
