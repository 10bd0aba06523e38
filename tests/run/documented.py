"""The commands of README and docs/, as they are written, and a repository in which they run."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.run.scratch import ROOT, Repository, environment

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^ *```(?:sh|bash)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
SSH = """#!/bin/bash
# Plays a host: the command runs in a folder of its own.
cd "$(dirname "$0")/host" && bash -c "$2"
"""


def commands(text: str) -> list[str]:
    """The commands of a page's blocks of `sh`, without comments; a backslash joins lines."""
    lines = "".join(BLOCK.findall(text)).replace("\\\n", " ").splitlines()
    return [command for line in lines if (command := re.sub(r"(^|\s{2,})#.*", "", line).strip())]


def every() -> dict[str, list[str]]:
    """The pages of each command."""
    found: dict[str, list[str]] = {}
    for page in PAGES:
        for command in commands(page.read_text(encoding="utf-8")):
            found.setdefault(command, []).append(page.name)
    return found


def installed(repository: Repository) -> Path:
    """Give the repository a .venv as `make install` leaves it, which is this environment, and the files that
    make reads; and an `ssh` whose host is a folder. Returns the folder of programs.
    """
    venv, real = repository.root / ".venv", Path(sys.prefix)
    venv.mkdir()
    for name in ("bin", "lib"):
        (venv / name).symlink_to(real / name)
    known = (real / "pyvenv.cfg").read_text(encoding="utf-8")
    (venv / "pyvenv.cfg").write_text(f"{known}command = python -m venv {venv}\n", encoding="utf-8")
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        (repository.root / name).write_bytes((ROOT / name).read_bytes())
    (venv / "ready").touch()
    programs = repository.root.parent / "programs"
    (programs / "host").mkdir(parents=True)
    (programs / "ssh").write_text(SSH, encoding="utf-8")
    (programs / "ssh").chmod(0o755)
    return programs


def run(repository: Repository, programs: Path, command: str) -> str:
    """What the command prints, both streams; given to a shell as it is written."""
    known = environment()
    path = f"{programs}{os.pathsep}{known['PATH']}"
    done = subprocess.run(
        ["bash", "-ec", command],
        cwd=repository.root,
        env=known | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=1200,
    )
    assert done.returncode == 0, f"{command}: status {done.returncode}\n{done.stdout}"
    return done.stdout
