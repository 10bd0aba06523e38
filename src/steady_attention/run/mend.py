"""Mend what a kill of DVC leaves cut off: it writes two of its own files in place. `make repro` begins so.

A file whose guard is held is being written by a DVC at work, and stays as it is.
"""

import fcntl
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from dvc.schema import COMPILED_LOCKFILE_SCHEMA
from voluptuous import Invalid

from steady_attention.store.errors import UserError

LOCK, RWLOCK = Path("dvc.lock"), Path(".dvc/tmp/rwlock")
GUARDS = {LOCK: Path(".dvc/tmp/lock"), RWLOCK: Path(".dvc/tmp/rwlock.lock")}  # DVC holds them by flock


def main() -> list[str]:
    """Mend both files in the current folder; what was done. Raises UserError where no commit has dvc.lock."""
    return [*_mended(LOCK, _lock, _restore), *_mended(RWLOCK, json.loads, _delete)]


def _mended(path: Path, read: Callable[[str], Any], mend: Callable[[], str]) -> list[str]:
    if _whole(path, read):
        return []
    GUARDS[path].parent.mkdir(parents=True, exist_ok=True)
    with open(GUARDS[path], "a", encoding="utf-8") as guard:
        try:
            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return []
        return [] if _whole(path, read) else [f"{path} was cut off by a kill: {mend()}"]


def _whole(path: Path, read: Callable[[str], Any]) -> bool:
    """Whether the file is absent or DVC can read it."""
    try:
        return not path.exists() or isinstance(read(path.read_text(encoding="utf-8")), dict)
    except (ValueError, yaml.YAMLError, Invalid):
        return False


def _lock(text: str) -> Any:
    """A file that is cut off may still be YAML, so it is held to DVC's own schema. It may fit that, too, with
    the stages after the cut lost, so it is to end with a line's end, as DVC writes it; else ValueError.
    """
    if not text.endswith("\n"):
        raise ValueError("it ends within a line")
    return COMPILED_LOCKFILE_SCHEMA(yaml.load(text, yaml.CSafeLoader))


def _restore() -> str:
    done = subprocess.run(["git", "restore", LOCK], capture_output=True, encoding="utf-8")
    if done.returncode:
        raise UserError(
            f"{LOCK} is cut off, and `git restore {LOCK}` says: {done.stderr.strip()}. Delete it: all stages "
            "are asked again then, and every item that was finished is kept"
        )
    return "the committed one is back; stages that ran since are asked again, their finished items are kept"


def _delete() -> str:
    RWLOCK.unlink()
    return "deleted, DVC makes it anew"


if __name__ == "__main__":
    try:
        for line in main():
            print(f"mend: {line}")
    except UserError as error:
        sys.exit(f"mend: {error}")
