"""Two copies of this repository that evaluated each a part of a grid: what one has, put into the archives of
the other. `collect` and the stages behind it then read them as if all had been evaluated here.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from steady_attention.run import grid, items, kept
from steady_attention.run.grid import Method, Planned
from steady_attention.settings import methods
from steady_attention.store import archive, artifacts, folders
from steady_attention.store.archive import Archived
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json, write_json, write_text

NEXT = "dvc repro -s sources grid collect tables figures cross search findings report"
SHOWN = 8  # runs that a message names
STAGES = ("train", "evaluate")  # of the timings


@dataclass(frozen=True)
class Joined:
    """What a method's archive and timings are to hold: the items of both copies; which are new here; and the
    names of declared runs that neither has, and of those of the other copy that are not declared here.
    """

    method: str
    asked: Method
    sources: Mapping[str, Archived]
    timings: Mapping[str, Mapping[str, Any]]
    added: tuple[str, ...]
    missing: tuple[str, ...]
    undeclared: tuple[str, ...]


def join(profile: str, other: Path) -> list[str]:
    """Write the archives, timings and statistics of corpora with the runs that another copy has evaluated;
    what was done, in lines. other: its folder.

    Stopped anywhere, the same call goes on. Raises UserError, and writes nothing, where the other copy has no
    evaluations; an archive is damaged; a run that it has was trained or evaluated with other settings or on
    other texts than are declared here, or one here was; or a run of both has other results there.
    """
    if not (other / folders.evaluation(profile)).is_dir():
        where = other / folders.evaluation(profile)
        raise UserError(f"{where} not found: name the folder of a copy that has evaluated {profile}")
    every = [joined(profile, method, other) for method in methods.known().methods]
    texts = statistics(profile, other, every)
    for path, text in texts.items():
        write_text(path, text)
    for one in every:
        if one.added:
            write(profile, one)
    return told(profile, every)


def joined(profile: str, method: str, other: Path) -> Joined:
    """A method's items of both copies."""
    asked, path = grid.read(profile, method), folders.evaluation(profile) / f"{method}.zip"
    own, others = _items(path), _items(other / path)
    declared = {planned.run.name: planned for planned in asked.planned}
    _check_own(profile, method, asked, own)
    new = [name for name in declared if name in others and name not in own]
    if new:
        _check_new(profile, method, asked, new, others, other)
    _check_shared(method, declared, asked.evaluate, own, others, other)
    return Joined(
        method,
        asked,
        {**own, **{name: others[name] for name in new}},
        _timings(folders.timings(profile) / f"{method}.json", other, new),
        tuple(new),
        tuple(name for name in declared if name not in own and name not in others),
        tuple(name for name in others if name not in declared),
    )


def _items(path: Path) -> Mapping[str, Archived]:
    """The items of an archive. Raises UserError where it is damaged."""
    if path.is_file() and (wrong := archive.damage(path)) is not None:
        raise UserError(f"{path} is damaged ({wrong}): get it anew from git, or from where it was made")
    return archive.items(path)


def _record(folder: Archived) -> Mapping[str, Any]:
    return read_json(folder / artifacts.RECORD)


def _as_planned(planned: Planned, settings: Mapping[str, Any], folder: Archived) -> bool:
    return _record(folder)["arguments"] == json.loads(json.dumps(items.scored(planned, settings)))


def _check_own(profile: str, method: str, asked: Method, own: Mapping[str, Archived]) -> None:
    runs = {planned.run.name: planned for planned in asked.planned}
    old = [name for name in own if name in runs and not _as_planned(runs[name], asked.evaluate, own[name])]
    if old:
        raise UserError(
            f"{method}: {_named(old)}: evaluated here with other settings or measures than conf/{profile}/ "
            f"asks for: `dvc repro -s sources grid` first, then evaluate them anew"
        )


