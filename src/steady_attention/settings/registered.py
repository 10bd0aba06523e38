"""Methods, encoders and measures: each is a file and an entry of names.py; one without the other is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from steady_attention.settings import names
from steady_attention.store import sources
from steady_attention.store.errors import UserError
from steady_attention.store.messages import one_of, shown

NAMES = "src/steady_attention/settings/names.py"


@dataclass(frozen=True)
class Kind:
    """Where a kind of thing has its files, and which list of names.py has its names."""

    folder: str
    entry: str


METHOD = Kind("methods", "METHODS")
KINDS: dict[Any, Kind] = {  # by the type of a key
    names.Encoder: Kind("models/encoders", "Encoder"),
    names.Measure: Kind("evaluation/measures", "Measure"),
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
        if name not in valid and path is not None:
            known = f"{shown(name)} is not one of {', '.join(valid)}"
            raise UserError(
                f"{where}: {known}; {file} is there: to use it, add it to {kind.entry} in {NAMES}"
            )
    try:
        one_of(where, name, valid)
    except UserError as error:
        folder = f"src/{sources.PACKAGE}/{kind.folder}"
        new = f"a new one is a file in {folder}/ and an entry of {kind.entry} in {NAMES}"
        raise UserError(f"{error}; {new}") from error
