"""A trained model in a folder: weights (safetensors) and the settings that build it again. No pickle."""

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from steady_attention.models.classifier import Classifier
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.files import read_json, write_json

WEIGHTS, SETTINGS = "weights.safetensors", "model.json"


def save(folder: Path, weights: dict[str, torch.Tensor], settings: dict[str, Any]) -> None:
    """Write the weights and the keyword arguments of Classifier other than `vectors`."""
    save_file({name: tensor.contiguous() for name, tensor in weights.items()}, folder / WEIGHTS)
    write_json(folder / SETTINGS, settings)


def load(folder: Path) -> Classifier:
    """The model as it was trained, in evaluation mode. Raises UserError on weights that are not finite."""
    weights = load_file(folder / WEIGHTS)
    for name, tensor in weights.items():
        if not torch.isfinite(tensor).all():
            raise UserError(
                f"{folder / WEIGHTS}: {name} holds a value that is not finite; train the run again"
            )
    model = Classifier(weights["embedding.weight"], **read_json(folder / SETTINGS))
    model.load_state_dict(weights)
    return model.eval()