def _check_new(
    profile: str, method: str, asked: Method, new: list[str], others: Mapping[str, Archived], other: Path
) -> None:
    """Whether the other copy trained and evaluated the new runs as is asked for here."""
    there = grid.read(profile, method, other)
    known = {planned.run.name: planned for planned in there.planned}
    wrong = []
    for planned in (planned for planned in asked.planned if planned.run.name in new):
        name, run = planned.run.name, planned.run
        same = known.get(name) == planned and there.training[run] == asked.training[run]
        if not same or not _as_planned(planned, asked.evaluate, others[name]):
            wrong.append(name)
    if wrong:
        raise UserError(
            f"{method}: {_named(wrong)}: trained or evaluated in {other} with other settings or measures "
            f"than conf/{profile}/ has here. A run has the measures of all blocks that name it: keep them in "
            "a part of the grid, and cut their seeds"
        )


def _check_shared(
    method: str,
    declared: Mapping[str, Planned],
    settings: Mapping[str, Any],
    own: Mapping[str, Archived],
    others: Mapping[str, Archived],
    other: Path,
) -> None:
    """Whether both copies have the same results of the runs that both have; one with fewer measures there is
    left as it is here.
    """
    both = [name for name in declared if name in own and name in others]
    both = [name for name in both if _as_planned(declared[name], settings, others[name])]
    records = {name: (_record(own[name]), _record(others[name])) for name in both}
    for key, words in (("fingerprint", "by other code, settings or data"), ("content", "to other numbers")):
        differing = [name for name, (one, two) in records.items() if one[key] != two[key]]
        if differing:
            raise UserError(
                f"{method}: {_named(differing)}: evaluated in {other} {words} than here: bring both copies "
                "to the same commit and data, and run `dvc repro` where they are old"
            )


def statistics(profile: str, other: Path, every: Iterable[Joined]) -> dict[Path, str]:
    """The statistics of the corpora of new runs that this copy lacks, by path. Raises UserError where both
    have some that differ, so that the texts do.
    """
    found = {}
    for one in every:
        for run in (planned.run for planned in one.asked.planned if planned.run.name in one.added):
            path = folders.corpora(profile) / f"{run.dataset}.json"
            if not (other / path).is_file():
                raise UserError(f"{other / path} not found: run `dvc repro -s preprocess` there")
            text = (other / path).read_text(encoding="utf-8")
            if not path.is_file():
                found[path] = text
            elif path.read_text(encoding="utf-8") != text:
                raise UserError(f"{path} and {other / path} differ: the runs there are on other texts")
    return found


def _timings(path: Path, other: Path, new: Iterable[str]) -> dict[str, dict[str, Any]]:
    own, others = (read_json(each) if each.is_file() else {} for each in (path, other / path))
    added = {stage: {name: others.get(stage, {}).get(name, {}) for name in new} for stage in STAGES}
    return {stage: {**own.get(stage, {}), **added[stage]} for stage in STAGES}


def write(profile: str, one: Joined) -> None:
    """A method's timings, then its archive: what is not in that is new again for the next call."""
    write_json(folders.timings(profile) / f"{one.method}.json", one.timings)
    runs = [planned.run for planned in one.asked.planned]
    names, left_out = {run.name for run in runs}, kept.left_out(runs)
    archive.write(
        folders.evaluation(profile) / f"{one.method}.zip",
        one.sources,
        without=lambda run, file: run in names and left_out(run, file),
    )


def told(profile: str, every: Iterable[Joined]) -> list[str]:
    """What was added, what is missing still, what was left, and what to do next."""
    every = list(every)
    amounts = [(one.method, len(one.added)) for one in every if one.added]
    lines = [f"{method}: {amount} run{'s' * (amount > 1)} added" for method, amount in amounts]
    undeclared = [f"{one.method}/{name}" for one in every for name in one.undeclared]
    if undeclared:
        where = folders.suites(profile)
        lines.append(f"left, since {where} did not declare them for the stage grid: {_named(undeclared)}")
    missing = [f"{one.method}/{name}" for one in every for name in one.missing]
    if missing:
        lines.append(f"declared, and in neither copy: {_named(missing)}")
    if not amounts:
        lines.append("nothing to add")
    return [*lines, *([] if missing else [f"next: {NEXT}"])]


def _named(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
