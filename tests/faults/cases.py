"""Faults other than kills: each is injected, is to be reported well, and is mended by `dvc repro`."""

import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.faults import disk, failing, grids, together, visible
from tests.faults.log import DETAIL, Log
from tests.faults.prepared import Prepared, forget
from tests.faults.processes import tried
from tests.run.scratch import Repository

TRAIN, TABLES = "train@demo-attention_vat", "tables@demo-attention_vat"
Found = tuple[int, list[str]]  # how many files were compared; what was not as it should be


@dataclass(frozen=True)
class Case:
    """A fault: its kind is a row of the report."""

    kind: str
    name: str
    run: Callable[[Prepared, Repository], Found]
    mounts: bool = False  # needs a system that lets us mount


def stopped(
    prepared: Prepared,
    repository: Repository,
    name: str,
    inject: Callable[..., disk.Failed],
    words: Iterable[str],
) -> Found:
    """The stage fails with all these words and leaves nothing half; `dvc repro` then gives the same."""
    stage = prepared.stages[name]
    forget(repository, name, stage, _First())
    status, text = inject(repository, "dvc", "repro", "--single-item", name)
    problems = [f"does not say {word!r}{DETAIL}{text[-300:]}" for word in words if word not in text]
    problems += [] if status else ["does not fail"]
    problems += visible.faults(repository.root, prepared.expected, stage.outs)
    status, text = tried(repository, "dvc", "repro")
    problems += [f"dvc repro fails afterwards{DETAIL}{text[-300:]}"] if status else []
    problems += visible.faults(repository.root, prepared.expected, [])
    return len(prepared.expected), problems


class _First(random.Random):
    """Always the first possibility: of a stage everything is forgotten."""

    def random(self) -> float:
        return 0.0


def full(folder: str, size: str) -> Callable[..., disk.Failed]:
    return lambda repository, *command: disk.full(repository, folder, size, *command)


def limited(kib: int) -> Callable[..., disk.Failed]:
    return lambda repository, *command: disk.limited(repository, kib, *command)


def read_only(folder: str) -> Callable[..., disk.Failed]:
    return lambda repository, *command: disk.read_only(repository, folder, *command)


def in_the_way(folder: str) -> Callable[..., disk.Failed]:
    return lambda repository, *command: disk.in_the_way(repository, folder, *command)


def _stopped(kind: str, name: str, stage: str, inject: Callable, *words: str, mounts: bool = True) -> Case:
    return Case(kind, name, partial(stopped, name=stage, inject=inject, words=words), mounts)


FULL, READ_ONLY = "No space left on device", "Read-only file system"
UNWRITTEN = "a file could not be written"  # the words of an item, whichever library wrote
DISK, LOCKED, TWO, ITEM = "disk full", "output cannot be written", "two at once", "failing item among many"
CASES = (
    _stopped(DISK, "item store, 200 KiB, while training", TRAIN, full("data/store", "200k"), UNWRITTEN),
    _stopped(DISK, "runs, 100 KiB, while a stage fills its output", TRAIN, full("data/runs", "100k"), FULL),
    _stopped(DISK, "tables, 64 KiB", TABLES, full("reports/demo/attention_vat", "64k"), FULL),
    _stopped(DISK, "DVC's cache, 100 KiB", TRAIN, full(".dvc/cache/files", "100k"), FULL),
    _stopped(DISK, "no file beyond 128 KiB", TRAIN, limited(128), UNWRITTEN, mounts=False),
    _stopped(LOCKED, "item store read-only", TRAIN, read_only("data/store"), READ_ONLY, "data/store"),
    _stopped(LOCKED, "runs read-only", TRAIN, read_only("data/runs"), READ_ONLY),
    _stopped(LOCKED, "tables read-only", TABLES, read_only("reports/demo/attention_vat"), READ_ONLY),
    _stopped(
        LOCKED,
        "a file in the item store's place",
        TRAIN,
        in_the_way("data/store"),
        "data/store",
        mounts=False,
    ),
    Case(TWO, "two `dvc repro` in one clone", together.one_clone),
    Case(TWO, "two clones on one item store", together.one_store),
    Case(ITEM, "a corpus whose file is broken, among three", failing.corpus),
    Case(ITEM, "a run that asks for more texts than there are, among three", failing.run),
)


def run(prepared: Prepared, log: Log, scratch: Path) -> None:
    """Every case that the log lacks, each in a copy of its own."""
    allowed = disk.mounts()
    for case in CASES:
        if log.rows(what="case", name=case.name):
            continue
        if case.mounts and not allowed:
            log.add(what="case", kind=case.kind, name=case.name, tried=False)
            print(f"{case.kind}: {case.name}: not tried, this system does not let us mount", flush=True)
            continue
        root = scratch / "case"
        shutil.rmtree(root, ignore_errors=True)
        repository = prepared.reference.copy(root)
        repository.params(grids.jobs(2))
        compared, problems = case.run(prepared, repository)
        log.add(what="case", kind=case.kind, name=case.name, tried=True, compared=compared, problems=problems)
        print(f"{case.kind}: {case.name}: {compared} files compared", *problems, flush=True)
