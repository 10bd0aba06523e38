"""conf/<profile>/grid.yaml: the suites, whose blocks take what they do not say from defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_type_hints

from steady_attention.settings.names import Attention, Encoder, Measure
from steady_attention.settings.schema import Range, checked, refuse_unknown, text
from steady_attention.store.errors import UserError
from steady_attention.store.messages import expected_of, inside, wrong

Seed = Annotated[int, Range(0)]
DEFAULTS, SUITES = KEYS = ("defaults", "suites")


@dataclass(frozen=True)
class Block:
    """One rectangle of a suite's grid: every combination is a run."""

    datasets: tuple[str, ...]
    encoders: tuple[Encoder, ...]
    attentions: tuple[Attention, ...]
    methods: tuple[str, ...]
    seeds: tuple[Seed, ...]
    variants: tuple[dict[str, Any], ...]
    measures: tuple[Measure, ...]  # taken besides prediction and correlation; may be empty


HINTS = get_type_hints(Block, include_extras=True)


def read(where: str, content: Any) -> dict[str, dict[str, Block]]:
    """The suites' blocks, each whole: what it says itself, the suite's `defaults`, those of the file.

    where: the file. Raises UserError with the key where it stands.
    """
    given = _mapping(where, content)
    refuse_unknown(where, given, KEYS)
    for key in KEYS:
        if key not in given:
            raise UserError(f"{where}missing key {key!r} (a mapping)")
    usual = _part(inside(where, DEFAULTS), given[DEFAULTS])
    place = inside(where, SUITES)
    return {
        name: _suite(inside(place, name), of, usual) for name, of in _mapping(place, given[SUITES]).items()
    }


def _suite(where: str, given: Any, usual: Mapping[str, Any]) -> dict[str, Block]:
    blocks = dict(_mapping(where, given))
    usual = {**usual, **_part(inside(where, DEFAULTS), blocks.pop(DEFAULTS, {}))}
    return {key: _block(inside(where, key), block, usual) for key, block in blocks.items()}


def _block(where: str, given: Any, usual: Mapping[str, Any]) -> Block:
    values = {**usual, **_part(where, given)}
    for key, hint in HINTS.items():
        if key not in values:
            raise UserError(f"{where}: missing key {key!r} ({expected_of(hint)}), which no `defaults` have")
    return Block(**values)


def _part(where: str, given: Any) -> dict[str, Any]:
    """Some of a block's keys, checked."""
    refuse_unknown(where, _mapping(where, given), HINTS)
    return {
        key: () if (key, value) == ("measures", []) else checked(inside(where, key), value, HINTS[key])
        for key, value in given.items()
    }


def _mapping(where: str, given: Any) -> dict[Any, Any]:
    if not isinstance(given, dict):
        raise wrong(where.removesuffix(": "), given, "a mapping")
    for key in given:
        text(inside(where, key), key, "a text for a name")
    return given
