"""What became of a rehearsal: a list of what ran, what was replaced and what failed, in Markdown."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from steady_attention.rehearsal import datasets, pretrained
from steady_attention.rehearsal.stage import OUTCOMES
from steady_attention.store import artifacts, folders
from steady_attention.store.files import read_json

PROFILE = "rehearsal"  # its name in the workspace
RAN, FAILED, NOT_RUN = "ran", "failed", "not run"
SHOWN = 600  # characters of an error in the list
NAMED = 20  # of what has no number


@dataclass(frozen=True)
class Stage:
    """A stage of the pipeline: what became of it, its seconds, and what it said where it failed."""

    name: str
    state: str
    seconds: float
    error: str


def stages(root: Path, names: Iterable[str], changed: Iterable[str]) -> list[Stage]:
    """What became of each. names: all, in their order; changed: those that DVC would run now."""
    changed, found = set(changed), []
    for name in names:
        path = root / OUTCOMES / f"{name}.json"
        told = read_json(path) if path.is_file() else {"status": None, "seconds": 0.0, "error": ""}
        state = FAILED if told["status"] else NOT_RUN if name in changed or told["status"] is None else RAN
        found.append(Stage(name, state, told["seconds"], told["error"]))
    return found


def forget_failed(root: Path) -> None:
    """Remove the outcomes of failed stages: those that do not run again have none."""
    for path in (root / OUTCOMES).glob("*.json"):
        if read_json(path)["status"]:
            path.unlink()


def text(
    root: Path,
    profile: str,
    part: bool,
    declared: Mapping[str, Any],
    found: list[Stage],
    lacking: Iterable[str] = (),
) -> str:
    """The list. profile: the one rehearsed; lacking: what full_size.py has to say of it."""
    lacking = list(lacking)
    failed = [stage for stage in found if stage.state != RAN]
    whole = "a part of the profile" if part else "the profile"
    state = f"{len(found) - len(failed)} of {len(found)} stages ran, {len(failed)} did not."
    head = f"# Rehearsal of {whole} {profile}\n\n**{state if failed else f'All {len(found)} stages ran.'}**"
    if lacking:
        head += f" {len(lacking)} of its settings would fail at full size."
    ran = [row for row in (*_runs(root, found), *_files(root)) if row]
    parts = [
        head + " No number here says anything about a method: the sizes are toys.",
        "## Ran\n\n" + table(("what", "how many"), ran),
        "## Replaced\n\n" + table(("what", "by"), _replaced(declared)),
        "## Failed\n\n" + (_failures(failed) or "Nothing."),
        "## Would fail at full size\n\n"
        + ("\n".join(f"- {line}" for line in lacking) or "Nothing that is known."),
        "## Stages\n\n"
        + table(("stage", "", "seconds"), [(one.name, one.state, f"{one.seconds:.1f}") for one in found]),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell for cell in line)} |" for line in lines)


def _failures(stages: list[Stage]) -> str:
    """What the failed ones said last, then those that were not run."""
    texts = []
    for stage in stages:
        if stage.state == FAILED:
            said = stage.error[-SHOWN:].replace("\n", "\n  ")
            texts.append(f"- `{stage.name}`:\n\n  ```text\n  {said}\n  ```")
    if waiting := [f"`{stage.name}`" for stage in stages if stage.state == NOT_RUN]:
        why = "since a stage before them failed, or the rehearsal was stopped"
        texts.append(f"- {len(waiting)} not run, {why}: {', '.join(waiting)}")
    return "\n".join(texts)


def _runs(root: Path, found: list[Stage]) -> list[tuple[str, str]]:
    """Runs that the grid asks for, and those trained and scored, each computed once."""
    rows, asked = [], 0
    grid = root / folders.grid(PROFILE)
    for path in sorted(grid.glob("*.json")):
        asked += len(read_json(path).get("runs", ()))
    rows.append(("runs that the grid asks for", f"{asked:,}"))
    trained = [
        read_json(path)["fingerprint"] for path in (root / "data/runs").glob(f"*/*/*/{artifacts.RECORD}")
    ]
    rows.append(("runs trained", f"{len(trained):,}, of which {len(set(trained)):,} differ"))
    rows.append(("seconds of all stages", f"{sum(stage.seconds for stage in found):,.0f}"))
    return rows


def _files(root: Path) -> list[tuple[str, str]]:
    """Tables, figures and claims, those without any number by their names."""
    reports = root / "reports" / PROFILE
    claims = [row for path in sorted(reports.glob("tables/*/claims.csv")) for row in _read(path)]
    tables = {_named(path): _read(path) for path in sorted(reports.glob("tables/*/table*.csv"))}
    cells = [row for rows in tables.values() for row in rows if row.get("wanted", "1") != "0"]
    figures = {_named(path): _read(path) for path in sorted(reports.glob("figures/*/*.csv"))}
    unmeasured = [name for name, rows in tables.items() if not any(row["mean"] for row in rows)]
    unused = [row["id"] for row in claims if row["cells_used"] in ("", "0")]
    return [
        ("tables", _without(len(tables), unmeasured)),
        (
            "cells of them that have a run",
            f"{len(cells):,}, {sum(not row['mean'] for row in cells):,} undefined",
        ),
        ("figures", _without(len(figures), [name for name, rows in figures.items() if not rows])),
        ("claims", _without(len(claims), unused)),
    ]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _named(path: Path) -> str:
    return f"{path.parent.name} {path.stem}"


def _without(total: int, empty: list[str]) -> str:
    if not empty:
        return f"{total}, all with numbers"
    more = f" and {len(empty) - NAMED} more" if len(empty) > NAMED else ""
    return f"{total}, of which {len(empty)} without a number: {', '.join(empty[:NAMED])}{more}"


def _replaced(declared: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is not the real thing, and what is of it."""
    replaced = declared["replaced"]
    real = [name for name in declared["data_sets"] if name not in replaced["corpora"]]
    some = f"{datasets.TRAIN} training texts"
    rows = [
        (replaced["corpora"], f"generated files in the publisher's format, about {some}"),
        (real, f"{some} of their own files, all of which are read and counted"),
        (replaced["vectors"], "a generated file in the publisher's format, random vectors"),
        (
            replaced["checkpoints"],
            f"a BERT with {pretrained.SIZE}, and a vocabulary of {pretrained.BERT.vocab_size:,} pieces",
        ),
    ]
    return [(", ".join(names), by) for names, by in rows if names]
