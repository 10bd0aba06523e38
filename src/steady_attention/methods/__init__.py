"""Training techniques, one file each: `PROPERTIES`, `HParams`, `loss(model, batch, hparams, noise) -> loss`.

A file may also have
- `prepare(epoch, hparams)`: what its loss needs of an epoch that begins. The loss takes the result as a fifth
  argument, `prepared`.
- `hold(model)`: a method that is trained from random weights puts those there that it holds, and says by
  `requires_grad` what it does not train.
- `begin(model, vanilla, hparams)`: a method that begins from the vanilla run of the same corpus, encoder,
  attention and seed (`from_vanilla` of conf/methods.yaml) puts the weights there, and says by `requires_grad`
  what it trains.
- `schedule(hparams)`: how long such a method is trained, and what dev may choose.
- `monitored(model, texts, hparams, vanilla)`: further numbers of its history, on train and on dev.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

from steady_attention.store import folders, registry, sections
from steady_attention.store.messages import one_of

NAMES = registry.METHODS.names  # a file each; conf/methods.yaml has their order and their settings


def get(name: str) -> ModuleType:
    """The module methods/<name>.py. Raises UserError on an unknown name, with the known ones."""
    one_of("params.yaml `method`", name, NAMES)
    return import_module(f"{__name__}.{name}")


def hparams(name: str, given: Mapping[str, Any]) -> Any:
    """A method's section, with a variant's changes, as its HParams. Raises UserError by key."""
    return sections.read(f"{folders.METHODS}: methods.{name}", dict(given), get(name).HParams)


def epoch_loss(name: str, hparams: Any, epoch: Any) -> Callable[..., Any]:
    """loss(model, batch, noise) of the epoch that begins now: what the method prepares is prepared here."""
    method = get(name)
    given = {"hparams": hparams}
    if hasattr(method, "prepare"):
        given["prepared"] = method.prepare(epoch, hparams)
    return lambda model, batch, noise: method.loss(model, batch, noise=noise, **given)
