"""Training techniques, one file each: `PROPERTIES`, `HParams`, `loss(model, batch, hparams, noise) -> loss`.

A file may also have `prepare(model, texts, hparams)`: what its loss needs of the training texts and of the
weights as they are when an epoch begins. Its loss takes the result as a fifth argument, `prepared`.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

from steady_attention.pipeline.schema import one_of, section

NAMES = ("vanilla", "word_at", "word_iat", "word_vat", "word_ivat", "attention_rp", "attention_at",
         "attention_iat", "attention_vat", "attention_ivat")  # in the row order of the tables  # fmt: skip


def get(name: str) -> ModuleType:
    """The module methods/<name>.py. Raises UserError on an unknown name, with the known ones."""
    one_of("params.yaml `method`", name, NAMES)
    return import_module(f"{__name__}.{name}")


def hparams(name: str, given: Mapping[str, Any], changes: Mapping[str, Any]) -> Any:
    """A method's section of params.yaml as its HParams, with a variant's changes. Raises UserError by key."""
    return section(f"methods.{name}", dict(given) | dict(changes), get(name).HParams)


def epoch_loss(name: str, hparams: Any, model: Any, texts: Any) -> Callable[..., Any]:
    """loss(model, batch, noise) of the epoch that begins now: what the method prepares is prepared here."""
    method = get(name)
    given = {"hparams": hparams}
    if hasattr(method, "prepare"):
        given["prepared"] = method.prepare(model, texts, hparams)
    return lambda model, batch, noise: method.loss(model, batch, noise=noise, **given)
