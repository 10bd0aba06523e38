"""A trained model in a folder: weights (safetensors) and the settings that build it again. No pickle."""

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from steady_attention.models.build import build
from steady_attention.models.classifier import Classifier
from steady_attention.models.max_pooling import MaxPooled
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.files import read_json, write_json

WEIGHTS, SETTINGS = "weights.safetensors", "model.json"


def save(folder: Path, weights: dict[str, torch.Tensor], settings: dict[str, Any]) -> None:
    """Write the weights and the keyword arguments of `build` other than `vectors`."""
    save_weights(folder / WEIGHTS, weights)
    write_json(folder / SETTINGS, settings)


def save_weights(path: Path, weights: dict[str, torch.Tensor]) -> None:
    """Write weights alone."""
    save_file({name: tensor.contiguous() for name, tensor in weights.items()}, path)


def load(folder: Path, name: str = WEIGHTS) -> Classifier | MaxPooled:
    """The model as it was trained, in evaluation mode; name: the weights' file, another one for those of an
    iteration. Raises UserError on weights that are not finite.
    """
    weights = load_file(folder / name)
    for part, tensor in weights.items():
        if not torch.isfinite(tensor).all():
            raise UserError(f"{folder / name}: {part} holds a value that is not finite; train the run again")
    model = build(weights["embedding.weight"], **read_json(folder / SETTINGS))
    model.load_state_dict(weights)
    return model.eval()
