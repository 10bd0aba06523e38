"""A fixed encoder encodes a text once."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from steady_attention.methods.parts.remembered import Remembered, learn, remember
from tests.tiny import HIDDEN, make_model, make_texts, noise

KINDS = [{}, {"pair": True}, {"boundaries": True}, {"encoder": "bert"}]


def counted(model):
    """How many texts its encoder reads, call by call."""
    read, forward = [], model.encoder.forward
    model.encoder.forward = lambda embedded, batch: read.append(len(embedded)) or forward(embedded, batch)
    return read


@torch.no_grad()
def readings(model, batches):
    return [model.read(model.embed(batch, noise()), batch) for batch in batches]


@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize("classes", [2, 3])
def test_what_is_remembered_is_what_it_encodes(kinds, classes):
    """Batches of other texts beside them too; each text is read once, however often it is to be learned."""
    sizes = {key: kinds[key] for key in ("pair", "encoder") if key in kinds}
    model = make_model(classes=classes, **sizes).eval()
    given = {key: kinds[key] for key in ("pair", "boundaries") if key in kinds}
    texts = make_texts((3, 13, 4, 7, 5), classes, **given)
    batches = [texts.batch(np.array(rows)) for rows in ([0, 1, 2], [3, 4], [1, 4], [2, 3, 0])]
    expected = readings(model, batches)
    read = counted(model)
    remember(model.encoder)
    learn(model, texts)
    learn(model, texts)
    for found, one, batch in zip(readings(model, batches), expected, batches, strict=True):
        torch.testing.assert_close(found.attention(), one.attention())
        torch.testing.assert_close(found.logits(), one.logits())
        assert found.scores.shape == batch.mask.shape
    assert read == [5]


def test_texts_that_differ_in_the_other_text_or_in_a_word_are_others():
    model, texts = make_model(pair=True).eval(), make_texts((5, 5), pair=True)
    batch = texts.batch(np.array([0, 1]))
    read = counted(model)
    remember(model.encoder)
    learn(model, texts)
    other = replace(batch, tokens=batch.tokens.flip(0))
    assert torch.equal(other.tokens[0], batch.tokens[1])
    found = readings(model, [batch, other, replace(batch, second=replace(batch.second))])
    assert read == [2, 2] and not torch.allclose(found[0].scores, found[1].scores)


def test_no_more_is_remembered_than_there_is_room_for():
    """Two texts of five words, and room for the states of nine: one is kept, no further one is learned."""
    model, texts = make_model().eval(), make_texts((5, 5, 1))
    model.encoder.forward = Remembered(model.encoder.forward, limit=9 * 2 * HIDDEN)
    batch = texts.batch(np.array([0, 1]))
    (expected,) = readings(model, [batch])
    learn(model, texts.take(np.array([0, 1])))
    learn(model, texts.take(np.array([2])))
    assert len(model.encoder.forward.known) == 1 and model.encoder.forward.full
    (found,) = readings(model, [batch])
    assert torch.equal(found.attention(), expected.attention())


def test_texts_that_are_met_are_not_learned():
    """So what a text's states are never depends on the batches before."""
    model, texts = make_model().eval(), make_texts((5, 3, 7))
    remember(model.encoder)
    readings(model, [texts.batch(np.array([0, 2]))])
    assert not model.encoder.forward.known
