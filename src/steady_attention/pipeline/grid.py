"""The runs that a profile's suites ask for, method by method, with the measures that are taken of each.

A file of its own for every method, so that a change of one method's runs makes no other method stale.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from steady_attention.pipeline import folders, runs
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.files import read_json, replacing, write_json
from steady_attention.pipeline.params import Measure, Profile
from steady_attention.pipeline.runs import Run

SCORED_BY_BASE = "deletion"  # the measure that needs the run without attention


@dataclass(frozen=True)
class Planned:
    """A run, and the measures that some suite wants of it."""

    run: Run
    measures: tuple[Measure, ...]


def plan(name: str, profile: Profile, from_vanilla: Iterable[str]) -> list[Planned]:
    """Every run of the profile once, with the measures of all its blocks.

    from_vanilla: methods that begin from a vanilla run. Raises UserError, by the block's key, where a run
    lacks another one that it stands on, and where attention and method do not fit.
    """
    wanted: dict[Run, dict[Measure, None]] = {}
    where: dict[Run, str] = {}
    for suite, blocks in profile.suites.items():
        for key, block in blocks.items():
            for run in runs.of_block(block):
                wanted.setdefault(run, {}).update(dict.fromkeys(block.measures or ()))
                where.setdefault(run, f"profiles.{name}.suites.{suite}.{key}")
    for run, measures in wanted.items():
        if (run.method == "base") != (run.attention == "max"):
            raise UserError(f"{where[run]}: attention `max` is method base's, and its only one")
        if run.method in from_vanilla:
            _there(wanted, where[run], run, run.vanilla(), "begins from it")
        if SCORED_BY_BASE in measures:
            _there(wanted, where[run], run, run.base(), f"is scored by it for the measure {SCORED_BY_BASE}")
    return [Planned(run, tuple(measures)) for run, measures in wanted.items()]


def _there(wanted: Iterable[Run], where: str, run: Run, needed: Run, why: str) -> None:
    if needed not in wanted:
        raise UserError(
            f"{where}: {run.method}/{run.name} {why}, but no block of the profile has the run "
            f"{needed.method}/{needed.name}: add it"
        )


def write(profile: str, planned: Iterable[Planned], methods: Iterable[str]) -> None:
    """data/grid/<profile>/<method>.json of every method, also of one without a run."""
    rows: dict[str, list[dict]] = {method: [] for method in methods}
    for one in planned:
        rows[one.run.method].append(one.run.arguments() | {"measures": list(one.measures)})
    with replacing(folders.grid(profile)) as fresh:
        for method, own in rows.items():
            write_json(fresh / f"{method}.json", own)


def read(profile: str, method: str) -> list[Planned]:
    """A method's runs from its file. Raises UserError where the stage `grid` has not written it."""
    path = folders.grid(profile) / f"{method}.json"
    if not path.is_file():
        raise UserError(f"{path} not found: the stage grid@{profile} writes it")
    rows = [(row.pop("measures"), row) for row in read_json(path)]
    return [Planned(runs.of_arguments(row), tuple(measures)) for measures, row in rows]
