"""Which hparams a run has: they stand in up to seven places, of which a later one overrides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from steady_attention.run.runs import Run
from steady_attention.settings.checks import DEFAULT, TUNED
from steady_attention.settings.sections import Params
from steady_attention.store import folders


@dataclass(frozen=True)
class Place:
    """A section with keys of a method, by its file and path."""

    path: str
    section: Mapping[str, Any]


def places(params: Params, profile: str, run: Run) -> list[Place]:
    """Where the hparams of a run of the grid stand; a later place overrides an earlier one."""
    settings, name = params.at(profile), run.method
    searched = TUNED if dict(run.variant).get("unlabeled") else TUNED[:1]
    of_profile = {
        f"{key}.{corpus}": getattr(settings, key).get(corpus, {})
        for key in searched
        for corpus in (DEFAULT, run.dataset)
    }
    if own := settings.of_pieces(run.encoder):
        of_profile[f"{run.encoder}.methods"] = own.methods
    found = [Place(f"{folders.METHODS}: methods.{name}", params.methods[name])]
    for path, sections in of_profile.items():
        if name in sections:
            found.append(Place(f"{folders.settings(profile)}: {path}.{name}", sections[name]))
    return found


def at_hand(params: Params, profile: str, run: Run) -> list[Place]:
    """The same of the run at hand: the top-level `hparams` override all others."""
    return [*places(params, profile, run), Place("hparams", params.hparams)]


def merged(found: Iterable[Place]) -> dict[str, Any]:
    """Every key with the value that is taken."""
    return {key: value for place in found for key, value in place.section.items()}


def lines(found: Sequence[Place]) -> list[str]:
    """A line for each place: the values that are taken from it, each with those that it overrides."""
    lines = []
    for number, place in enumerate(found):
        later = merged(found[number + 1 :])
        taken = {key: value for key, value in place.section.items() if key not in later}
        values = [f"{key} {value}{_before(key, value, found[:number])}" for key, value in taken.items()]
        if values:
            lines.append(f"{place.path}: {', '.join(values)}")
    return lines


def _before(key: str, value: Any, earlier: Iterable[Place]) -> str:
    """` (not 5.0 of methods.word_at)`, or nothing where no other value was said."""
    others = [
        f"{place.section[key]} of {place.path}"
        for place in earlier
        if key in place.section and place.section[key] != value
    ]
    return f" (not {', '.join(others)})" if others else ""
