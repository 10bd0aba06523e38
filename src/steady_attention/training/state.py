"""What is known after some epochs, and the checkpoint from which training goes on with equal bits."""

import math
import os
from dataclasses import dataclass, field
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch
from torch import Tensor

from steady_attention.methods.parts.epoch import Schedule
from steady_attention.models.classifier import Classifier
from steady_attention.store.errors import UserError


@dataclass
class State:
    """What is known after some epochs: history, the best epoch and its weights."""

    history: list[dict[str, Any]] = field(default_factory=list)
    best_score: float = -math.inf
    best_epoch: int = 0
    best_weights: dict[str, Tensor] = field(default_factory=dict)

    @property
    def epochs(self) -> int:
        """How many are done; the history begins with a record of the start."""
        return len(self.history) - 1

    def finished(self, schedule: Schedule) -> bool:
        """Whether all epochs are done, or none was better than the best for `patience` epochs."""
        if not self.history:
            return False
        patience = schedule.epochs if schedule.patience is None else schedule.patience
        return self.epochs >= min(schedule.epochs, self.best_epoch + patience)

    def choose(self, model: Classifier, score: float, epoch: int) -> None:
        """Keep the weights of the best dev score so far, the first one of equal ones."""
        if score > self.best_score:
            self.best_score, self.best_epoch = score, epoch
            self.best_weights = {name: tensor.clone() for name, tensor in model.state_dict().items()}


def kept(checkpoint: Path, number: int) -> Path:
    """Where the weights of a choice wait, 0 for those of the start, until the run is done."""
    return checkpoint.with_name(f"{checkpoint.stem}-iteration{number}.safetensors")


def save(path: Path, model: Classifier, optimizer: torch.optim.Optimizer, state: State) -> None:
    """All that the next epoch depends on; generators are made anew from the seed and the epoch's number."""
    half = path.with_name(f"{path.name}.half")
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "state": vars(state)}, half)
    os.replace(half, path)


def resume(path: Path, model: Classifier, optimizer: torch.optim.Optimizer) -> State:
    """Put model and optimizer back to where the checkpoint was written. What is no tensor or plain data is
    refused: no pickled object is ever made. Raises UserError on a damaged file.
    """
    try:
        saved = torch.load(path, weights_only=True, map_location=model.device)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        return State(**saved["state"])
    except (OSError, RuntimeError, LookupError, TypeError, ValueError, EOFError, UnpicklingError) as error:
        raise UserError(f"{path} cannot be read ({error}): delete it, and the run begins anew") from error
