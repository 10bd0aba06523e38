"""Methods that are another one by mathematics, so that both are trained once: equal to the bit, but for the
rounding of iVAT's random start, which with one output decides a sign alone.
"""

from dataclasses import asdict, replace

import pytest
import torch

from steady_attention.settings import methods as of_methods
from steady_attention.store.errors import UserError
from tests.methods.begun import SECTIONS, loss_at, model_of
from tests.tiny import make_batch, make_texts, noise

KNOWN = of_methods.known()


def weights(name, hparams, classes):
    """After thirteen steps, those on unlabeled texts and on texts of one word among them."""
    model = model_of(name, classes=classes)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    unlabeled = make_texts((3, 11, 1), seed=5, labeled=False).batch(torch.arange(3).numpy())
    for step in range(13):
        optimizer.zero_grad()
        batch = make_batch((7, 1, 13, 2), classes=classes, unlabeled=unlabeled, seed=step)
        loss_at(name, model, **hparams)(model, batch, noise(step)).backward()
        optimizer.step()
    return model.state_dict()


@pytest.mark.parametrize(
    ("name", "classes"), [("attention_iat", 2), ("attention_iat", 3), ("attention_ivat", 2)]
)
@pytest.mark.parametrize("epsilon", [0.1, 5.0])
def test_both_train_the_same_weights_to_the_bit(name, classes, epsilon):
    own = SECTIONS[name] | {"epsilon": epsilon}
    computed, hparams = KNOWN.computed_as(name, own)
    assert computed != name and "direction" not in hparams
    one, other = weights(name, own, classes), weights(computed, hparams, classes)
    assert all(torch.equal(tensor, other[key]) for key, tensor in one.items())


@pytest.mark.parametrize("epsilon", [0.1, 5.0])
@pytest.mark.parametrize("name", KNOWN.same)
def test_both_have_the_same_loss_for_three_classes(name, epsilon):
    own = SECTIONS[name] | {"epsilon": epsilon}
    model, batch = model_of(name, classes=3), make_batch((7, 1, 13, 2), classes=3)
    pairs = ((name, own), KNOWN.computed_as(name, own))
    one, other = (loss_at(method, model, **given)(model, batch, noise(3)) for method, given in pairs)
    torch.testing.assert_close(one, other, rtol=1e-6, atol=0)


@pytest.mark.parametrize("direction", ["sentence_sign", "column", "raw", "official"])
@pytest.mark.parametrize("name", KNOWN.same)
def test_another_reading_is_trained_by_itself(name, direction):
    own = SECTIONS[name] | {"direction": direction}
    assert KNOWN.computed_as(name, own) == (name, own)


def test_a_uniform_start_and_a_method_of_its_own_are_trained_by_themselves():
    for name, changes in (("attention_ivat", {"start": "uniform"}), ("vanilla", {})):
        own = SECTIONS[name] | changes
        assert KNOWN.computed_as(name, own) == (name, own)


@pytest.mark.parametrize(
    ("name", "method", "where", "said"),
    [
        ("attention_ait", "attention_at", {}, "same: 'attention_ait' is not one of"),
        ("attention_iat", "attention_ta", {}, "same.attention_iat.method: 'attention_ta' is not one of"),
        ("attention_iat", "attention_at", {"directoin": 1}, "same.attention_iat.where: 'directoin' is not"),
        ("attention_iat", "attention_at", {}, "same.attention_iat: expected the keys of attention_at, epsil"),
    ],
)
def test_a_declaration_that_cannot_be_is_named(name, method, where, said):
    given = replace(KNOWN, same={name: of_methods.Same(method=method, where=where)})
    with pytest.raises(UserError, match=said):
        of_methods.checked(asdict(given))
