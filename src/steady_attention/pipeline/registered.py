"""Methods, encoders and measures: each is a file and an entry of names.py; one without the other is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from steady_attention.pipeline import names, sources
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.shown import one_of

NAMES = "src/steady_attention/pipeline/names.py"


@dataclass(frozen=True)
class Kind:
    """Where a kind of thing has its files; mark: what each of them defines; entry: its names in names.py."""

    folder: str
    mark: str
    entry: str


METHOD = Kind("methods", "\nPROPERTIES = ", "METHODS")
KINDS: dict[Any, Kind] = {  # by the type of a key
    names.Encoder: Kind("models/encoders", "\ndef build(", "Encoder"),
    names.Measure: Kind("evaluation", "\ndef measured(", "Measure"),
}


def check(where: str, name: object, valid: Iterable[str], kind: Kind) -> None:
    """Raise a UserError unless the name is among the valid ones and has a file; where it has a file alone,
    the error says in which list it is missing.
    """
    valid = list(valid)
    if isinstance(name, str) and name.isidentifier():
        path = sources.location(f"{sources.PACKAGE}.{kind.folder.replace('/', '.')}.{name}")
        file = f"src/{sources.PACKAGE}/{kind.folder}/{name}.py"
        if name in valid and path is None:
            raise UserError(f"{where}: {kind.entry} in {NAMES} has {name!r}, but there is no {file}")
        if name not in valid and path is not None and kind.mark in path.read_text(encoding="utf-8"):
            raise UserError(f"{where}: {file} is there, but {kind.entry} in {NAMES} lacks {name!r}: add it")
    one_of(where, name, valid)
