"""The runs that a profile's suites ask for, each with all its settings and the measures that are taken of it.

Resolved once from conf/<profile>/ into reports/<profile>/grid, which git keeps: a file for every method, so
that only a method whose own runs or settings change is stale, and suites.json for the tables and figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from steady_attention.run import runs
from steady_attention.run.runs import Run
from steady_attention.settings.looks import Look
from steady_attention.store import folders
from steady_attention.store.files import read_json
from steady_attention.store.messages import check_made, one_of

SEARCH = "search"  # the suite of which each variant is a value tried
SCORED_BY_BASE = "deletion"  # the measure that needs the run without attention


@dataclass(frozen=True)
class Planned:
    """A run, and the measures that some suite wants of it.

    same: another method which it equals by mathematics, and as which it is trained and scored; None: none.
    """

    run: Run
    measures: tuple[str, ...]
    same: str | None = None

    @property
    def computed(self) -> Run:
        """The run whose numbers these are."""
        return self.run if self.same is None else replace(self.run, method=self.same)


@dataclass(frozen=True)
class Method:
    """A method's runs, with the sections of settings that they are trained (by run) and evaluated with."""

    planned: list[Planned]
    training: dict[Run, dict[str, Any]]
    evaluate: dict[str, Any]


@dataclass(frozen=True)
class Suites:
    """Each suite's runs; the corpora that stand for a paper's data sets; the scores that dev chooses by; the
    looks at which claims are judged, none: once, at all seeds; notice: what is to be said first.
    """

    runs: dict[str, list[Run]]
    counterparts: dict[str, str]
    selection: str
    looks: tuple[Look, ...] = ()
    notice: str = ""

    def of(self, suite: str) -> list[Run]:
        """A suite's runs. Raises UserError where the profile has no such suite."""
        one_of("suites of the profile", suite, self.runs)
        return self.runs[suite]

    @property
    def every(self) -> list[Run]:
        """The runs of all suites, each once."""
        return list(dict.fromkeys(run for of_suite in self.runs.values() for run in of_suite))


def read(profile: str, method: str, root: Path = Path()) -> Method:
    """A method's runs; root: of the repository. Raises UserError where the stage `grid` has not written
    them.
    """
    given = _read(profile, method, root)
    planned, settings = [], {}
    for row in given["runs"]:
        measures, sections, same = row.pop("measures"), row.pop("training"), row.pop("same", None)
        planned.append(Planned(runs.of_arguments(row), tuple(measures), same))
        settings[planned[-1].run] = sections
    return Method(planned, settings, given["evaluate"])


def suites(profile: str) -> Suites:
    """What the tables and figures are made of. Raises UserError where the stage `grid` has not written it."""
    given = _read(profile, "suites")
    asked = {one["name"]: list(map(runs.of_arguments, one["runs"])) for one in given["suites"]}
    looks = tuple(Look(**one) for one in given.get("looks", ()))
    return Suites(asked, given["counterparts"], given["selection"], looks, given.get("notice", ""))


def _read(profile: str, name: str, root: Path = Path()) -> Mapping[str, Any]:
    path = root / folders.grid(profile) / f"{name}.json"
    check_made(path, f"grid@{profile}")
    return read_json(path)
