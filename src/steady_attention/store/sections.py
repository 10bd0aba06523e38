"""Sections of settings as frozen pydantic dataclasses, and what is wrong with one in this project's words.

A field's type says all: `Count`, `Positive`, `Literal["additive", "dot"]`, `Listed[Text]`, `Text | None`,
`dict[Text, Train]`, another section. Nothing is converted, but a whole number where a fraction is expected;
numbers are finite, whole ones of at most 64 bits, and every text has a UTF-8 form. The types `int`, `float`,
`str` and `bool` would convert, so that no section has them (tests/store/test_sections.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.util import find_spec
from math import isfinite
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from steady_attention.store.errors import UserError
from steady_attention.store.messages import inside, one_of, refuse_unknown, wrong

if find_spec("pydantic"):
    from pydantic import (
        AfterValidator,
        ConfigDict,
        Discriminator,
        Field,
        Strict,
        Tag,
        TypeAdapter,
        ValidationError,
    )
    from pydantic.dataclasses import dataclass
    from pydantic.fields import FieldInfo
else:
    from steady_attention.store.no_pydantic import (
        AfterValidator,
        ConfigDict,
        Discriminator,
        Field,
        FieldInfo,
        Strict,
        Tag,
        TypeAdapter,
        ValidationError,
        dataclass,
    )

T = TypeVar("T")
LARGEST = 2**63 - 1
ROOT = "params.yaml"  # the path of the whole
FIRST = ("unexpected_keyword_argument", "invalid_key", "missing")  # errors that are told before others
WORDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text", NoneType: "null"}


def _surrogate(value: Any) -> bool:
    return isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value)


def _plain(value: Any) -> Any:
    """The value, unless no file of ours can hold it; what is wrong with it is told in _told."""
    endless = type(value) is int and value.bit_length() > 63 or type(value) is float and not isfinite(value)
    if type(value) not in WORDS or endless or _surrogate(value):
        raise ValueError
    return value


Text = Annotated[str, Strict(), AfterValidator(_plain)]
Flag = Annotated[bool, Strict()]
Count = Annotated[int, Strict(), Field(ge=1, le=LARGEST)]
Index = Annotated[int, Strict(), Field(ge=0, le=LARGEST)]
NotNegative = Annotated[float, Strict(), Field(ge=0.0, allow_inf_nan=False)]
Positive = Annotated[float, Strict(), Field(gt=0.0, allow_inf_nan=False)]
Share = Annotated[float, Strict(), Field(gt=0.0, le=0.99, allow_inf_nan=False)]  # which leaves some
Listed = Annotated[tuple[T, ...], Field(min_length=1)]
Plain = Annotated[Any, AfterValidator(_plain)]  # a number, a text, true, false or null


@dataclass_transform(frozen_default=True)
def section(cls: type[T]) -> type[T]:
    """The class as a section: a frozen dataclass that is given all its fields, and no others."""
    return dataclass(frozen=True, config=ConfigDict(extra="forbid"))(cls)


def by_keys(*kinds: type) -> tuple[Any, ...]:
    """What chooses among sections: `Annotated[A | B, *by_keys(A, B)]` is the one whose keys a mapping has."""
    keys = {frozenset(field.name for field in fields(kind)): kind.__name__ for kind in kinds}

    def tag(value: Any) -> str | None:
        return keys.get(frozenset(value)) if isinstance(value, dict) else type(value).__name__

    return Annotated[Union[*(Annotated[kind, Tag(kind.__name__)] for kind in kinds)], Discriminator(tag)]


def read(where: str, given: Any, into: type[T]) -> T:
    """The value `given`, found at the path `where`, as a section or another type.

    where: a path of keys, or `file: ` and such a path. Raises UserError that begins with the path of the
    wrong key, and says what was expected and, for a misspelt name, which valid one is nearest.
    """
    try:
        return _adapter(into).validate_python(given)
    except ValidationError as error:
        first = min(error.errors(include_url=False), key=_rank)
        words = str(first["ctx"]["error"]) if first["type"] == "value_error" else ""
        raise _error(where, given, into, first["loc"], words) from None


def _rank(error: Any) -> int:
    of_key = error["loc"][-1:] == ("[key]",)
    return 0 if of_key else FIRST.index(error["type"]) if error["type"] in FIRST else len(FIRST)


@cache
def _adapter(kind: Any) -> TypeAdapter:
    return TypeAdapter(kind)


def _error(where: str, value: Any, hint: Any, place: Sequence[Any], words: str) -> UserError:
    """The error at a place, told by the types that lead there. words: those of a validator, if it has any."""
    for number, key in enumerate(place):
        kind = _bare(hint)
        members = [member for member in _members(kind) if member is not NoneType]
        if tagged := [member for member in members if getattr(_bare(member), "__name__", None) == key]:
            hint = tagged[0]
            continue
        if len(members) > 1:
            break
        kind = _bare(members[0])
        if place[number + 1 :] == ("[key]",):
            key = next(
                (one for one in value if not isinstance(one, str) and (one == key or str(one) == str(key))),
                key,
            )
            return _told(inside(where, key), key, Text, " for a name (in quotes)")
        if is_dataclass(kind):
            hints = _hints(kind)
            refuse_unknown(where.removesuffix(": ") or ROOT, [key], hints)
            if key not in value:
                missing = f"missing key {key!r} ({expected_of(hints[key])})"
                return UserError(f"{where.removesuffix(': ') or ROOT}: {missing}")
            hint = hints[key]
        elif get_origin(kind) in (dict, tuple):
            hint = get_args(kind)[-1 if get_origin(kind) is dict else 0]
        else:
            break
        where = f"{where}[{key}]" if get_origin(kind) is tuple else inside(where, key)
        value = value[key]
    if halves := [key for key in value if _surrogate(key)] if isinstance(value, dict) else []:
        return _told(inside(where, halves[0]), halves[0], Text, " for a name")
    where = where.removesuffix(": ") or ROOT
    return UserError(f"{where}: {words}") if words else _told(where, value, hint)


def _told(where: str, value: Any, hint: Any, of_key: str = "") -> UserError:
    """The error of a value that is not of its type."""
    literals = [kind for kind in map(_bare, _members(_bare(hint))) if get_origin(kind) is Literal]
    if literals and (isinstance(value, str) or len(_members(_bare(hint))) == 1):
        try:
            one_of(where, value, get_args(literals[0]))
        except UserError as error:
            return error
    expected = expected_of(hint) + of_key
    if _surrogate(value):
        expected += " without half a surrogate pair"
    elif get_origin(_bare(hint)) is tuple:
        expected += " with at least one entry"
    elif _bare(hint) is str and not of_key and isinstance(value, bool | int | float):
        expected += " (in quotes)"
    return wrong(where, value, expected)


def _bare(hint: Any) -> Any:
    """A type without what is annotated."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _members(hint: Any) -> tuple[Any, ...]:
    """The types of a union, or the one type."""
    return get_args(hint) if get_origin(hint) in (UnionType, Union) else (hint,)


def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def expected_of(hint: Any) -> str:
    """A type in words."""
    if hint == Plain:
        return "a number, a text, true, false or null"
    kind, members = _bare(hint), _members(_bare(hint))
    if len(members) > 1 and all(is_dataclass(_bare(member)) for member in members):
        keys = (", ".join(field.name for field in fields(_bare(member))) for member in members)
        return f"a mapping with the keys {', or '.join(keys)}"
    if len(members) > 1:
        return " or ".join(map(expected_of, members))
    if get_origin(kind) is Literal:
        return " or ".join(map(repr, get_args(kind)))
    words = WORDS.get(kind, "a list" if get_origin(kind) is tuple else "a mapping")
    bounds = " and ".join(_bounds(hint)) if kind in (int, float) else ""
    return f"{words} {bounds}".strip()


def _bounds(hint: Any) -> Iterator[str]:
    """`at least 1`, of what is annotated; the 64 bits of whole numbers go without saying."""
    for field in get_args(hint)[1:]:
        for bound in field.metadata if isinstance(field, FieldInfo) else ():
            for name, word in (("ge", "at least"), ("gt", "more than"), ("le", "at most")):
                if abs(value := getattr(bound, name, LARGEST)) != LARGEST:
                    yield f"{word} {value}"
