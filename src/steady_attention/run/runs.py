"""A run is one trained model; a profile's suites name the runs by explicit grids."""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from steady_attention.settings.params import Block, Profile
from steady_attention.store.errors import UserError
from steady_attention.store.messages import shown

Suites = Mapping[str, Mapping[str, Block]]
DEFAULT = "default"  # the name of a variant that changes nothing
SUPERVISED = ("unlabeled", 0)  # is no change


@dataclass(frozen=True, order=True)
class Run:
    """What selects one trained model within a profile."""

    dataset: str
    encoder: str
    attention: str
    method: str
    variant: tuple[tuple[str, Any], ...]  # sorted pairs; what a sweep changes
    seed: int

    @property
    def variant_name(self) -> str:
        """`default`, or the changed values: `epsilon=1.0,unlabeled=2000`."""
        return variant_text(self.variant)

    @property
    def name(self) -> str:
        """The run's folder below its method's."""
        return f"{self.dataset}-{self.encoder}-{self.attention}-{self.variant_name}-{self.seed}"

    def vanilla(self) -> "Run":
        """The vanilla run on the same labeled texts, from which seat and vib begin."""
        return replace(self, method="vanilla", variant=self._data())

    def base(self) -> "Run":
        """The run without attention on the same labeled texts, which scores texts with words left out."""
        return replace(self, method="base", attention="max", variant=self._data())

    def _data(self) -> tuple[tuple[str, Any], ...]:
        return tuple(pair for pair in self.variant if pair[0] == "labeled")

    def arguments(self) -> dict[str, Any]:
        """The run as plain data."""
        return {
            "dataset": self.dataset,
            "encoder": self.encoder,
            "attention": self.attention,
            "method": self.method,
            "variant": dict(self.variant),
            "seed": self.seed,
        }


def variant(changes: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """A variant's changes in their one order."""
    return tuple(sorted(change for change in changes.items() if change != SUPERVISED))


def variant_text(changes: Iterable[tuple[str, Any]]) -> str:
    """A variant's changes, in their one order, as the text that stands in names and tables."""
    return ",".join(f"{key}={value}" for key, value in changes) or DEFAULT


def variant_from(text: str, where: str = "variant") -> dict[str, Any]:
    """The changes that `variant_text` wrote, numbers and truths as such; `unlabeled=0` is no change.

    Raises UserError for another form; where: what has this text, for its message.
    """
    parts = text.split(",") if text not in ("", DEFAULT) else ()
    pairs = [part.partition("=") for part in parts]
    if not all(key and equals and value for key, equals, value in pairs):
        raise UserError(
            f"scores, {where} {text!r}: expected `{DEFAULT}` or key=value pairs joined by commas: "
            "write the scores again with the stage `tables`"
        )
    return dict(variant({key: _typed(value) for key, _, value in pairs}))


def _typed(text: str) -> Any:
    if text in ("True", "False"):
        return text == "True"
    for kind in (int, float):
        with contextlib.suppress(ValueError):
            return kind(text)
    return text


def of_arguments(given: Mapping[str, Any]) -> Run:
    """The run whose arguments these are."""
    return Run(**{**given, "variant": variant(given["variant"])})


def of_block(block: Block) -> list[Run]:
    """Every combination of a block's lists, in the order of the lists."""
    axes = (block.datasets, block.encoders, block.attentions, block.methods, block.variants, block.seeds)
    return [Run(d, e, a, m, variant(v), s) for d, e, a, m, v, s in product(*axes)]


def check_search(where: str, block: Block) -> None:
    """Raise UserError, with its key, for a variant of the suite `search` that changes not exactly one key."""
    for place, changes in enumerate(block.variants):
        if len(variant(changes)) != 1:
            at, got = f"{where}.variants[{place}]", shown(dict(changes))
            raise UserError(f"{at}: expected a value of the one key that is searched, got {got}")


def of_profile(profile: Profile, suite: str | None = None, method: str | None = None) -> list[Run]:
    """The runs of a profile, of one suite or one method only where named; each run once."""
    names = profile.suites if suite is None else {suite: profile.suites[suite]}
    runs = [run for blocks in names.values() for block in blocks.values() for run in of_block(block)]
    return [run for run in dict.fromkeys(runs) if method in (None, run.method)]
