"""What each method declares of itself, against what it does."""

from dataclasses import replace

import pytest
import torch

from steady_attention import methods
from tests.methods.begun import SECTIONS, loss_at, model_of, vanilla_of
from tests.tiny import make_batch, make_model, make_texts, noise

PERTURBING = [name for name in methods.NAMES if methods.get(name).PROPERTIES.perturbs and name != "seat"]


def loss_of(name, model, batch, **changes):
    """The method's loss with its section of params.yaml and these changes."""
    vanilla = vanilla_of(name, model, methods.hparams(name, SECTIONS[name]))
    return loss_at(name, model, vanilla=vanilla, **changes)(model, batch, noise()).detach()


def without_differences(perturbs):
    """A model in which all words have the same score, or the same vector."""
    model = make_model(classes=3, dtype=torch.float64)
    if perturbs == "attention":
        torch.nn.init.zeros_(model.scorer.context.weight)
    else:
        torch.nn.init.ones_(model.embedding.weight)
    return model


def test_table_1():
    """Kitada & Iyatomi 2022, Table 1: attention vulnerability, unlabeled data, model interpretability."""
    printed = {
        "word_at": (False, False, False),
        "word_iat": (False, False, True),
        "word_vat": (False, True, False),
        "word_ivat": (False, True, True),
        "attention_at": (True, False, False),
        "attention_iat": (True, False, True),
        "attention_vat": (True, True, False),
        "attention_ivat": (True, True, True),
    }
    for name, expected in printed.items():
        found = methods.get(name).PROPERTIES
        assert (found.perturbs == "attention", found.unlabeled, found.restricted) == expected, name


@pytest.mark.parametrize("name", methods.NAMES)
def test_the_encoder_runs_once_unless_words_are_perturbed(name):
    model, passes = model_of(name), []
    model.encoder.register_forward_hook(lambda *_: passes.append(1))
    loss_of(name, model, make_batch())
    assert (len(passes) > 1) == (methods.get(name).PROPERTIES.perturbs == "words")


@pytest.mark.parametrize("name", methods.NAMES)
def test_only_a_perturbing_method_has_a_radius(name):
    """And without it the loss is another one."""
    perturbs = methods.get(name).PROPERTIES.perturbs
    (radius,) = {"epsilon", "radius"} & set(SECTIONS[name]) or (None,)
    assert (radius is None) == (perturbs is None)
    if perturbs:
        model, batch = make_model(dtype=torch.float64), make_batch()
        one, other = (loss_of(name, model, batch, **{radius: size}) for size in (0.0, 2.0))
        assert not torch.isclose(one, other, rtol=1e-9)


@pytest.mark.parametrize("name", methods.NAMES)
def test_unlabeled_texts_change_the_loss_where_declared(name):
    model, batch = model_of(name), make_batch()
    unlabeled = make_texts((3, 11), seed=5, labeled=False).batch(torch.arange(2).numpy())
    one, other = (loss_of(name, model, texts) for texts in (batch, replace(batch, unlabeled=unlabeled)))
    assert torch.equal(one, other) != methods.get(name).PROPERTIES.unlabeled


@pytest.mark.parametrize("name", [n for n in PERTURBING if methods.get(n).PROPERTIES.unlabeled])
def test_labels_do_not_enter_the_perturbation_where_unlabeled_texts_do(name):
    """What the perturbation adds to the loss is the same under other labels."""
    model, batch = make_model(dtype=torch.float64), make_batch()
    added = []
    for texts in (batch, replace(batch, labels=1 - batch.labels)):
        added.append(loss_of(name, model, texts) - loss_of(name, model, texts, weight=0.0))
    torch.testing.assert_close(*added)


@pytest.mark.parametrize("name", [n for n in PERTURBING if methods.get(n).PROPERTIES.unlabeled])
def test_the_clean_prediction_is_a_constant_in_the_divergence(name, monkeypatch):
    """No gradient reaches p in KL(p || q); the last one, which is trained on, has one in q."""
    method, given = methods.get(name), []
    original = method.kl_divergence
    monkeypatch.setattr(method, "kl_divergence", lambda p, q: given.append((p, q)) or original(p, q))
    loss_of(name, make_model(), make_batch())
    assert len(given) == 2 and not any(p.requires_grad for p, _ in given) and given[-1][1].requires_grad


@pytest.mark.parametrize("name", PERTURBING)
def test_a_restricted_method_perturbs_nothing_where_words_do_not_differ(name):
    """Equal scores, or equal word vectors, leave no direction between words; any other method has one."""
    properties = methods.get(name).PROPERTIES
    model, batch = without_differences(properties.perturbs), make_batch(classes=3)
    one, other = (loss_of(name, model, batch, epsilon=e) for e in (0.0, 2.0))
    assert torch.isclose(one, other, rtol=1e-12) == properties.restricted
