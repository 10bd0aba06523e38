"""The sections of conf/ that methods are trained with, checked before any work is done."""

from collections.abc import Mapping
from typing import Any

from steady_attention import methods
from steady_attention.settings.params import Params
from steady_attention.settings.schema import section
from steady_attention.store import folders


def check(params: Params, profile: str) -> None:
    """Every method's section, what the profile changes of it for a corpus or for BERT, and `hparams` of the
    method at hand. Raises UserError that names the key by where it stands.
    """
    settings, file = params.at(profile), folders.settings(profile)
    for name in params.methods:
        _section(f"{folders.METHODS}: methods.{name}", params, name, {})
    for dataset, changed in settings.tuned.items():
        for name, changes in changed.items():
            _section(f"{file}: tuned.{dataset}.{name}", params, name, changes)
    for name, changes in (settings.bert.methods if settings.bert else {}).items():
        _section(f"{file}: bert.methods.{name}", params, name, changes)
    _section("hparams", params, params.method, params.hparams)


def _section(where: str, params: Params, name: str, changes: Mapping[str, Any]) -> None:
    section(where, params.methods[name] | changes, methods.get(name).HParams)
