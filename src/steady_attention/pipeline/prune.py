"""Delete what no output of the working tree uses from the item store: `make prune`.

An item is in use when an `item.json` below data/ or reports/ bears its fingerprint, or when a process holds
its lock. DVC's own cache is left alone.
"""

import argparse
import fcntl
import shutil
from pathlib import Path

from steady_attention.pipeline import artifacts
from steady_attention.pipeline.files import read_json


def used() -> set[str]:
    """The fingerprints of all items in the outputs."""
    records = [path for folder in ("data", "reports") for path in Path(folder).rglob("item.json")]
    store = artifacts.store()
    return {read_json(path)["fingerprint"] for path in records if store not in path.resolve().parents}


def prune(keep: set[str]) -> list[str]:
    """Delete every other item with all that belongs to it; returns the fingerprints deleted."""
    store, deleted = artifacts.store(), []
    for fingerprint in sorted({path.name.split(".")[0] for path in store.glob("*")} - keep):
        with open(store / f"{fingerprint}.lock", "w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # being computed
            for path in store.glob(f"{fingerprint}*"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        deleted.append(fingerprint)
    return deleted


def size(folder: Path) -> float:
    """MiB of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    before = size(artifacts.store())
    gone, after = prune(used()), size(artifacts.store())
    print(f"{len(gone)} items deleted, {before - after:.1f} MiB freed, {after:.1f} MiB kept")
