"""Every measure of every encoder, in the same words as on a GPU (tests/gpu/test_measures.py)."""

import math

import pytest
import torch
from torch import nn

from steady_attention.models.encoders import NAMES as ENCODERS
from steady_attention.models.recurrent import Recurrent
from tests.evaluation.every_measure import MEASURES, measured, subject_of
from tests.models.cudnn import play_cudnn
from tests.tiny import RECURRENT

CPU = torch.device("cpu")


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_under_cudnns_rule(name, encoder, tmp_path, monkeypatch):
    """Gradients of a model in evaluation mode are taken so that cuDNN gives them; all numbers are finite."""
    play_cudnn(monkeypatch)
    subject = subject_of(encoder, tmp_path, CPU, classes=3)
    found = measured(name, subject, tmp_path)
    assert found and all(map(math.isfinite, found.values()))
    assert not subject.model.training


@pytest.mark.parametrize("encoder", RECURRENT)
def test_the_rule_is_played(encoder, tmp_path, monkeypatch):
    """What measures would meet if cells followed the model into evaluation mode."""
    monkeypatch.setattr(Recurrent, "train", nn.Module.train)
    subject = subject_of(encoder, tmp_path, CPU)
    play_cudnn(monkeypatch)
    with pytest.raises(RuntimeError, match="only be called in training mode"):
        measured("adversarial", subject, tmp_path)
    with torch.backends.cudnn.flags(enabled=False):
        measured("adversarial", subject, tmp_path)
