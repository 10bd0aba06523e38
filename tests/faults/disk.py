"""Full disks and folders that nothing can be written to, made without touching the machine.

A user namespace of its own, where the system gives one (`unshare`), mounts a small tmpfs, or the folder
itself read-only; both are gone with the command.
"""

import shutil
import subprocess
from pathlib import Path

from tests.faults.processes import tried
from tests.run.scratch import Repository

NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
CANNOT = 77  # the status where the mount is refused
Failed = tuple[int, str]  # status and words of a command that is to fail


def mounts() -> bool:
    """Whether this system lets us mount."""
    if shutil.which(NAMESPACE[0]) is None:
        return False
    command = [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(command, capture_output=True).returncode == 0


def full(repository: Repository, folder: str, size: str, *command: str) -> Failed:
    """Run a command while the folder is an empty file system of `size`; what it leaves there is kept."""
    side = repository.root.with_name("side")
    shutil.rmtree(side, ignore_errors=True)
    mount = f"mount -t tmpfs -o size={size} tmpfs {folder} || exit {CANNOT}"
    keep = f"status=$?; cp -a {folder} {side}; exit $status"
    outcome = tried(repository, *NAMESPACE, "sh", "-c", f'{mount}; "$@"; {keep}', "sh", *command)
    shutil.copytree(side, repository.root / folder, dirs_exist_ok=True, symlinks=True)
    return outcome


def limited(repository: Repository, kib: int, *command: str) -> Failed:
    """Run a command of which no file may grow beyond so many KiB: writes fail, as on a full disk."""
    return tried(repository, "bash", "-c", f'ulimit -f {kib} && exec "$@"', "bash", *command)


def read_only(repository: Repository, folder: str, *command: str) -> Failed:
    """Run a command while the folder is mounted read-only."""
    mount = f"mount --bind {folder} {folder} && mount -o remount,bind,ro {folder} || exit {CANNOT}"
    return tried(repository, *NAMESPACE, "sh", "-c", f'{mount}; exec "$@"', "sh", *command)


def in_the_way(repository: Repository, folder: str, *command: str) -> Failed:
    """Run a command while a file lies in the folder's place."""
    path = repository.root / folder
    kept = path.with_name(f"{path.name}.kept")
    path.rename(kept)
    path.write_text("a file\n", encoding="utf-8")
    outcome = tried(repository, *command)
    Path(path).unlink()
    kept.rename(path)
    return outcome
