"""Two copies of this repository that evaluated each a part of a grid: what one has, put into the archives of
the other. `collect` and the stages behind it then read them as if all had been evaluated here.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from steady_attention.run import grid, items, kept
from steady_attention.run.grid import Planned
from steady_attention.settings import methods
from steady_attention.store import archive, artifacts, folders
from steady_attention.store.archive import Archived
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json, write_json

NEXT = "dvc repro -s sources grid collect tables figures cross search findings report"
SHOWN = 8  # runs that a message names


@dataclass(frozen=True)
class Joined:
    """What a method's archive is to hold: the items of both copies; which of them are new here; and the names
    of the declared runs that neither has, and of those of the other copy that are not declared here.
    """

    method: str
    sources: Mapping[str, Archived]
    added: tuple[str, ...]
    missing: tuple[str, ...]
    undeclared: tuple[str, ...]


def join(profile: str, other: Path) -> list[str]:
    """Write the archives and timings with the runs that another copy has evaluated; what was done, in lines.
    other: its folder.

    Raises UserError, and writes nothing, where the other copy has no evaluations, an archive is damaged, or a
    run was evaluated with other settings, other measures or, being in both copies, by other code.
    """
    theirs = other / folders.evaluation(profile)
    if not theirs.is_dir():
        raise UserError(f"{theirs} not found: name the folder of a copy that has evaluated {profile}")
    every = [joined(profile, method, theirs) for method in methods.known().methods]
    for one in every:
        if one.added:
            write(profile, one, other)
    return told(profile, every)


def joined(profile: str, method: str, theirs: Path) -> Joined:
    """A method's items of both copies."""
    asked = grid.read(profile, method)
    own = _items(folders.evaluation(profile) / f"{method}.zip")
    others = _items(theirs / f"{method}.zip")
    declared = {planned.run.name: planned for planned in asked.planned}
    new = [name for name in declared if name in others and name not in own]
    wrong = [name for name in new if not _as_planned(declared[name], asked.evaluate, others[name])]
    if wrong:
        raise UserError(
            f"{method}: {_named(wrong)}: evaluated in {theirs} with other settings or measures than "
            f"conf/{profile}/ has here: give both copies the same, and run `dvc repro` there"
        )
    differing = [name for name in own.keys() & others.keys() if _print(own[name]) != _print(others[name])]
    if differing:
        raise UserError(
            f"{method}: {_named(sorted(differing))}: in both copies with different results: bring both to "
            "the same commit and the same data, and run `dvc repro` where they are old"
        )
    return Joined(
        method,
        {**own, **{name: others[name] for name in new}},
        tuple(new),
        tuple(name for name in declared if name not in own and name not in others),
        tuple(name for name in others if name not in declared),
    )


def _items(path: Path) -> Mapping[str, Archived]:
    """The items of an archive. Raises UserError where it is damaged."""
    if path.is_file() and archive.intact(path) is None:
        raise UserError(f"{path} is damaged: {archive.again(path)}")
    return archive.items(path)


def _print(folder: Archived) -> str:
    return read_json(folder / artifacts.RECORD)["fingerprint"]


def _as_planned(planned: Planned, settings: Mapping, folder: Archived) -> bool:
    wanted = json.loads(json.dumps(items.scored(planned, settings)))
    return read_json(folder / artifacts.RECORD)["arguments"] == wanted


def write(profile: str, one: Joined, other: Path) -> None:
    """A method's archive, as the stage evaluate writes it of all its items, and its timings."""
    runs = [planned.run for planned in grid.read(profile, one.method).planned]
    archive.write(folders.evaluation(profile) / f"{one.method}.zip", one.sources, kept.left_out(runs))
    path = folders.timings(profile) / f"{one.method}.json"
    own, others = (_timings(each) for each in (path, other / path))
    stages = {
        stage: {**own.get(stage, {}), **{name: others.get(stage, {}).get(name, {}) for name in one.added}}
        for stage in ("train", "evaluate")
    }
    write_json(path, stages)


def _timings(path: Path) -> Mapping[str, Mapping]:
    return read_json(path) if path.is_file() else {}


def told(profile: str, every: Iterable[Joined]) -> list[str]:
    """What was added, what is missing still, what was left, and what to do next."""
    every = list(every)
    lines = [
        f"{one.method}: {len(one.added)} run{'s' if len(one.added) > 1 else ''} added"
        for one in every
        if one.added
    ]
    undeclared = [f"{one.method}/{name}" for one in every for name in one.undeclared]
    if undeclared:
        where = folders.suites(profile)
        lines.append(f"left, since {where} does not declare them: {_named(undeclared)}")
    missing = [f"{one.method}/{name}" for one in every for name in one.missing]
    if missing:
        lines.append(f"declared, and in neither copy: {_named(missing)}")
    if not any(one.added for one in every):
        return [*lines, "nothing to add"]
    return [*lines, *([] if missing else [f"next: {NEXT}"])]


def _named(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
