"""Items: units of work whose results are kept by fingerprint, computed once and never half-written.

A finished item lives at `data/store/<fingerprint>/`, outside every output of DVC, so DVC may delete and
restore outputs as it likes. Work in progress is at `<fingerprint>.work/` and is renamed when done; one
process at a time holds `<fingerprint>.lock`. A stage's output is then filled with hard links (or copies) of
its items, or is an archive of them.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

from steady_attention.store import archive, provenance, sources
from steady_attention.store.archive import Archived
from steady_attention.store.errors import UserError
from steady_attention.store.files import link_or_copy, read_json, replacing, write_json

RECORD = "item.json"  # in an item's folder: what it is
DIGITS = 32  # hexadecimal ones of a fingerprint
CHECKPOINT = "checkpoint"  # what a task may find again in its work folder begins with this word


@dataclass(frozen=True)
class Demand:
    """What an item asks of a worker: the length of its work, in any unit of its stage; bytes of memory;
    whether a GPU, where there is one.
    """

    work: float
    memory: float
    gpu: bool = False


@dataclass(frozen=True)
class Item:
    """A task with its arguments and inputs: `task` names a module with a function `compute`."""

    name: str  # its folder in the stage's output
    task: str
    arguments: Mapping[str, Any]
    inputs: Mapping[str, Path] = field(default_factory=dict)  # finished items, or files, that it reads
    modules: tuple[str, ...] = ()  # further modules whose code decides the result
    places: Mapping[str, Path] = field(default_factory=dict)  # folders to look in; they decide no result
    how: Mapping[str, Any] = field(default_factory=dict)  # further arguments, which decide no result either
    demand: Demand | None = None  # what it asks of a worker, where that is not estimated (run/demand.py)

    def fingerprint(self) -> str:
        """A hash of all that determines the result: task, arguments, the inputs' contents, the code."""
        known = {
            "task": self.task,
            "arguments": dict(self.arguments),
            "inputs": {name: content_of_input(path) for name, path in self.inputs.items()},
            "code": sources.code((self.task, *self.modules)),
        }
        return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:DIGITS]


def described(folder: Path) -> dict[str, Any]:
    """An item's fingerprint, content and arguments; not its name: runs of one fingerprint may have several,
    and what is written does not depend on which came first. Raises UserError where no finished item is.
    """
    record = folder / RECORD
    if not record.is_file():
        raise UserError(f"{folder} is not there or not finished: run `dvc repro` for the stage that makes it")
    return read_json(record)


def anew(folder: Path) -> str:
    """How to get an item of the store or of a stage's output anew, for an error about a damaged file."""
    if not (folder / RECORD).is_file():
        return f"get {folder} anew"
    stage = {"raw": "download", "processed": "preprocess"}.get(folder.absolute().parts[-3])
    again = f"`dvc repro -f -s {stage}@{folder.parent.name}`" if stage else "the same command again"
    return f"to get it anew, delete data/store/{described(folder)['fingerprint']} and run {again}"


def content_of_input(path: Path) -> str:
    """What an input holds: the content of a finished item, or the sha256 of a file."""
    return _sha256(path) if path.is_file() else described(path)["content"]


def store() -> Path:
    """The item store, in the main repository also within a queued or temporary experiment."""
    return Path(os.environ.get("DVC_ROOT", ".")).resolve() / "data" / "store"


def finished(fingerprint: str) -> Path | None:
    """The finished item's folder, or None."""
    path = store() / fingerprint
    return path if path.is_dir() else None


def folders(done: Iterable[tuple[Item, str]]) -> dict[str, Path]:
    """Where finished items lie in the store, by their names."""
    return {item.name: store() / fingerprint for item, fingerprint in done}


@contextlib.contextmanager
def locked(fingerprint: str) -> Iterator[None]:
    """Hold an item's lock; the kernel frees it when the process ends, however it ends."""
    store().mkdir(parents=True, exist_ok=True)
    with open(store() / f"{fingerprint}.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def produce(item: Item, fingerprint: str, report: Callable[[str], None]) -> Path:
    """The item's folder, computed if it is not there; an interrupted one goes on from its checkpoint."""
    with locked(fingerprint):
        if path := finished(fingerprint):
            return path
        work = store() / f"{fingerprint}.work"
        work.mkdir(exist_ok=True)
        for leftover in work.iterdir():
            if not leftover.name.startswith(CHECKPOINT):
                shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        start = time.monotonic()
        compute, inputs = import_module(item.task).compute, {**item.inputs, **item.places}
        compute(work, inputs, {**item.arguments, **item.how}, report)
        if any(path.is_file() for path in item.inputs.values()) and item.fingerprint() != fingerprint:
            raise UserError("a file changed while it was read; run the same command again")
        for leftover in work.glob(f"{CHECKPOINT}*"):
            leftover.unlink()
        known = {"fingerprint": fingerprint, "arguments": dict(item.arguments)}
        write_json(work / RECORD, known | {"content": content_of(work)})
        write_json(store() / f"{fingerprint}.record.json", provenance.made(time.monotonic() - start))
        os.rename(work, store() / fingerprint)
        return store() / fingerprint


def adopt(output: Path | Archived, name: str, fingerprint: str) -> None:
    """Take an item that a stage's output holds into the store, where that lacks it; not one that `pack` put
    into an archive without all of its files.
    """
    folder = output / name
    record_ = folder / RECORD
    if finished(fingerprint) or not record_.is_file() or read_json(record_)["fingerprint"] != fingerprint:
        return
    if isinstance(folder, Archived) and content_of(folder) != read_json(record_)["content"]:
        return
    with locked(fingerprint), replacing(store() / fingerprint) as fresh:
        if isinstance(folder, Archived):
            folder.unpack(fresh)
        else:
            shutil.copytree(folder, fresh, copy_function=link_or_copy, dirs_exist_ok=True)


def fill(output: Path, items: Iterable[tuple[Item, str]], beside: Mapping[str, Any] | None = None) -> None:
    """Make `output` hold exactly these items, as links into the store; beside: JSON files beside them."""
    with replacing(output) as fresh:
        for name, content in (beside or {}).items():
            write_json(fresh / name, content)
        for item, fingerprint in items:
            shutil.copytree(store() / fingerprint, fresh / item.name, copy_function=link_or_copy)


def pack(
    output: Path,
    items: Iterable[tuple[Item, str]],
    without: Callable[[str, str], bool] = archive.nothing,
) -> None:
    """Make `output` the archive of exactly these items; without: whether a file of an item, by their names,
    is left out.
    """
    archive.write(output, folders(items), without)


def record(fingerprint: str) -> dict[str, Any]:
    """How an item was computed: seconds, versions, machine; empty where that was elsewhere."""
    path = store() / f"{fingerprint}.record.json"
    return read_json(path) if path.is_file() else {}


def content_of(folder: Path | Archived) -> str:
    """What an item holds, for its `item.json`: a sha256 over the names and bytes of all other files."""
    if isinstance(folder, Archived):
        files = folder.names()
    else:
        files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    total = hashlib.sha256()
    for name in sorted(map(PurePosixPath, files)):
        if str(name) != RECORD:
            total.update(f"{name} {_sha256(folder / str(name))}\n".encode())
    return total.hexdigest()


def _sha256(path: Path | Archived) -> str:
    if isinstance(path, Archived):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    with open(path, "rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
