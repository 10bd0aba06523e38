"""The settings that the run at hand is made with, and where they stand."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from steady_attention import methods
from steady_attention.run import hparams
from steady_attention.run.runs import Run
from steady_attention.settings.checks import BERT
from steady_attention.settings.params import Params, plain
from steady_attention.store import folders

OF_CHECKPOINT = ("embedding", "hidden")  # sizes that BERT has of its own


def told(params: Params, profile: str, run: Run) -> str:
    """A line a place. Raises UserError, by the key, for hparams that do not fit the method."""
    settings, places = params.at(profile), hparams.at_hand(params, profile, run)
    bert = settings.bert is not None and run.encoder == BERT
    model = {
        key: value for key, value in plain(settings.model).items() if not (bert and key in OF_CHECKPOINT)
    }
    lines = [f"{run.method}/{run.name} of the profile {profile}, made with (`hparams` takes precedence)"]
    lines += hparams.told(places)
    file = folders.settings(profile)
    lines.append(_line(f"{file}: model", model))
    lines.append(_line(f"{file}: {'bert.train' if bert else 'train'}", plain(settings.train_of(run.encoder))))
    method = methods.get(run.method)
    if hasattr(method, "schedule"):
        own = asdict(method.schedule(methods.hparams(run.method, hparams.merged(places), {})))
        shown = {key: own[key] for key in ("epochs", "learning_rate", "weight_decay")}
        lines.append(_line(f"in its place, {run.method}'s own", shown))
    if params.unlabeled and not method.PROPERTIES.unlabeled:
        lines.append(
            f"unlabeled: {params.unlabeled}, but {run.method} learns nothing from texts without labels"
        )
    return "\n  ".join(lines)


def _line(where: str, values: Mapping[str, Any]) -> str:
    return f"{where}: {', '.join(f'{key} {value}' for key, value in values.items())}"
