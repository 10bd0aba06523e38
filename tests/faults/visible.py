"""What a repository shows: its finished items and its outputs, and which of them are not whole."""

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from dvc.schema import COMPILED_LOCKFILE_SCHEMA
from voluptuous import Invalid

from tests.run.scratch import Repository

OUTPUTS = (
    "data/raw",
    "data/processed",
    "data/unlabeled",
    "data/pretrained",
    "data/runs",
    "data/eraser",
    "reports",
)
TIMES = re.compile(r"reports/\w+/(timings/|costs\.md)")  # no output of DVC's: they differ at every run
LOCK, RWLOCK = "dvc.lock", ".dvc/tmp/rwlock"
MEND = {LOCK: "`git restore dvc.lock`", RWLOCK: "delete it (no `dvc` may run)"}
CUT = {name: f"{name} is cut off: {mend}" for name, mend in MEND.items()}
FINGERPRINT = re.compile(r"[0-9a-f]{32}")


def outputs(root: Path) -> dict[str, str]:
    """sha256 of every output of the stages; of hidden (unfinished) names nothing."""
    found = {}
    for path in sorted(path for name in OUTPUTS for path in (root / name).rglob("*")):
        name = str(path.relative_to(root))
        if path.is_file() and "/." not in name and not TIMES.match(name):
            found[name] = _hash(path)
    return found


def differences(found: dict[str, str], expected: dict[str, str]) -> list[str]:
    """The files that are in one only, or differ."""
    names = sorted(found.keys() | expected.keys())
    return [f"{name} differs" for name in names if found.get(name) != expected.get(name)]


def faults(root: Path, expected: dict[str, str], outs: list[str]) -> list[str]:
    """All that is visible and not whole: items, outputs, objects of DVC's cache, DVC's own records.

    expected: the files of an uninterrupted run. outs: the outputs of the stage at hand; each is to be whole
    or absent, and every other output whole.
    """
    found = outputs(root)
    lacking = [name for name in expected if name not in found]
    absent = [out for out in outs if not (root / out).exists()]
    half = [name for name in lacking if not any(_below(name, out) for out in absent)]
    wrong = [name for name, hash_ in found.items() if expected.get(name) != hash_]
    return [
        *(f"the item {name} is not whole" for name in _items(root)),
        *(f"{name} is not there, but others of its output are" for name in half),
        *(f"{name} is not the uninterrupted run's" for name in wrong),
        *(f"the cache's object {name} is not whole" for name in _objects(root)),
        *_cut(root),
    ]


def _below(name: str, out: str) -> bool:
    return name == out or name.startswith(f"{out}/")


def _items(root: Path) -> list[str]:
    """Finished items without record, under another name, or with other content than recorded."""
    wrong = []
    for folder in sorted((root / "data/store").glob("*")):
        if FINGERPRINT.fullmatch(folder.name):
            record = folder / "item.json"
            known = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else {}
            if known.get("fingerprint") != folder.name or known.get("content") != _content(folder):
                wrong.append(folder.name)
    return wrong


def _content(folder: Path) -> str:
    """As store/artifacts.py has it, written anew: a hash over names and bytes of all but the record."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path != folder / "item.json":
            total.update(f"{path.relative_to(folder)} {_hash(path)}\n".encode())
    return total.hexdigest()


def _objects(root: Path) -> list[str]:
    """Objects whose md5 is not their name."""
    wrong = []
    for path in (root / ".dvc/cache/files/md5").glob("??/*"):
        name = f"{path.parent.name}{path.name}".removesuffix(".dir")
        if re.fullmatch(r"[0-9a-f]{32}", name) and hashlib.md5(path.read_bytes()).hexdigest() != name:
            wrong.append(name)
    return wrong


def _cut(root: Path) -> list[str]:
    """What of the files that DVC writes in place is cut off, with what to do: without it, no DVC command
    goes on.
    """
    readers = {LOCK: _lock, RWLOCK: json.loads}
    return [CUT[name] for name, read in readers.items() if not _whole(root / name, read)]


def _lock(text: str) -> Any:
    """What DVC takes it for. A file that is cut off may still be YAML. Raises voluptuous.Invalid."""
    return COMPILED_LOCKFILE_SCHEMA(yaml.safe_load(text))


def _whole(path: Path, read: Callable[[str], Any]) -> bool:
    try:
        return not path.exists() or isinstance(read(path.read_text(encoding="utf-8")), dict)
    except (yaml.YAMLError, Invalid, json.JSONDecodeError):
        return False


def ours(problems: list[str]) -> list[str]:
    """Those that no line of docs/recovery.md mends: DVC writes two files in place, and whether a moment falls
    into that is chance.
    """
    return [problem for problem in problems if problem not in CUT.values()]


def mend(repository: Repository) -> None:
    """Do what the problems of these files say; a rehearsal has no git, there the lock is deleted."""
    cut = _cut(repository.root)
    if CUT[LOCK] in cut:
        if (repository.root / ".git").exists():
            repository.run("git", "restore", LOCK)
        else:
            (repository.root / LOCK).unlink()
    if CUT[RWLOCK] in cut:
        (repository.root / RWLOCK).unlink()


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
