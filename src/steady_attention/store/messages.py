"""Keys, values and types as errors show them: in one line, printable, and short, whatever they are."""

import reprlib
from collections.abc import Iterable
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import Any

from steady_attention.store.errors import UserError

LONGEST = 80  # characters of a text


class _Short(reprlib.Repr):
    """repr with an end: few entries of a list or mapping, and no more digits than int() takes back."""

    def __init__(self):
        super().__init__()
        self.maxstring = self.maxother = self.maxlong = LONGEST
        self.maxlist = self.maxdict = self.maxtuple = self.maxset = 8
        self.maxlevel = 3

    def repr_int(self, x: int, level: int) -> str:
        """The digits, or how many bits there are."""
        return super().repr_int(x, level) if x.bit_length() < 1000 else f"a number of {x.bit_length()} bits"


def shown(value: Any) -> str:
    """The value, cut off after 200 characters."""
    text = _Short().repr(value)
    return text if len(text) <= 200 else f"{text[:197]}..."


def plain(name: Any) -> str:
    """A name as it is, where that is printable and short."""
    usual = isinstance(name, str) and name and name.isprintable() and len(name) <= LONGEST
    return name if usual else shown(name)


def inside(where: str, key: Any) -> str:
    """The path of a key below `where`, a path or `file: `."""
    return f"{where}{'.' if where and not where.endswith(': ') else ''}{plain(key)}"


def nearest(name: object, valid: Iterable[str]) -> str:
    """`; did you mean ...?` for the valid name nearest to a misspelt one, or nothing."""
    close = get_close_matches(str(name)[:LONGEST], list(valid), n=1) if isinstance(name, str) else ()
    return f"; did you mean {close[0]!r}?" if close else ""


def one_of(where: str, name: object, valid: Iterable[str]) -> None:
    """Raise a UserError unless the name is among the valid ones; the error lists them."""
    valid = list(valid)
    if name not in valid:
        raise UserError(
            f"{where}: {shown(name)} is not one of {', '.join(map(plain, valid))}{nearest(name, valid)}"
        )


def check_made(path: Path, stage: str) -> None:
    """Raise a UserError unless the file is there. stage: what makes it, as `dvc repro` takes it."""
    if not path.is_file():
        raise UserError(f"{path} not found: make it with `dvc repro {stage}`")


def refuse_unknown(where: str, given: Iterable[Any], valid: Iterable[str]) -> None:
    """Raise a UserError for a key that is none of the valid ones; the error lists them."""
    for key in given:
        if key not in valid:
            raise UserError(
                f"{where}: unknown key {shown(key)}{nearest(key, valid)} (known: {', '.join(valid)})"
            )


def wrong(where: str, value: Any, expected: str) -> UserError:
    """The error of a value that is not as expected."""
    if type(value) is int and value.bit_length() > 63:
        expected += ", of at most 64 bits"
    elif type(value) is float and not isfinite(value):
        expected += ", finite"
    return UserError(f"{where}: expected {expected}, got {shown(value)}")
