"""A trained model in a folder: weights (safetensors) and the settings that build it again. No pickle."""

from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from steady_attention.models.classifier import Classifier, Pooled, build
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json, write_json

WEIGHTS, LAST, SETTINGS = "weights.safetensors", "last.safetensors", "model.json"  # LAST: the last epoch's
CPU = torch.device("cpu")


def save(folder: Path, weights: dict[str, torch.Tensor], settings: dict[str, Any]) -> None:
    """Write the weights and the keyword arguments of `build` other than `vectors`."""
    save_weights(folder / WEIGHTS, weights)
    write_json(folder / SETTINGS, settings)


def save_weights(path: Path, weights: dict[str, torch.Tensor]) -> None:
    """Write weights alone."""
    save_file({name: tensor.cpu().contiguous() for name, tensor in weights.items()}, path)


def load(folder: Path, name: str = WEIGHTS, device: torch.device = CPU) -> Classifier | Pooled:
    """The model as it was trained, in evaluation mode, on a device; name: the weights' file, another one for
    those of an iteration. Raises UserError for files that are missing, no safetensors and JSON or not of one
    model, and for weights that are not finite.
    """
    weights = _weights(folder / name)
    try:
        model = build(weights["embedding.weight"], **read_json(folder / SETTINGS))
        model.load_state_dict(weights)
    except (OSError, ValueError, TypeError, LookupError, RuntimeError, AttributeError) as error:
        where = f"{folder / name} and {SETTINGS} beside it"
        raise UserError(f"{where} are not of one model ({error}); train the run again") from error
    return model.eval().to(device)


def _weights(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a file, by their names. Raises UserError as `load` does."""
    try:
        weights = load_file(path)
    except (OSError, SafetensorError) as error:
        raise UserError(f"{path}: not readable as safetensors ({error}); train the run again") from error
    for part, tensor in weights.items():
        if not torch.isfinite(tensor).all():
            raise UserError(f"{path}: {part} holds a value that is not finite; train the run again")
    return weights
