"""Plain data (from YAML) into frozen dataclasses: every key known, present, of its type and within its range.

A field's type says all: `Annotated[float, Range(0.0, None)]`, `Literal["additive", "dot"]`, `tuple[str,
...]`,
`dict[str, Block]`, `str | None`, another dataclass. Errors name the key by its path, what was expected and,
for
a misspelt name, the nearest valid one.
"""

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from steady_attention.pipeline.errors import UserError

T = TypeVar("T")
UNIONS = (UnionType, Union)


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


def nearest(name: object, valid: Iterable[str]) -> str:
    """`; did you mean ...?` for the valid name nearest to a misspelt one, or nothing."""
    close = get_close_matches(str(name), list(valid), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def one_of(where: str, name: object, valid: Iterable[str]) -> None:
    """Raise a UserError unless the name is among the valid ones; the error lists them."""
    valid = list(valid)
    if name not in valid:
        raise UserError(f"{where}: {name!r} is not one of {', '.join(valid)}{nearest(name, valid)}")


def section(where: str, given: Any, into: type[T]) -> T:
    """The mapping `given`, found at the path `where`, as the dataclass `into`."""
    if not isinstance(given, dict):
        raise _wrong(where, given, "a mapping")
    hints = get_type_hints(into, include_extras=True)
    for key in given:
        if key not in hints:
            raise UserError(f"{where}: unknown key {key!r}{nearest(key, hints)} (known: {', '.join(hints)})")
    for field in fields(into):  # type: ignore[arg-type]
        if field.name not in given and field.default is MISSING:
            raise UserError(f"{where}: missing key {field.name!r} ({_expected(hints[field.name])})")
    prefix = f"{where}." if where else ""
    return into(**{key: _value(f"{prefix}{key}", value, hints[key]) for key, value in given.items()})


def _value(where: str, value: Any, hint: Any) -> Any:
    """One value against its type; tuples and mappings recurse."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated or origin in UNIONS:
        return _checked(where, value, hint)
    if origin is Literal:
        one_of(where, value, args)
        return value
    if origin is tuple:
        if not isinstance(value, list | tuple) or not value:
            raise _wrong(where, value, "a list with at least one entry")
        return tuple(_value(f"{where}[{i}]", entry, args[0]) for i, entry in enumerate(value))
    if origin is dict:
        if not isinstance(value, dict):
            raise _wrong(where, value, "a mapping")
        return {key: _value(f"{where}.{key}", entry, args[1]) for key, entry in value.items()}
    if is_dataclass(hint):
        return section(where, value, hint)
    return _scalar(where, value, hint)


def _checked(where: str, value: Any, hint: Any) -> Any:
    """A number within its bounds, or one member of a union: a text goes to the Literal, null to None."""
    args = get_args(hint)
    if value is None and NoneType in args:
        return None
    words = [arg for arg in args if get_origin(arg) is Literal]
    if isinstance(value, str) and words:
        return _value(where, value, words[0])
    kinds = [arg for arg in args if arg is not NoneType and arg not in words]
    if all(is_dataclass(kind) for kind in kinds):
        return section(where, value, kinds[0] if len(kinds) == 1 else _form(where, value, kinds))
    kind = kinds[0]
    try:
        value = _value(where, value, kind)
    except UserError:
        raise _wrong(where, value, _expected(hint)) from None
    if get_origin(hint) is Annotated and not args[1].holds(value):
        raise _wrong(where, value, _expected(hint))
    return value


def _form(where: str, value: Any, kinds: list[type]) -> type:
    """Of several dataclasses, the one whose fields are the keys of the mapping."""
    forms = [[field.name for field in fields(kind)] for kind in kinds]
    for kind, names in zip(kinds, forms, strict=True):
        if isinstance(value, dict) and set(value) == set(names):
            return kind
    raise _wrong(where, value, f"a mapping with the keys {', or '.join(', '.join(names) for names in forms)}")


def _scalar(where: str, value: Any, hint: type) -> Any:
    """A bool, int, float (an int will do) or str; nothing is converted from text."""
    if hint is float and type(value) is int:
        return float(value)
    if hint is not Any and type(value) is not hint:
        quotes = " (in quotes)" if hint is str and isinstance(value, bool | int | float) else ""
        raise _wrong(where, value, _expected(hint) + quotes)
    return value


def _expected(hint: Any) -> str:
    """A type in words."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return f"{_expected(args[0])} {args[1]}"
    if origin in UNIONS:
        return " or ".join(_expected(arg) for arg in args)
    if origin is Literal:
        return " or ".join(map(repr, args))
    words = {bool: "true or false", int: "a whole number", float: "a number", str: "a text", NoneType: "null"}
    return words.get(hint, "a list" if origin is tuple else "a mapping")


def _wrong(where: str, value: Any, expected: str) -> UserError:
    return UserError(f"{where}: expected {expected}, got {value!r}")
