"""What the settings of methods come to: whether they fit, and those of the run at hand, with their places."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from steady_attention import methods
from steady_attention.run import hparams
from steady_attention.run.runs import Run
from steady_attention.settings.checks import TUNED
from steady_attention.settings.sections import Params
from steady_attention.settings.suites import PIECED
from steady_attention.store import folders, sections
from steady_attention.store.errors import UserError

SHOWN = ("epochs", "learning_rate", "descent", "batch_size", "weight_decay", "decayed", "word_dropout")
OF_CHECKPOINT = ("embedding", "hidden")  # sizes that BERT has of its own


def check(params: Params, profile: str) -> None:
    """Every method's section, what the profile changes of it for a corpus or for BERT, and `hparams` of the
    method at hand; whether a method begins from a vanilla run where its list says so. Raises UserError that
    names the key by where it stands.
    """
    settings, file = params.at(profile), folders.settings(profile)
    for name in params.methods:
        _section(f"{folders.METHODS}: methods.{name}", params, name, {})
        if hasattr(methods.get(name), "begin") != (name in params.from_vanilla):
            has = "has" if hasattr(methods.get(name), "begin") else "has no"
            raise UserError(f"{folders.METHODS}: from_vanilla: the file of {name} {has} function `begin`")
    for key in TUNED:
        for dataset, changed in getattr(settings, key).items():
            for name, changes in changed.items():
                _section(f"{file}: {key}.{dataset}.{name}", params, name, changes)
    for encoder in PIECED:
        own = settings.of_pieces(encoder)
        for name, changes in (own.methods if own else {}).items():
            _section(f"{file}: {encoder}.methods.{name}", params, name, changes)
    _section("hparams", params, params.method, params.hparams)


def _section(where: str, params: Params, name: str, changes: Mapping[str, Any]) -> None:
    sections.read(where, params.methods[name] | changes, methods.get(name).HParams)


def listing(params: Params, profile: str, run: Run) -> str:
    """A line a place. Raises UserError, by the key, for hparams that do not fit the method."""
    settings, places = params.at(profile), hparams.at_hand(params, profile, run)
    own = settings.of_pieces(run.encoder)
    model = {
        key: "as wide as the vectors" if value is None else value
        for key, value in asdict(settings.model).items()
        if not (own and key in OF_CHECKPOINT)
    }
    lines = [f"{run.method}/{run.name} of the profile {profile}, made with (`hparams` takes precedence)"]
    lines += hparams.lines(places)
    file = folders.settings(profile)
    lines.append(_line(f"{file}: model", model))
    trained = f"{run.encoder}.train" if own else "train"
    lines.append(_line(f"{file}: {trained}", asdict(settings.train_of(run.encoder))))
    method = methods.get(run.method)
    if hasattr(method, "schedule"):
        own = asdict(method.schedule(methods.hparams(run.method, hparams.merged(places))))
        shown = {key: own[key] for key in ("epochs", "learning_rate", "descent", "weight_decay")}
        lines.append(_line(f"in its place, {run.method}'s own", shown))
    if params.unlabeled and not method.PROPERTIES.unlabeled:
        lines.append(
            f"unlabeled: {params.unlabeled}, but {run.method} learns nothing from texts without labels"
        )
    return "\n  ".join(lines)


def taken(params: Params, profile: str, run: Run) -> dict[str, dict[str, Any]]:
    """The values that decide most, as the run was trained with: its method's, and those of training; of a
    method that trains by a schedule of its own, the schedule's.
    """
    values = hparams.merged(hparams.at_hand(params, profile, run))
    train, method = asdict(params.at(profile).train_of(run.encoder)), methods.get(run.method)
    if hasattr(method, "schedule"):
        train |= asdict(method.schedule(methods.hparams(run.method, values)))
    return {"method": values, "training": {key: train[key] for key in SHOWN if key in train}}


def _line(where: str, values: Mapping[str, Any]) -> str:
    return f"{where}: {', '.join(f'{key} {value}' for key, value in values.items())}"
