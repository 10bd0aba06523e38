"""Delete what no output of the working tree uses from the item store: `make prune`.

An item is in use when an `item.json` below data/ or reports/, or in an archive there, bears its fingerprint,
or when a process holds its lock. DVC's own cache is left alone.

What an interrupted stage had finished is deleted, too: it is in no output, since DVC removes a stage's
outputs before it runs and the stage fills them at its end. Let it run to its end first, or that is computed
again.
"""

import argparse
import fcntl
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from steady_attention.store import archive, artifacts
from steady_attention.store.files import read_json

FINGERPRINT = re.compile(rf"[0-9a-f]{{{artifacts.DIGITS}}}")
LOCK, HALF = "{}.lock", ".{}.record.json.half"  # half: what a kill leaves of a record
NOTES = ("{}.progress", "{}.half")  # what run/progress.py writes while an item is computed
PARTS = ("{}", "{}.work", "{}.record.json", *NOTES, HALF, LOCK)  # all that the store has of an item


def used() -> set[str]:
    """The fingerprints of all items in the outputs."""
    records = [path for folder in ("data", "reports") for path in Path(folder).rglob(artifacts.RECORD)]
    store = artifacts.store()
    outside = [path for path in records if store not in path.resolve().parents]
    archived = [
        item / artifacts.RECORD
        for path in Path("reports").rglob("*.zip")
        for item in archive.items(path).values()
    ]
    return {read_json(path)["fingerprint"] for path in (*outside, *archived)}


def prune(keep: set[str]) -> list[str]:
    """Delete every other item with all that belongs to it, and half-written records of those to keep; returns
    the fingerprints deleted. What belongs to no item stays.
    """
    store, deleted = artifacts.store(), []
    for fingerprint in sorted(_stored(store)):
        kept = fingerprint in keep
        if kept and not (store / HALF.format(fingerprint)).exists():
            continue
        if _delete(store, fingerprint, (HALF, LOCK) if kept else PARTS) and not kept:
            deleted.append(fingerprint)
    return deleted


def _stored(store: Path) -> set[str]:
    """The fingerprints of which the store has any part."""
    names = {path.name for path in store.glob("*")}
    known = {fingerprint for name in names for fingerprint in FINGERPRINT.findall(name)}
    return {fingerprint for fingerprint in known if names & {part.format(fingerprint) for part in PARTS}}


def _delete(store: Path, fingerprint: str, parts: Iterable[str]) -> bool:
    """Delete these parts of an item; False where a process holds its lock."""
    with open(store / LOCK.format(fingerprint), "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False  # being computed
        for path in (store / part.format(fingerprint) for part in parts):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return True


def size(folder: Path) -> float:
    """MiB of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    before = size(artifacts.store())
    gone, after = prune(used()), size(artifacts.store())
    print(f"{len(gone)} items deleted, {before - after:.1f} MiB freed, {after:.1f} MiB kept")
