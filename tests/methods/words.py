"""Models and batches for the tests of the word methods."""

import torch

from steady_attention.methods.parts import neighbours
from tests.tiny import make_batch, make_model, noise

KINDS = [{}, {"boundaries": True}, {"pair": True}, {"classes": 3, "pair": True, "candidates": True}]
LENGTHS = (3, 13, 3, 7, 5)  # long enough for boundaries


def case(classes=2, pair=False, **kinds):
    """A model (in double precision), a batch, its words embedded."""
    model = make_model(classes=classes, pair=pair, dtype=torch.float64)
    batch = make_batch(LENGTHS, classes=classes, pair=pair, **kinds)
    return model, batch, model.embed(batch, noise()).detach()


def near(model, amount=10):
    """The neighbours of the tiny vocabulary, whose words begin at 4."""
    return neighbours.nearest(model.embedding.weight.detach(), 4, amount)
