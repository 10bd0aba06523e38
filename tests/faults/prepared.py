"""The repositories that faults are injected into, and what an uninterrupted run of them gives."""

import json
import random
import re
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from steady_attention.store import sources
from steady_attention.store.files import read_json, write_json
from tests.faults import grids, visible
from tests.faults.log import Log
from tests.faults.processes import Started, idle, tried
from tests.run.scratch import ROOT, Repository, make

KEPT = ("unlabeled", "bert")  # sections of the profile; pretrain is of the grid


@dataclass(frozen=True)
class Stage:
    """A stage, in seconds after the start of `dvc repro`: end, its process, its first worker (None: none);
    its outputs, its items in the store, and the objects of DVC's cache that are its alone.
    """

    end: float
    process: float
    worker: float | None
    outs: list[str]
    items: list[str]
    objects: list[str]


@dataclass(frozen=True)
class Prepared:
    """reference: ran whole with one job, never touched. work: ran stage by stage with two."""

    reference: Repository
    work: Repository
    expected: dict[str, str]  # sha256 of the reference's outputs
    stages: dict[str, Stage]
    targets: tuple[str, ...]  # what `dvc repro` is given; none: everything


def prepare(scratch: Path, log: Log, *targets: str) -> Prepared:
    """What lies in the scratch folder, or is made there. Stops where that is of other sources than ours."""
    known, repositories = scratch / "known.json", (scratch / "reference", scratch / "work")
    ours = sources.digest(sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "stages").glob("*.py")]))
    if not known.exists():
        for path in repositories:
            shutil.rmtree(path, ignore_errors=True)
        stages = _make(*repositories, log, targets)
        write_json(known, {"sources": ours, "stages": {name: asdict(one) for name, one in stages.items()}})
    told = read_json(known)
    if told["sources"] != ours:
        raise SystemExit(f"{scratch} is of other sources: go on with those, or delete it")
    reference, work = map(Repository, repositories)
    idle(work.root)
    stages = {name: Stage(**one) for name, one in told["stages"].items()}
    return Prepared(reference, work, visible.outputs(reference.root), stages, targets)


def _make(reference: Path, work: Path, log: Log, targets: tuple[str, ...]) -> dict[str, Stage]:
    """Both repositories run to their end; the stages as the second one shows them."""
    whole = make(reference, grids.tiny, *KEPT)
    whole.params(grids.jobs(1))
    print("reference: dvc repro", flush=True)
    status, text = tried(whole, "dvc", "repro", *targets)
    if status:
        raise RuntimeError(f"failed without any fault:\n{text}")
    order = re.findall(r"^Running stage '(.*)'", text, re.MULTILINE)
    pieces, stages = make(work, grids.tiny, *KEPT), {}
    for name in order:
        stages[name] = _measured(pieces, name)
        print(f"work: {name} {stages[name].end:.1f} s", flush=True)
    objects = {name: set(_objects(pieces.root, stages[name].outs)) for name in order}
    for name in order:
        shared = set().union(*(objects[other] for other in order if other != name))
        stages[name].objects.extend(sorted(objects[name] - shared))
    expected, found = visible.outputs(reference), visible.outputs(work)
    log.add(
        what="determinism",
        kind="whole with 1 job, stage by stage with 2",
        compared=len(expected),
        problems=visible.differences(found, expected),
    )
    return stages


def _measured(repository: Repository, name: str) -> Stage:
    """Run a stage for the first time."""
    before = _items(repository)
    started = Started(repository, "dvc", "repro", "--single-item", name)
    seen: dict[str, float] = {}
    while not started.ended():
        for kind, found in started.processes().items():
            if found:
                seen.setdefault(kind, time.monotonic() - started.began)
        time.sleep(0.1)
    if started.status():
        raise RuntimeError(f"{name} failed without any fault:\n{started.text()}")
    outs = [out["path"] for out in entry(repository, name)["outs"]]
    items = sorted(_items(repository) - before)
    end = time.monotonic() - started.began
    return Stage(end, seen["stage"], seen.get("worker"), outs, items, [])


def entry(repository: Repository, name: str) -> dict:
    """A stage's entry in dvc.lock."""
    return yaml.safe_load((repository.root / "dvc.lock").read_text(encoding="utf-8"))["stages"][name]


def _items(repository: Repository) -> set[str]:
    names = (path.name for path in (repository.root / "data/store").glob("*"))
    return {name for name in names if visible.FINGERPRINT.fullmatch(name)}


def _objects(root: Path, outs: list[str]) -> list[str]:
    """The objects of DVC's cache that outputs are made of, folders among them, relative to the cache."""
    stages = yaml.safe_load((root / "dvc.lock").read_text(encoding="utf-8"))["stages"].values()
    found = []
    for out in (out for stage in stages for out in stage["outs"] if out["path"] in outs):
        path = root / ".dvc/cache/files/md5" / out["md5"][:2] / out["md5"][2:]
        if path.exists():
            files = json.loads(path.read_bytes()) if path.suffix == ".dir" else []
            found += [out["md5"], *(file["md5"] for file in files)]
    return [f"{name[:2]}/{name[2:]}" for name in found]


def forget(repository: Repository, name: str, stage: Stage, random: random.Random) -> None:
    """Give a stage its work back: its lock entry, items and cached objects go, of the outputs and of
    unfinished work sometimes what was there.
    """
    root = repository.root
    content = yaml.safe_load((root / "dvc.lock").read_text(encoding="utf-8"))
    content["stages"].pop(name, None)
    (root / "dvc.lock").write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    shutil.rmtree(root / ".dvc/cache/runs", ignore_errors=True)
    for item in (root / "data/store" / item for item in stage.items):
        shutil.rmtree(item, ignore_errors=True)
        if random.random() < 0.5:
            shutil.rmtree(item.with_name(f"{item.name}.work"), ignore_errors=True)
    for object_ in stage.objects:
        (root / ".dvc/cache/files/md5" / object_).unlink(missing_ok=True)
    if random.random() < 0.5:
        for out in (root / out for out in stage.outs):
            shutil.rmtree(out) if out.is_dir() else out.unlink(missing_ok=True)
