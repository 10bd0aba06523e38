"""What the history tells of the attention after an epoch."""

import math

import numpy as np
import pytest

from steady_attention.metrics import correlation
from steady_attention.metrics.divergence import jsd
from steady_attention.models.importance import importance
from steady_attention.models.noise import gaussian
from steady_attention.models.predict import predict
from steady_attention.training.curves import curves
from steady_attention.training.seeds import generator
from tests.methods.begun import model_of
from tests.tiny import make_model, make_texts

LENGTHS = (2, 13, 1, 7, 5, 3, 11)


def test_they_are_the_measures_of_evenly_spaced_texts():
    """Of seven texts three: the first, the middle one, the last."""
    model, dev = make_model(dropout=0.5), make_texts(LENGTHS)
    found = curves(model, dev, predict(model, dev), 3, seed=5)
    texts = dev.take(np.array([0, 3, 6]))
    clean, model = predict(model, texts).attention, model.eval()
    moved = gaussian(model, texts, 0.01, generator(5, "curves")).attention
    pearson = [correlation.pearson(*pair) for pair in zip(clean, importance(model, texts), strict=True)]
    assert found["pearson"] == pytest.approx(np.mean(pearson), abs=1e-5)
    apart = [jsd(*pair) for pair in zip(clean, moved, strict=True)]
    assert found["jsd"] == pytest.approx(np.mean(apart), rel=1e-3)
    shares = [-(a * np.log(a)).sum() / math.log(len(a)) for a in clean]
    assert found["entropy"] == pytest.approx(np.mean(shares), rel=1e-5)


def test_the_model_is_left_as_it_was_and_the_numbers_are_the_same_every_time():
    model, dev = make_model(dropout=0.5), make_texts(LENGTHS)
    model.decoder.requires_grad_(False)
    one, other = (curves(model, dev, predict(model, dev), 100, 5) for _ in range(2))
    assert one == other and model.training
    asking = {name.split(".")[0] for name, p in model.named_parameters() if p.requires_grad}
    assert asking == {"embedding", "encoder", "scorer"}
    assert all(parameter.grad is None for parameter in model.parameters())


def test_uniform_attention_has_no_correlation_and_all_entropy():
    model, dev = model_of("uniform"), make_texts(LENGTHS)
    found = curves(model, dev, predict(model, dev), 5, 0)
    assert found == {"pearson": None, "entropy": pytest.approx(1.0), "jsd": pytest.approx(0.0, abs=1e-12)}


def test_without_attention_there_are_none():
    model, dev = model_of("base"), make_texts(LENGTHS)
    assert curves(model, dev, predict(model, dev), 5, 0) == {}
