"""Training techniques, one file each: `HParams` and `loss(model, batch, hparams, noise) -> loss`."""

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

from steady_attention.pipeline.schema import one_of, section

NAMES = ("vanilla", "attention_rp", "attention_at", "attention_vat")  # in the row order of the tables


def get(name: str) -> ModuleType:
    """The module methods/<name>.py. Raises UserError on an unknown name, with the known ones."""
    one_of("params.yaml `method`", name, NAMES)
    return import_module(f"{__name__}.{name}")


def hparams(name: str, given: Mapping[str, Any], changes: Mapping[str, Any]) -> Any:
    """A method's section of params.yaml as its HParams, with a variant's changes. Raises UserError by key."""
    return section(f"methods.{name}", dict(given) | dict(changes), get(name).HParams)
