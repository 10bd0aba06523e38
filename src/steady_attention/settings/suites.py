"""conf/<profile>/grid.yaml: the suites, whose blocks take what they do not say from defaults."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import AfterValidator

from steady_attention.store import registry, sections
from steady_attention.store.errors import UserError
from steady_attention.store.messages import inside, refuse_unknown
from steady_attention.store.sections import Index, Listed, Plain, Text, expected_of, section

Encoder = Annotated[Text, AfterValidator(registry.ENCODERS.check)]
BERT, AUTO = "bert", "auto"
PIECED = (BERT, AUTO)  # the encoders over word pieces, which have sections of their own
Attention = Literal["additive", "dot", "max"]  # max: no attention, the states are pooled (method base)
Measure = Annotated[Text, AfterValidator(registry.MEASURES.check)]
DEFAULTS = "defaults"
Check = Callable[[str, Mapping[str, Any]], None]


@section
class Block:
    """One rectangle of a suite's grid: every combination is a run."""

    datasets: Listed[Text]
    encoders: Listed[Encoder]
    attentions: Listed[Attention]
    methods: Listed[Text]
    seeds: Listed[Index]
    variants: Listed[dict[Text, Plain]]
    measures: tuple[Measure, ...]  # taken besides prediction and correlation; may be empty


@section
class _Grid:
    """The file; a suite's `defaults` are no block of it."""

    defaults: dict[Text, Any]
    suites: dict[Text, dict[Text, dict[Text, Any]]]


HINTS = get_type_hints(Block, include_extras=True)


def read(where: str, content: Any, check: Check) -> dict[str, dict[str, Block]]:
    """The suites' blocks, each whole: what it says itself, the suite's `defaults`, those of the file.

    where: the file. check: of the values that stand at a path, for errors that types do not show. Raises
    UserError with the key where it stands.
    """
    grid = sections.read(where, content, _Grid)
    usual = _part(inside(where, DEFAULTS), grid.defaults, check)
    suites = {}
    for name, given in grid.suites.items():
        place = inside(f"{where}suites", name)
        own = {**usual, **_part(inside(place, DEFAULTS), given.get(DEFAULTS, {}), check)}
        keys = [key for key in given if key != DEFAULTS]
        suites[name] = {key: _block(inside(place, key), given[key], own, check) for key in keys}
    return suites


def _block(where: str, given: Mapping[str, Any], usual: Mapping[str, Any], check: Check) -> Block:
    values = {**usual, **_part(where, given, check)}
    for key, hint in HINTS.items():
        if key not in values:
            raise UserError(f"{where}: missing key {key!r} ({expected_of(hint)}), which no `defaults` have")
    return Block(**values)


def _part(where: str, given: Mapping[str, Any], check: Check) -> dict[str, Any]:
    """Some of a block's keys, checked."""
    refuse_unknown(where, given, HINTS)
    values = {key: sections.read(inside(where, key), value, HINTS[key]) for key, value in given.items()}
    check(where, values)
    return values
