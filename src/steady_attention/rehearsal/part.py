"""A part of a grid that has everything once: each method with each encoder, each data set, attention, key of
a variant and measure.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from steady_attention.run import plan
from steady_attention.run.grid import SCORED_BY_BASE, Planned
from steady_attention.run.runs import Run
from steady_attention.settings.sections import Profile

Feature = tuple[str, ...]


def features(one: Planned) -> set[Feature]:
    """What a run has that some run of the part must have."""
    run = one.run
    keys = {("variant", run.method, key) for key, _ in run.variant}
    measures = {("measure", measure) for measure in one.measures}
    places = {("method", run.method, run.encoder), ("dataset", run.dataset), ("attention", run.attention)}
    return keys | measures | places


def chosen(planned: Iterable[Planned], from_vanilla: Collection[str]) -> list[Planned]:
    """Of a plan so few runs that each feature is there: of those with most that is new the first, again and
    again; with them the runs that they stand on.
    """
    known = {one.run: one for one in planned}
    waiting = {run: features(one) for run, one in known.items()}
    missing = set().union(*waiting.values())
    taken: dict[Run, None] = {}
    while missing:
        best = max(waiting, key=lambda run: len(waiting[run] & missing))
        for run in standing(best, known, from_vanilla):
            taken[run] = None
            missing -= waiting[run]
    return [known[run] for run in known if run in taken]


def standing(run: Run, known: Mapping[Run, Planned], from_vanilla: Collection[str]) -> Iterator[Run]:
    """A run, the vanilla run that it begins from, and what scores their deletions."""
    yield run
    if run.method in from_vanilla:
        yield from standing(run.vanilla(), known, from_vanilla)
    if SCORED_BY_BASE in known[run].measures:
        yield run.base()


def grid(name: str, profile: Profile, from_vanilla: Collection[str]) -> dict[str, Any]:
    """The content of a grid.yaml with these runs alone, each a block of a suite that asks for it."""
    taken = {one.run for one in chosen(plan.plan(name, profile, from_vanilla), from_vanilla)}
    suites: dict[str, dict[str, Mapping[str, Any]]] = {}
    for suite, blocks in profile.suites.items():
        suites[suite] = {}
        for key, block in blocks.items():
            runs = [run for run in plan.of_block(block) if run in taken]
            suites[suite] |= {
                f"{key}_{number}": _block(run, block.measures) for number, run in enumerate(runs)
            }
    return {"defaults": {}, "suites": suites}


def _block(run: Run, measures: Iterable[str]) -> dict[str, Any]:
    axes = {"datasets": run.dataset, "encoders": run.encoder, "attentions": run.attention}
    axes |= {"methods": run.method, "variants": dict(run.variant), "seeds": run.seed}
    return {key: [value] for key, value in axes.items()} | {"measures": list(measures)}
