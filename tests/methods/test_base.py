"""Base: the max-pooled classifier, trained by its likelihood."""

import math

import numpy as np
import pytest
import torch

from steady_attention.methods import base
from steady_attention.methods.base import HParams
from steady_attention.models.encoders import NAMES as ENCODERS
from tests.tiny import make_batch, make_model, make_texts, noise


def loss_of(model, batch, seed=0):
    return base.loss(model, batch, HParams(), noise(seed))


def test_the_loss_by_hand():
    """Bias ln 3 and no weights: p(positive) = 3/4 for all, so -ln 3/4 on a positive text, -ln 1/4 else."""
    model, batch = make_model(scorer="max"), make_batch()
    torch.nn.init.zeros_(model.decoder.weight)
    torch.nn.init.constant_(model.decoder.bias, math.log(3.0))
    positive = batch.labels.double().mean().item()
    expected = positive * math.log(4 / 3) + (1 - positive) * math.log(4.0)
    assert 0 < positive < 1 and loss_of(model, batch).item() == pytest.approx(expected)


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("pair", [False, True])
@pytest.mark.parametrize("encoder", ENCODERS)
def test_every_part_learns(encoder, pair, classes):
    """Both encoders, the decoder and the words; never the padding. One text of each side has one word."""
    candidates = classes > 2
    model = make_model(encoder, "max", classes, pair=pair)
    loss_of(model, make_batch(classes=classes, pair=pair, candidates=candidates)).backward()
    for name, parameter in model.named_parameters():
        if "key.bias" in name:
            continue  # self-attention's softmax does not see it
        assert torch.isfinite(parameter.grad).all() and parameter.grad.abs().max() > 0, name
    assert (model.embedding.weight.grad[0] == 0).all()


def test_padding_and_unlabeled_texts_change_no_loss():
    texts, model = make_texts((5, 13)), make_model(scorer="max", dtype=torch.float64)
    alone = [loss_of(model, texts.batch(np.array([row]))) for row in (0, 1)]
    unlabeled = make_texts((3, 11), seed=5, labeled=False).batch(np.array([0, 1]))
    both = loss_of(model, texts.batch(np.array([0, 1]), unlabeled))
    torch.testing.assert_close(both, sum(alone) / 2)
