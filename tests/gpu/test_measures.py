"""Every measure on a GPU gives what it gives on a CPU, up to rounding: `pytest -m gpu` where there is one."""

import pytest
import torch

from steady_attention.models.encoders import NAMES as ENCODERS
from tests.evaluation.every_measure import MEASURES, measured, subject_of

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="torch finds no GPU here"),
]
TOLERANCE = 1e-3  # relative and absolute; a search ends within a hundredth of the smallest norm
SEARCHED = 0.02


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("name", MEASURES)
def test_measures_agree(name, encoder, classes, tmp_path):
    found = []
    for device in ("cpu", "cuda"):
        folder = tmp_path / device
        folder.mkdir()
        subject = subject_of(encoder, folder, torch.device(device), classes)
        found.append(measured(name, subject, folder))
    tolerance = SEARCHED if name == "sensitivity" else TOLERANCE
    assert found[0] and found[1] == pytest.approx(found[0], rel=tolerance, abs=tolerance)
