"""What a profile's runs stand on: of the user's corpora and of the ways to draw unlabeled text, those that
some run names. What none names no stage computes; the stage `experiment` prepares its own run's.
"""

from collections.abc import Iterable

from steady_attention.run import runs
from steady_attention.run.runs import Run
from steady_attention.settings.params import Params

HELD_OUT = "held_out"  # half of a pair corpus's training split, in the place of a strategy


def own(params: Params, profile: str) -> tuple[str, ...]:
    """The user's corpora that a run of the profile, or a paper's table by `counterparts`, names."""
    settings = params.at(profile)
    named = {run.dataset for run in runs.of_profile(settings)} | {*settings.counterparts.values()}
    return tuple(name for name in params.corpora if name in named)


def labeled(params: Params, profile: str) -> tuple[str, ...]:
    """The profile's labeled corpora, and the user's that it needs."""
    return (*params.at(profile).corpora, *own(params, profile))


def texts(params: Params, profile: str) -> tuple[str, ...]:
    """The same, and the pool."""
    drawn = params.at(profile).unlabeled
    return (*labeled(params, profile), *([drawn.pool] if drawn else []))


def strategy(run: Run) -> str | None:
    """How the unlabeled texts of a run are drawn; None for a run that takes none."""
    changes = dict(run.variant)
    if "labeled" in changes:
        return HELD_OUT
    return changes.get("selection", "random") if changes.get("unlabeled") else None


def selections(wanted: Iterable[Run]) -> list[tuple[str, str]]:
    """(corpus, strategy) of every way of drawing that some run needs, each once, in the order of the runs."""
    drawn = ((run.dataset, way) for run in wanted if (way := strategy(run)) is not None)
    return list(dict.fromkeys(drawn))
