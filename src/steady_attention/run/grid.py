"""The runs that a profile's suites ask for, each with all its settings and the measures that are taken of it.

Resolved once from conf/<profile>/ into reports/<profile>/grid, which git keeps: a file for every method, so
that only a method whose own runs or settings change is stale, and suites.json for the tables and figures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from steady_attention.run import hparams, runs
from steady_attention.run.runs import Run
from steady_attention.settings.names import Measure
from steady_attention.settings.params import Params, Profile, plain
from steady_attention.settings.schema import one_of
from steady_attention.store import folders
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json, replacing, write_json

SEARCH = "search"  # the suite of which each variant is a value tried
SCORED_BY_BASE = "deletion"  # the measure that needs the run without attention
OF_BASE = ("deletion", "sentiment_words")  # measures of a run without attention: of random words


@dataclass(frozen=True)
class Planned:
    """A run, and the measures that some suite wants of it."""

    run: Run
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Method:
    """A method's runs, with the sections of settings that they are trained (by run) and evaluated with."""

    planned: list[Planned]
    training: dict[Run, dict[str, Any]]
    evaluate: dict[str, Any]


@dataclass(frozen=True)
class Suites:
    """Each suite's runs; the corpora that stand for a paper's data sets; the scores that dev chooses by."""

    runs: dict[str, list[Run]]
    counterparts: dict[str, str]
    selection: str

    def of(self, suite: str) -> list[Run]:
        """A suite's runs. Raises UserError where the profile has no such suite."""
        one_of("suites of the profile", suite, self.runs)
        return self.runs[suite]

    @property
    def every(self) -> list[Run]:
        """The runs of all suites, each once."""
        return list(dict.fromkeys(run for of_suite in self.runs.values() for run in of_suite))


def plan(name: str, profile: Profile, from_vanilla: Iterable[str]) -> list[Planned]:
    """Every run of the profile once, with the measures of all its blocks.

    from_vanilla: methods that begin from a vanilla run. Raises UserError, by the block's key, where a run
    lacks another one that it stands on, where attention and method do not fit, and where a variant of the
    suite `search` changes no key, or several.
    """
    wanted: dict[Run, dict[Measure, None]] = {}
    where: dict[Run, str] = {}
    for suite, blocks in profile.suites.items():
        for key, block in blocks.items():
            at = f"{folders.suites(name)}: suites.{suite}.{key}"
            if suite == SEARCH:
                runs.check_search(at, block)
            for run in runs.of_block(block):
                wanted.setdefault(run, {}).update(dict.fromkeys(block.measures or ()))
                where.setdefault(run, at)
    for run, measures in wanted.items():
        if (run.method == "base") != (run.attention == "max"):
            raise UserError(f"{where[run]}: attention `max` is method base's, and its only one")
        if run.method == "base":
            for measure in measures:
                one_of(f"{where[run]}.measures (method base has no attention)", measure, OF_BASE)
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


def training(
    params: Params, profile: str, run: Run, places: Iterable[hparams.Place] | None = None
) -> dict[str, Any]:
    """The sections that a run is trained with: `model`, `train`, and its method's `hparams`.

    places: where the hparams stand, for a run that is not the grid's.
    """
    settings = params.at(profile)
    places = hparams.places(params, profile, run) if places is None else places
    return {
        "model": plain(settings.model),
        "train": plain(settings.train_of(run.encoder)),
        "hparams": hparams.merged(places),
    }


def write(name: str, params: Params, planned: Iterable[Planned], methods: Iterable[str]) -> None:
    """<method>.json of every method, also of one without a run, and suites.json."""
    profile = params.at(name)
    rows: dict[str, list[dict]] = {method: [] for method in methods}
    for one in planned:
        given = {"measures": list(one.measures), "training": training(params, name, one.run)}
        rows[one.run.method].append(one.run.arguments() | given)
    asked = [
        {"name": suite, "runs": [run.arguments() for run in runs.of_profile(profile, suite)]}
        for suite in profile.suites
    ]
    shared = {"counterparts": profile.counterparts, "selection": profile.selection}
    with replacing(folders.grid(name)) as fresh:
        write_json(fresh / "suites.json", shared | {"suites": asked})
        for method, own in rows.items():
            write_json(fresh / f"{method}.json", {"evaluate": plain(profile.evaluate), "runs": own})


def read(profile: str, method: str) -> Method:
    """A method's runs. Raises UserError where the stage `grid` has not written them."""
    given = _read(profile, method)
    planned, settings = [], {}
    for row in given["runs"]:
        measures, sections = row.pop("measures"), row.pop("training")
        planned.append(Planned(runs.of_arguments(row), tuple(measures)))
        settings[planned[-1].run] = sections
    return Method(planned, settings, given["evaluate"])


def suites(profile: str) -> Suites:
    """What the tables and figures are made of. Raises UserError where the stage `grid` has not written it."""
    given = _read(profile, "suites")
    asked = {one["name"]: list(map(runs.of_arguments, one["runs"])) for one in given["suites"]}
    return Suites(asked, given["counterparts"], given["selection"])


def _read(profile: str, name: str) -> Mapping[str, Any]:
    path = folders.grid(profile) / f"{name}.json"
    if not path.is_file():
        raise UserError(f"{path} not found: the stage grid@{profile} writes it")
    return read_json(path)
