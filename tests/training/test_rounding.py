"""Devices differ in rounding alone, so how far a result may differ between them follows from how far rounding
moves it: float32 against float64 on the CPU, at the same weights and noise.
"""

import pytest
import torch

from steady_attention import methods
from steady_attention.models.encoders import NAMES as ENCODERS
from tests.methods.begun import SECTIONS, loss_at, model_of, vanilla_of
from tests.methods.draws import draw_alike
from tests.tiny import make_batch

TOLERANCE = 1e-4  # as tests/gpu states it


def gradients_of(name, encoder, dtype, monkeypatch):
    draw_alike(monkeypatch)
    model = model_of(name, encoder=encoder, dtype=dtype)
    vanilla = vanilla_of(name, model, methods.hparams(name, SECTIONS[name]), encoder=encoder)
    if name == "seat":  # it begins where w~ = w, at the kink of |w - w~|: there rounding is the gradient
        with torch.no_grad():
            model.scorer.context.weight += torch.linspace(-0.1, 0.1, model.scorer.context.weight.numel())
    loss = loss_at(name, model, vanilla=vanilla)(model, make_batch(), torch.Generator().manual_seed(0))
    loss.backward()
    monkeypatch.undo()
    return loss.detach(), {n: p.grad for n, p in model.named_parameters() if p.grad is not None}


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("name", methods.NAMES)
def test_rounding_stays_within_the_tolerance(name, encoder, monkeypatch):
    found, exact = (gradients_of(name, encoder, kind, monkeypatch) for kind in (torch.float32, torch.float64))
    torch.testing.assert_close(found[0].double(), exact[0], rtol=TOLERANCE, atol=TOLERANCE)
    for part, gradient in exact[1].items():
        torch.testing.assert_close(found[1][part].double(), gradient, rtol=100 * TOLERANCE, atol=TOLERANCE)
