"""Which commit the reports of a profile are of, where git keeps them."""

import subprocess
from pathlib import Path


def commit_of(folder: Path) -> str | None:
    """The last commit that changed a folder, with its day: `58e6142 of 2026-11-27`. None where git keeps no
    file of it, or where there is no git.
    """
    command = ("git", "log", "-1", "--format=%h of %cs", "--", str(folder))
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:  # no git
        return None
    return done.stdout.strip() or None
