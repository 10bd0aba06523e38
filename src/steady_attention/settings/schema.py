"""Plain data (from YAML) into frozen dataclasses: every key known, present, of its type and within its range.

A field's type says all: `Annotated[float, Range(0.0, None)]`, `Literal["additive", "dot"]`, `tuple[str,
...]`, `dict[str, Block]`, `str | None`, another dataclass; `Any` is a number, a text, true, false or null.
All numbers are finite, whole ones of at most 64 bits, and every text has a UTF-8 form. Errors name the key by
its path, what was expected and, for a misspelt name, the nearest valid one.
"""

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from math import isfinite
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from steady_attention.settings import registered
from steady_attention.settings.registered import KINDS
from steady_attention.store.errors import UserError
from steady_attention.store.messages import UNIONS, expected_of, inside, nearest, one_of, shown, wrong

T = TypeVar("T")
ROOT = "params.yaml"  # the path of the whole
PLAIN = (bool, int, float, str, NoneType)


@dataclass(frozen=True)
class Range:
    """Bounds of a number: `low <= value <= high`, or `low < value` where `open_low`; None is no bound."""

    low: float | None = None
    high: float | None = None
    open_low: bool = False

    def holds(self, value: float) -> bool:
        """Whether the value lies within the bounds."""
        above = self.low is None or (value > self.low if self.open_low else value >= self.low)
        return above and (self.high is None or value <= self.high)

    def __str__(self) -> str:
        low = "" if self.low is None else f"{'more than' if self.open_low else 'at least'} {self.low}"
        high = "" if self.high is None else f"at most {self.high}"
        return " and ".join(part for part in (low, high) if part)


def section(where: str, given: Any, into: type[T]) -> T:
    """The mapping `given`, found at the path `where`, as the dataclass `into`."""
    place = where.removesuffix(": ") or ROOT
    if not isinstance(given, dict):
        raise wrong(place, given, "a mapping")
    hints = get_type_hints(into, include_extras=True)
    refuse_unknown(where, given, hints)
    for field in fields(into):  # type: ignore[arg-type]
        if field.name not in given and field.default is MISSING:
            raise UserError(f"{place}: missing key {field.name!r} ({expected_of(hints[field.name])})")
    return into(**{key: checked(inside(where, key), value, hints[key]) for key, value in given.items()})


def refuse_unknown(where: str, given: Iterable[Any], valid: Iterable[str]) -> None:
    """Raise UserError for a key that is none of the valid ones."""
    for key in given:
        if key not in valid:
            known = f"{nearest(key, valid)} (known: {', '.join(valid)})"
            raise UserError(f"{where.removesuffix(': ') or ROOT}: unknown key {shown(key)}{known}")


def checked(where: str, value: Any, hint: Any) -> Any:
    """The value, found at the path `where`, against its type; tuples and mappings recurse."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated or origin in UNIONS:
        return _bounded(where, value, hint)
    if origin is Literal:
        if hint in KINDS:
            registered.check(where, value, args, KINDS[hint])
        one_of(where, value, args)
        return value
    if origin is tuple:
        if not isinstance(value, list | tuple) or not value:
            raise wrong(where, value, "a list with at least one entry")
        return tuple(checked(f"{where}[{i}]", entry, args[0]) for i, entry in enumerate(value))
    if origin is dict:
        if not isinstance(value, dict):
            raise wrong(where, value, "a mapping")
        names = (text(inside(where, key), key, "a text for a name") for key in value)
        return {key: checked(inside(where, key), value[key], args[1]) for key in names}
    if is_dataclass(hint):
        return section(where, value, hint)
    return _scalar(where, value, hint)


def _bounded(where: str, value: Any, hint: Any) -> Any:
    """A number within its bounds, or one member of a union: a text goes to the Literal, null to None."""
    args = get_args(hint)
    if value is None and NoneType in args:
        return None
    words = [arg for arg in args if get_origin(arg) is Literal]
    if isinstance(value, str) and words:
        return checked(where, value, words[0])
    kinds = [arg for arg in args if arg is not NoneType and arg not in words]
    if all(is_dataclass(kind) for kind in kinds):
        return section(where, value, kinds[0] if len(kinds) == 1 else _form(where, value, kinds))
    kind = kinds[0]
    try:
        value = checked(where, value, kind)
    except UserError:
        raise wrong(where, value, expected_of(hint)) from None
    if get_origin(hint) is Annotated and not args[1].holds(value):
        raise wrong(where, value, expected_of(hint))
    return value


def _form(where: str, value: Any, kinds: list[type]) -> type:
    """Of several dataclasses, the one whose fields are the keys of the mapping."""
    forms = [[field.name for field in fields(kind)] for kind in kinds]
    for kind, names in zip(kinds, forms, strict=True):
        if isinstance(value, dict) and set(value) == set(names):
            return kind
    raise wrong(where, value, f"a mapping with the keys {', or '.join(', '.join(names) for names in forms)}")


def _scalar(where: str, value: Any, hint: type) -> Any:
    """A bool, int, float (an int will do) or str, or any of them; nothing is converted from text."""
    kinds = PLAIN if hint is Any else (float, int) if hint is float else (hint,)
    if type(value) not in kinds:
        quotes = " (in quotes)" if hint is str and isinstance(value, bool | int | float) else ""
        raise wrong(where, value, expected_of(hint) + quotes)
    if isinstance(value, str):
        return text(where, value, expected_of(hint))
    if type(value) is int and value.bit_length() > 63 or type(value) is float and not isfinite(value):
        raise wrong(where, value, expected_of(hint))
    return float(value) if hint is float else value


def text(where: str, value: Any, expected: str) -> str:
    """A text that can be written."""
    if not isinstance(value, str):
        raise wrong(where, value, f"{expected} (in quotes)")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise wrong(where, value, f"{expected} without half a surrogate pair")
    return value
