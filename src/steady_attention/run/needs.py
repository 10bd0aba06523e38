"""What a profile's runs stand on: of the user's corpora and of the ways to draw unlabeled text, those that
some run names. What none names no stage computes; the stage `experiment` prepares its own run's.
"""

from steady_attention.run import plan
from steady_attention.settings.sections import Params


def own_corpora(params: Params, profile: str) -> tuple[str, ...]:
    """The user's corpora that a run of the profile, or a paper's table by `counterparts`, names."""
    settings = params.at(profile)
    named = {run.dataset for run in plan.of_profile(settings)} | {*settings.counterparts.values()}
    return tuple(name for name in params.corpora if name in named)


def labeled(params: Params, profile: str) -> tuple[str, ...]:
    """The profile's labeled corpora, and the user's that it needs."""
    return (*params.at(profile).corpora, *own_corpora(params, profile))


def texts(params: Params, profile: str) -> tuple[str, ...]:
    """The same, and the pools."""
    drawn = params.at(profile).unlabeled
    return (*labeled(params, profile), *([drawn.pool, *drawn.further] if drawn else []))
